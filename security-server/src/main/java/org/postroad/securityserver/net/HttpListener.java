// SPDX-License-Identifier: MIT

package org.postroad.securityserver.net;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.postroad.protocol.fault.Fault;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One open port. Every request runs its handler on a virtual thread of its own.
 *
 * <p>At the limit of connections a listener either stops accepting, so that newcomers wait in the
 * operating system's queue until one has closed, or, for known partners, shares what there is (see
 * {@link ConnectionShares}).
 */
public final class HttpListener implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(HttpListener.class);
  private static final int BACKLOG = 1024;

  private final NetThreads threads;
  private final boolean ownsThreads;
  private final Supplier<Optional<TlsContext>> tls;
  private final HttpLimits limits;
  private final HttpHandler handler;
  private final Optional<ConnectionShares> shares;
  private final Set<ServerConnection> connections = ConcurrentHashMap.newKeySet();
  private final Channel channel;
  private volatile boolean closing;

  private HttpListener(
      NetThreads threads,
      boolean ownsThreads,
      InetSocketAddress address,
      Supplier<Optional<TlsContext>> tls,
      HttpLimits limits,
      Optional<ConnectionShares> shares,
      HttpHandler handler) {
    this.threads = threads;
    this.shares = shares;
    this.ownsThreads = ownsThreads;
    this.tls = tls;
    this.limits = limits;
    this.handler = handler;
    this.channel = bind(address);
  }

  /** On threads of its own, which end when it is closed. */
  public static HttpListener open(
      InetSocketAddress address, Optional<TlsContext> tls, HttpLimits limits, HttpHandler handler) {
    return new HttpListener(
        NetThreads.start(1), true, address, () -> tls, limits, Optional.empty(), handler);
  }

  /** On threads shared with other listeners and clients. Port 0 lets the system choose one. */
  public static HttpListener open(
      NetThreads threads,
      InetSocketAddress address,
      Optional<TlsContext> tls,
      HttpLimits limits,
      HttpHandler handler) {
    return new HttpListener(threads, false, address, () -> tls, limits, Optional.empty(), handler);
  }

  /**
   * The same with TLS whose identity may change: each connection is served with the present one.
   *
   * @param tls asked on the event loop, so it must not block
   */
  public static HttpListener openSecure(
      NetThreads threads,
      InetSocketAddress address,
      Supplier<TlsContext> tls,
      HttpLimits limits,
      HttpHandler handler) {
    return new HttpListener(
        threads, false, address, () -> Optional.of(tls.get()), limits, Optional.empty(), handler);
  }

  /**
   * The same for a port where partners call that nobody else must keep out (rows C-063, C-064).
   *
   * @param tls asked on the event loop, so it must not block
   * @param known whether an address is a partner's; asked on the event loop, so it must not block
   */
  public static HttpListener openForPartners(
      NetThreads threads,
      InetSocketAddress address,
      Supplier<Optional<TlsContext>> tls,
      HttpLimits limits,
      Predicate<InetAddress> known,
      HttpHandler handler) {
    ConnectionShares shares = new ConnectionShares(limits.connections(), known);
    return new HttpListener(threads, false, address, tls, limits, Optional.of(shares), handler);
  }

  /** The address it listens on, with the port that was chosen. */
  public InetSocketAddress address() {
    return (InetSocketAddress) channel.localAddress();
  }

  /** How many connections are open. */
  public int connections() {
    return connections.size();
  }

  /** Stops accepting, closes idle connections and waits for the exchanges under way. */
  @Override
  public void close() {
    closing = true;
    channel.close().awaitUninterruptibly();
    long end = System.nanoTime() + limits.drain().toNanos();
    List<ServerConnection> open = List.copyOf(connections);
    open.forEach(ServerConnection::close);
    for (ServerConnection connection : open) {
      long left = Math.max(1, end - System.nanoTime());
      Channel socket = connection.wire().channel();
      if (!socket.closeFuture().awaitUninterruptibly(left, TimeUnit.NANOSECONDS)) {
        connection.wire().cut();
      }
    }
    if (ownsThreads) {
      threads.close();
    }
  }

  NetThreads threads() {
    return threads;
  }

  HttpLimits limits() {
    return limits;
  }

  HttpHandler handler() {
    return handler;
  }

  Optional<TlsContext> tls() {
    return tls.get();
  }

  /** Whether a connection ends after the exchange under way. */
  boolean keepsNoConnection() {
    return closing || limits.idle().isZero();
  }

  private Channel bind(InetSocketAddress address) {
    ChannelFuture bound =
        new ServerBootstrap()
            .group(threads.loops())
            .channel(NioServerSocketChannel.class)
            .option(ChannelOption.SO_REUSEADDR, true)
            .option(ChannelOption.SO_BACKLOG, BACKLOG)
            .childOption(ChannelOption.AUTO_READ, false)
            .childOption(ChannelOption.ALLOW_HALF_CLOSURE, true)
            .childOption(ChannelOption.TCP_NODELAY, true)
            .childOption(ChannelOption.ALLOCATOR, Buffers.all())
            .childOption(ChannelOption.RECVBUF_ALLOCATOR, Wire.receiveBuffers())
            .childHandler(
                new ChannelInitializer<SocketChannel>() {
                  @Override
                  protected void initChannel(SocketChannel socket) {
                    accept(socket);
                  }
                })
            .bind(address)
            .awaitUninterruptibly();
    if (!bound.isSuccess()) {
      if (ownsThreads) {
        threads.close();
      }
      throw new UncheckedIOException(new IOException("cannot listen on " + address, bound.cause()));
    }
    return bound.channel();
  }

  private void accept(SocketChannel socket) {
    Optional<TlsLayer> layer;
    try {
      layer = tls.get().map(context -> context.forAccepted(threads, limits.handshake()));
    } catch (Fault e) {
      LOG.debug("No connection with {}: {}", socket.remoteAddress(), e.text());
      var _ = socket.close();
      return;
    }
    Wire wire = new Wire(socket, socket.remoteAddress(), layer, limits.write());
    ServerConnection connection = new ServerConnection(this, wire);
    connections.add(connection);
    socket.closeFuture().addListener(_ -> gone(socket, connection));
    if (shares.isPresent()) {
      if (!shares.get().admit(connection, socket.remoteAddress().getAddress())) {
        wire.dispose();
        return;
      }
    } else if (connections.size() >= limits.connections()) {
      socket.parent().config().setAutoRead(false);
    }
    wire.start();
  }

  private void gone(SocketChannel socket, ServerConnection connection) {
    connections.remove(connection);
    connection.gone();
    if (shares.isPresent()) {
      shares.get().gone(connection);
    } else if (connections.size() < limits.connections() && !closing) {
      socket.parent().config().setAutoRead(true);
    }
  }
}
