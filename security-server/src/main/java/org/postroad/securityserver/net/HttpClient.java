// SPDX-License-Identifier: MIT

package org.postroad.securityserver.net;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Outgoing connections, new or from a pool of idle ones. Blocks, so it is for virtual threads; safe
 * for many at once.
 *
 * <p>A pooled connection serves only the same set of candidates under the same TLS identity, and
 * its peer is checked again each time. {@link HttpLimits#connections} bounds the idle ones, not
 * those in use.
 */
public final class HttpClient implements AutoCloseable {
  private final NetThreads threads;
  private final HttpLimits limits;
  private final ConnectionPool pool;
  private final Dialer dialer;
  private final ScheduledFuture<?> sweeping;

  private HttpClient(NetThreads threads, HttpLimits limits, LongSupplier nanoTime) {
    this.threads = threads;
    this.limits = limits;
    long idle = limits.idle().toNanos();
    this.pool = new ConnectionPool(limits.connections(), idle, nanoTime);
    this.dialer = new Dialer(threads, limits, nanoTime);
    this.sweeping =
        threads
            .loops()
            .scheduleWithFixedDelay(pool::sweep, idle, Math.max(1, idle / 2), TimeUnit.NANOSECONDS);
  }

  public static HttpClient open(NetThreads threads, HttpLimits limits) {
    return new HttpClient(threads, limits, System::nanoTime);
  }

  /** With a clock of its own for what grows old in the pool and in the memory of past races. */
  static HttpClient open(NetThreads threads, HttpLimits limits, LongSupplier nanoTime) {
    return new HttpClient(threads, limits, nanoTime);
  }

  /**
   * A connection to one of the candidates, idle or new (rows C-054 to C-060).
   *
   * @param candidates addresses, unresolved ones are looked up; not empty
   * @throws org.postroad.protocol.fault.Fault {@code network_error} when nobody could be connected
   *     to, or what {@link ConnectOptions#check} said last
   */
  public ClientConnection connect(
      List<InetSocketAddress> candidates, Optional<TlsContext> tls, ConnectOptions options) {
    return connect(candidates, tls, options, Patience.trusting(options.read()));
  }

  /** The same with a limit of its own on how long the response may take. */
  ClientConnection connect(
      List<InetSocketAddress> candidates,
      Optional<TlsContext> tls,
      ConnectOptions options,
      Patience patience) {
    if (candidates.isEmpty()) {
      throw new IllegalArgumentException("no address to connect to");
    }
    Route route = Route.of(candidates, tls);
    String host = hostField(candidates.getFirst());
    Optional<Wire> idle = idle(route, options);
    if (idle.isPresent()) {
      return new PooledConnection(
          this,
          route,
          host,
          patience,
          idle.get(),
          Optional.of(() -> dialer.dial(route, candidates, options)));
    }
    Wire wire = dialer.dial(route, candidates, options);
    return new PooledConnection(this, route, host, patience, wire, Optional.empty());
  }

  /** Closes the idle connections; those in use go on, and are not kept afterwards. */
  @Override
  public void close() {
    sweeping.cancel(false);
    pool.close();
  }

  HttpLimits limits() {
    return limits;
  }

  ConnectionPool pool() {
    return pool;
  }

  /** Whether a new connection to the same peer would be by the faster engine. */
  boolean isOvertaken(Route route, Wire wire) {
    return wire.isBy(TlsEngine.JDK)
        && route
            .tls()
            .filter(tls -> tls.engineFor(wire.peer(), threads) == TlsEngine.NATIVE)
            .isPresent();
  }

  private Optional<Wire> idle(Route route, ConnectOptions options) {
    Optional<Wire> wire = pool.take(route);
    while (wire.isPresent() && !isStillTrusted(wire.get(), options)) {
      wire.get().dispose();
      wire = pool.take(route);
    }
    return wire;
  }

  /** A refused one is not the last word: a new connection may show a newer certificate. */
  private static boolean isStillTrusted(Wire wire, ConnectOptions options) {
    try {
      options.check().check(wire.remoteAddress(), wire.peerCertificates());
      return true;
    } catch (RuntimeException e) {
      return false;
    }
  }

  private static String hostField(InetSocketAddress address) {
    String name = address.getHostString();
    return (name.indexOf(':') >= 0 ? "[" + name + "]" : name) + ":" + address.getPort();
  }
}
