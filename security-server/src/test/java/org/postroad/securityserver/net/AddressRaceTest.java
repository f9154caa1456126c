// SPDX-License-Identifier: MIT

package org.postroad.securityserver.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.postroad.securityserver.net.Fixtures.AMPLE;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.postroad.protocol.fault.Fault;
import org.postroad.protocol.fault.FaultCode;

/** Rows C-054 to C-060. */
class AddressRaceTest {
  private static final String CLOSING =
      "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 0\r\n\r\n";

  private final NetThreads threads = NetThreads.start(1);
  private final long[] now = {0};
  private final HttpClient client = HttpClient.open(threads, Fixtures.limits(), () -> now[0]);

  @AfterEach
  void close() {
    client.close();
    threads.close();
  }

  private InetSocketAddress call(Duration connect, InetSocketAddress... candidates)
      throws IOException {
    ConnectOptions options = new ConnectOptions(connect, AMPLE, _ -> {});
    try (ClientConnection connection =
        client.connect(List.of(candidates), Optional.empty(), options)) {
      connection.send(new RequestHead("GET", "/", Fixtures.headers()), new byte[0]);
      assertEquals(200, connection.receive().status());
      return connection.remoteAddress();
    }
  }

  /** An address that nobody listens on. */
  private static InetSocketAddress refusing() throws IOException {
    try (ServerSocket socket = new ServerSocket()) {
      socket.bind(Fixtures.loopback(0));
      return (InetSocketAddress) socket.getLocalSocketAddress();
    }
  }

  /** An address where connections hang, because the queue of those not yet accepted is full. */
  private static final class BlackHole implements AutoCloseable {
    private final ServerSocket server = new ServerSocket();
    private final List<Socket> queued = new ArrayList<>();

    BlackHole() throws IOException {
      server.bind(Fixtures.loopback(0), 1);
      while (true) {
        Socket socket = new Socket();
        queued.add(socket);
        try {
          socket.connect(address(), 200);
        } catch (java.net.SocketTimeoutException e) {
          return;
        }
      }
    }

    InetSocketAddress address() {
      return (InetSocketAddress) server.getLocalSocketAddress();
    }

    @Override
    public void close() throws IOException {
      for (Socket socket : queued) {
        socket.close();
      }
      server.close();
    }
  }

  @Test
  void aLiveAddressWinsOverDeadAndSilentOnes() throws IOException {
    try (BlackHole silent = new BlackHole();
        RawServer live = RawServer.answering(CLOSING, true)) {
      InetSocketAddress unknown = InetSocketAddress.createUnresolved("no-such-host.invalid", 5500);
      assertEquals(
          live.address(), call(AMPLE, silent.address(), refusing(), unknown, live.address()));
    }
  }

  @Test
  void aSilentAddressTimesOut() throws IOException {
    try (BlackHole silent = new BlackHole()) {
      Fault fault = assertThrows(Fault.class, () -> call(Fixtures.SHORT, silent.address()));
      assertEquals(FaultCode.NETWORK_ERROR, fault.code());
    }
  }

  @Test
  void whenNothingWorksTheFaultNamesTheAddresses() throws IOException {
    InetSocketAddress first = refusing();
    InetSocketAddress second = InetSocketAddress.createUnresolved("no-such-host.invalid", 5500);
    Fault fault = assertThrows(Fault.class, () -> call(AMPLE, first, second));
    assertEquals(
        "Could not connect to any target host ([http://localhost:"
            + first.getPort()
            + "/, http://no-such-host.invalid:5500/])",
        fault.text());
  }

  @Test
  void aNameIsLookedUp() throws IOException {
    try (RawServer live = RawServer.answering(CLOSING, true)) {
      int port = live.address().getPort();
      assertEquals(
          port, call(AMPLE, InetSocketAddress.createUnresolved("localhost", port)).getPort());
    }
  }

  @Test
  void theWinnerIsAskedAloneForAnHour() throws IOException {
    try (RawServer one = RawServer.answering(CLOSING, true);
        RawServer two = RawServer.answering(CLOSING, true)) {
      InetSocketAddress winner = call(AMPLE, one.address(), two.address());
      RawServer first = winner.equals(one.address()) ? one : two;
      RawServer other = first == one ? two : one;
      int before = first.connections();
      int others = other.connections();
      for (int i = 0; i < 5; i++) {
        assertEquals(winner, call(AMPLE, two.address(), one.address()));
      }
      assertEquals(before + 5, first.connections());
      assertTrue(other.connections() <= Math.max(others, 1));
      first.close();
      assertEquals(other.address(), call(AMPLE, one.address(), two.address()));
    }
  }

  @Test
  void afterAnHourThereIsARaceAgain() throws IOException {
    try (RawServer one = RawServer.answering(CLOSING, true);
        BlackHole silent = new BlackHole()) {
      FastestAddresses fastest = new FastestAddresses(() -> now[0]);
      var both = java.util.Set.of(one.address(), silent.address());
      fastest.remember(both, silent.address());
      assertEquals(Optional.of(silent.address()), fastest.of(both));
      now[0] += Duration.ofHours(1).toNanos();
      assertEquals(Optional.empty(), fastest.of(both));
      fastest.remember(both, one.address());
      assertEquals(Optional.of(one.address()), fastest.of(both));
      fastest.remember(java.util.Set.of(one.address()), one.address());
      assertEquals(Optional.empty(), fastest.of(java.util.Set.of(one.address())));
    }
  }

  @Test
  void aRefusedPeerGivesWayAndTheLastRefusalIsReported() throws IOException {
    try (RawServer one = RawServer.answering(CLOSING, true);
        RawServer two = RawServer.answering(CLOSING, true)) {
      AtomicInteger checks = new AtomicInteger();
      PeerCheck second =
          _ -> {
            if (checks.incrementAndGet() == 1) {
              throw new Fault(FaultCode.SSL_AUTHENTICATION_FAILED, "planted");
            }
          };
      ConnectOptions options = new ConnectOptions(AMPLE, AMPLE, second);
      List<InetSocketAddress> both = List.of(one.address(), two.address());
      client.connect(both, Optional.empty(), options).close();
      assertEquals(2, checks.get());
      PeerCheck never =
          _ -> {
            throw new Fault(FaultCode.SSL_AUTHENTICATION_FAILED, "planted");
          };
      Fault fault =
          assertThrows(
              Fault.class,
              () ->
                  client.connect(both, Optional.empty(), new ConnectOptions(AMPLE, AMPLE, never)));
      assertEquals(FaultCode.SSL_AUTHENTICATION_FAILED, fault.code());
    }
  }
}
