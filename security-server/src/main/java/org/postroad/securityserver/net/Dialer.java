// SPDX-License-Identifier: MIT

package org.postroad.securityserver.net;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import javax.net.ssl.SSLSession;
import org.postroad.protocol.fault.Fault;
import org.postroad.protocol.fault.FaultCode;

/**
 * Makes a new connection: address race, TLS handshake, check of the peer; and on failure of any of
 * them the same again without the address that failed (row C-057).
 */
final class Dialer {
  /** What a remembered address gets to connect, and the least the later attempts get. */
  private static final Duration SHORT = Duration.ofSeconds(5);

  private final NetThreads threads;
  private final HttpLimits limits;
  private final FastestAddresses fastest;
  private final Bootstrap bootstrap;

  Dialer(NetThreads threads, HttpLimits limits, LongSupplier nanoTime) {
    this.threads = threads;
    this.limits = limits;
    this.fastest = new FastestAddresses(nanoTime);
    this.bootstrap =
        new Bootstrap()
            .group(threads.loops())
            .channel(NioSocketChannel.class)
            .option(ChannelOption.AUTO_READ, false)
            .option(ChannelOption.ALLOW_HALF_CLOSURE, true)
            // A peer that no longer takes the request may have answered it.
            .option(ChannelOption.AUTO_CLOSE, false)
            .option(ChannelOption.TCP_NODELAY, true)
            .option(ChannelOption.SO_KEEPALIVE, true)
            .option(ChannelOption.ALLOCATOR, Buffers.all())
            .option(ChannelOption.RECVBUF_ALLOCATOR, Wire.receiveBuffers())
            .handler(new Bare());
  }

  /** A connection whose peer was accepted and to which nothing was sent. */
  Wire dial(Route route, List<InetSocketAddress> candidates, ConnectOptions options) {
    Attempts attempts = new Attempts(route, candidates, options);
    Optional<InetSocketAddress> known = fastest.of(route.candidates());
    if (known.isPresent()) {
      Optional<Wire> wire = attempts.among(List.of(known.get()), min(SHORT, options.connect()));
      if (wire.isPresent()) {
        return wire.get();
      }
      fastest.forget(route.candidates());
    }
    Duration time = options.connect();
    while (!attempts.left.isEmpty()) {
      Optional<Wire> wire = attempts.among(List.copyOf(attempts.left), time);
      if (wire.isPresent()) {
        return wire.get();
      }
      time = min(time, max(SHORT, time.dividedBy(2)));
    }
    throw attempts.refusal.orElseGet(() -> noneAnswered(route, candidates, attempts.cause));
  }

  private final class Attempts {
    private final Route route;
    private final ConnectOptions options;
    private final List<InetSocketAddress> left;
    private Optional<Fault> refusal = Optional.empty();
    private IOException cause = new IOException("no address to connect to");

    Attempts(Route route, List<InetSocketAddress> candidates, ConnectOptions options) {
      this.route = route;
      this.options = options;
      this.left = new ArrayList<>(new LinkedHashSet<>(candidates));
    }

    /** One race and what comes after it; whoever failed is struck off the list. */
    Optional<Wire> among(List<InetSocketAddress> addresses, Duration time) {
      try {
        var winner = new AddressRace(threads, bootstrap, addresses, time).run();
        left.remove(winner.candidate());
        Wire wire = open(winner.socket(), winner.candidate(), time);
        fastest.remember(route.candidates(), winner.candidate());
        return Optional.of(wire);
      } catch (Fault e) {
        refusal = Optional.of(e);
      } catch (AddressRace.Lost e) {
        left.removeAll(addresses);
        cause = e;
      } catch (IOException e) {
        cause = e;
      }
      return Optional.empty();
    }

    private Wire open(SocketChannel socket, InetSocketAddress address, Duration time)
        throws IOException {
      TlsEngine engine =
          route.tls().map(context -> context.engineFor(address, threads)).orElse(TlsEngine.JDK);
      Optional<TlsLayer> tls =
          route.tls().map(context -> context.forConnected(address, engine, threads, time));
      Wire wire = new Wire(socket, address, tls, limits.write());
      try {
        wire.start();
        shakeHands(wire, address, engine);
        options.check().check(wire.remoteAddress(), wire.peerCertificates());
        return wire;
      } catch (IOException | RuntimeException e) {
        wire.dispose();
        throw e;
      }
    }

    /** An address that no longer speaks TLS 1.3 gets another try, with everything on offer. */
    private void shakeHands(Wire wire, InetSocketAddress address, TlsEngine engine)
        throws IOException {
      try {
        wire.awaitHandshake();
      } catch (IOException e) {
        if (engine == TlsEngine.NATIVE) {
          route.tls().ifPresent(context -> context.learn(address, Optional.empty()));
          left.add(address);
        }
        throw e;
      }
      Optional<String> protocol = wire.session().map(SSLSession::getProtocol);
      route.tls().ifPresent(context -> context.learn(address, protocol));
    }
  }

  /** Handlers come later, once it is known who won the race. */
  private static final class Bare extends ChannelInitializer<Channel> {
    @Override
    protected void initChannel(Channel channel) {}
  }

  /** Row C-059. */
  private static Fault noneAnswered(
      Route route, List<InetSocketAddress> candidates, IOException cause) {
    String scheme = route.tls().isPresent() ? "https" : "http";
    String addresses =
        candidates.stream()
            .map(
                address -> scheme + "://" + address.getHostString() + ":" + address.getPort() + "/")
            .collect(Collectors.joining(", "));
    return new Fault(
        FaultCode.NETWORK_ERROR,
        "Could not connect to any target host ([" + addresses + "])",
        cause);
  }

  private static Duration min(Duration a, Duration b) {
    return a.compareTo(b) < 0 ? a : b;
  }

  private static Duration max(Duration a, Duration b) {
    return a.compareTo(b) > 0 ? a : b;
  }
}
