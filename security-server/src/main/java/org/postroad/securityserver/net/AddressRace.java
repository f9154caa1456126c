// SPDX-License-Identifier: MIT

package org.postroad.securityserver.net;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelOption;
import io.netty.channel.socket.SocketChannel;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * Connects to whichever of several addresses accepts first (rows C-054, C-056).
 *
 * <p>All start at once; one that fails or cannot be resolved drops out; those that come second are
 * closed again. A candidate whose name has several addresses tries them in turn, so a single
 * candidate is a plain connect. Runs on the caller's thread; only names are looked up on others.
 */
final class AddressRace {
  private final NetThreads threads;
  private final Bootstrap bootstrap;
  private final List<InetSocketAddress> candidates;
  private final long nanos;
  private final BlockingQueue<Finish> finishes = new LinkedBlockingQueue<>();
  private volatile boolean decided;

  /** Who arrived, or why somebody did not. */
  sealed interface Finish {
    InetSocketAddress candidate();

    record Connected(InetSocketAddress candidate, SocketChannel socket) implements Finish {}

    record Failed(InetSocketAddress candidate, Throwable cause) implements Finish {}
  }

  /** Nobody arrived. */
  static final class Lost extends IOException {
    private static final long serialVersionUID = 1L;

    Lost(String text, Throwable cause) {
      super(text, cause);
    }
  }

  AddressRace(
      NetThreads threads, Bootstrap bootstrap, List<InetSocketAddress> candidates, Duration time) {
    this.threads = threads;
    this.candidates = candidates;
    this.nanos = time.toNanos();
    this.bootstrap =
        bootstrap
            .clone()
            .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, Math.toIntExact(time.toMillis()));
  }

  /** The winner; the failure of whoever gave up last when all did, or when time ran out. */
  Finish.Connected run() throws Lost {
    candidates.forEach(this::enter);
    try {
      return first(System.nanoTime() + nanos);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Lost("interrupted while connecting", e);
    } finally {
      decided = true;
      closeLatecomers();
    }
  }

  private Finish.Connected first(long deadline) throws Lost, InterruptedException {
    for (int running = candidates.size(); ; running--) {
      Finish finish = finishes.poll(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
      switch (finish) {
        case null ->
            throw new Lost(
                "no answer in time from " + candidates, new SocketTimeoutException("connect"));
        case Finish.Connected connected -> {
          return connected;
        }
        case Finish.Failed failed -> {
          if (running == 1) {
            throw new Lost("cannot connect to " + failed.candidate(), failed.cause());
          }
        }
      }
    }
  }

  private void enter(InetSocketAddress candidate) {
    if (!candidate.isUnresolved()) {
      connect(candidate, List.of(candidate.getAddress()), 0);
      return;
    }
    var _ =
        threads
            .resolve(candidate.getHostString())
            .whenComplete((addresses, failure) -> {
              if (failure != null) {
                arrive(new Finish.Failed(candidate, failure));
              } else {
                connect(candidate, addresses, 0);
              }
            });
  }

  private void connect(InetSocketAddress candidate, List<InetAddress> addresses, int at) {
    InetSocketAddress address = new InetSocketAddress(addresses.get(at), candidate.getPort());
    ChannelFuture attempt = bootstrap.connect(address);
    attempt.addListener(_ -> {
      if (attempt.isSuccess()) {
        arrive(new Finish.Connected(candidate, (SocketChannel) attempt.channel()));
      } else if (at + 1 < addresses.size() && !decided) {
        connect(candidate, addresses, at + 1);
      } else {
        arrive(new Finish.Failed(candidate, attempt.cause()));
      }
    });
  }

  private void arrive(Finish finish) {
    finishes.add(finish);
    if (decided) {
      closeLatecomers();
    }
  }

  private void closeLatecomers() {
    for (Finish late = finishes.poll(); late != null; late = finishes.poll()) {
      if (late instanceof Finish.Connected connected) {
        var _ = connected.socket().close();
      }
    }
  }
}
