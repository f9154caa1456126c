// SPDX-License-Identifier: MIT

package org.postroad.securityserver.net;

import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.net.InetAddress;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;

/**
 * Every thread of this room. Listeners and clients of one process share one of these.
 *
 * <p>{@code net-loop-N}: platform threads that move bytes and never block. {@code exchange-N}: a
 * virtual thread for each request, which runs the handler. {@code handshake-N}: virtual threads for
 * the arithmetic of TLS handshakes and the trust decisions in them. {@code net-resolver-N}:
 * platform threads for host names, because the operating system's look-up holds its thread. {@code
 * net-tls-loader}: loads the native TLS library at the start, and ends.
 */
public final class NetThreads implements AutoCloseable {
  private static final int RESOLVERS = 4;

  private final EventLoopGroup loops;
  private final ThreadFactory exchanges = Thread.ofVirtual().name("exchange-", 1).factory();
  private final ExecutorService handshakes =
      Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("handshake-", 1).factory());
  private final ExecutorService resolvers =
      Executors.newFixedThreadPool(
          RESOLVERS, Thread.ofPlatform().daemon().name("net-resolver-", 1).factory());

  private final HttpDate date;
  private final CompletableFuture<TlsEngine> tlsEngine;

  private NetThreads(int loops, InstantSource clock, CompletableFuture<TlsEngine> tlsEngine) {
    this.date = new HttpDate(clock);
    this.tlsEngine = tlsEngine;
    this.loops =
        new MultiThreadIoEventLoopGroup(
            loops, new DefaultThreadFactory("net-loop", true), NioIoHandler.newFactory());
  }

  /** With as many event loops as asked for; one for each processor is plenty. */
  public static NetThreads start(int loops) {
    return start(loops, InstantSource.system());
  }

  /**
   * The same with a clock.
   *
   * @param clock for the {@code Date} of responses, and for nothing else: time-outs are measured
   *     with the system's monotonic clock
   */
  public static NetThreads start(int loops, InstantSource clock) {
    CompletableFuture<TlsEngine> engine = new CompletableFuture<>();
    Thread.ofPlatform()
        .daemon()
        .name("net-tls-loader")
        .start(() -> engine.complete(TlsEngine.fastest()));
    return new NetThreads(loops, clock, engine);
  }

  /** The same with an engine that is there already. */
  static NetThreads start(int loops, TlsEngine engine) {
    return new NetThreads(loops, InstantSource.system(), CompletableFuture.completedFuture(engine));
  }

  /** The engine to prefer where both will do; the JDK's until the native library is loaded. */
  TlsEngine tlsEngine() {
    return tlsEngine.getNow(TlsEngine.JDK);
  }

  /** Who does TLS 1.3 here, {@code BoringSSL} or {@code JDK}, once that is known. */
  public CompletableFuture<String> tlsEngineName() {
    return tlsEngine.thenApply(engine ->
        switch (engine) {
          case JDK -> "JDK";
          case NATIVE -> "BoringSSL";
        });
  }

  HttpDate date() {
    return date;
  }

  EventLoopGroup loops() {
    return loops;
  }

  ExecutorService handshakes() {
    return handshakes;
  }

  void startExchange(Runnable work) {
    exchanges.newThread(work).start();
  }

  CompletableFuture<List<InetAddress>> resolve(String host) {
    return CompletableFuture.supplyAsync(() -> lookUp(host), resolvers);
  }

  private static List<InetAddress> lookUp(String host) {
    try {
      return List.of(InetAddress.getAllByName(host));
    } catch (java.net.UnknownHostException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    loops.shutdownGracefully(0, 2, TimeUnit.SECONDS).awaitUninterruptibly();
    handshakes.shutdown();
    resolvers.shutdownNow();
  }
}
