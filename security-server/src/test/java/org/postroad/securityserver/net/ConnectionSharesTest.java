// SPDX-License-Identifier: MIT

package org.postroad.securityserver.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.postroad.securityserver.net.Fixtures.AMPLE;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Rows C-063 and C-064. */
class ConnectionSharesTest {
  private static final InetAddress PARTNER = address(2);
  private static final InetAddress OTHER_PARTNER = address(3);
  private static final InetAddress STRANGER = address(1);
  private static final InetAddress OTHER_STRANGER = address(4);

  private final NetThreads threads = NetThreads.start(2);

  @AfterEach
  void close() {
    threads.close();
  }

  private static boolean isKnown(InetAddress address) {
    return address.equals(PARTNER) || address.equals(OTHER_PARTNER);
  }

  private static InetAddress address(int host) {
    try {
      return InetAddress.getByAddress(new byte[] {127, 0, 0, (byte) host});
    } catch (UnknownHostException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Stays only while it carries an exchange. */
  private static final class Fake implements ConnectionShares.Held {
    private final boolean busy;
    private boolean gone;

    Fake(boolean busy) {
      this.busy = busy;
    }

    @Override
    public boolean giveWay() {
      gone = !busy;
      return gone;
    }
  }

  private static List<Fake> fill(ConnectionShares shares, int number, InetAddress... from) {
    List<Fake> all = new ArrayList<>();
    for (int i = 0; i < number; i++) {
      Fake held = new Fake(false);
      assertTrue(shares.admit(held, from[i % from.length]));
      all.add(held);
    }
    return all;
  }

  private static long gone(List<Fake> all) {
    return all.stream().filter(each -> each.gone).count();
  }

  @Test
  void strangersAreOneGroupAndItsOldestGivesWayToAPartner() {
    var shares = new ConnectionShares(4, ConnectionSharesTest::isKnown);
    List<Fake> strangers = fill(shares, 4, STRANGER, OTHER_STRANGER);
    assertFalse(shares.admit(new Fake(false), OTHER_STRANGER));
    assertEquals(0, gone(strangers));
    assertTrue(shares.admit(new Fake(false), PARTNER));
    assertTrue(strangers.getFirst().gone);
    assertEquals(1, gone(strangers));
  }

  @Test
  void partnersAreGroupsOfTheirOwnAndShareEqually() {
    var shares = new ConnectionShares(4, ConnectionSharesTest::isKnown);
    List<Fake> many = fill(shares, 4, PARTNER);
    assertTrue(shares.admit(new Fake(false), OTHER_PARTNER));
    assertTrue(shares.admit(new Fake(false), OTHER_PARTNER));
    assertFalse(shares.admit(new Fake(false), OTHER_PARTNER), "two and two");
    assertFalse(shares.admit(new Fake(false), PARTNER), "two and two");
    assertEquals(2, gone(many));
  }

  @Test
  void connectionsWithAnExchangeNeverGiveWay() {
    var shares = new ConnectionShares(2, ConnectionSharesTest::isKnown);
    Fake busy = new Fake(true);
    Fake idle = new Fake(false);
    assertTrue(shares.admit(busy, STRANGER));
    assertTrue(shares.admit(idle, STRANGER));
    assertTrue(shares.admit(new Fake(true), PARTNER));
    assertFalse(busy.gone);
    assertTrue(idle.gone);
    assertFalse(shares.admit(new Fake(false), OTHER_PARTNER), "both carry an exchange");
  }

  @Test
  void roomThatIsLeftIsForAnybody() {
    var shares = new ConnectionShares(3, ConnectionSharesTest::isKnown);
    List<Fake> strangers = fill(shares, 3, STRANGER);
    shares.gone(strangers.getFirst());
    shares.gone(strangers.getFirst());
    assertTrue(shares.admit(new Fake(false), OTHER_STRANGER));
    assertFalse(shares.admit(new Fake(false), STRANGER));
    assertEquals(0, gone(strangers));
  }

  @Test
  void floodFromAnUnknownAddressDoesNotKeepOutAKnownOne() throws IOException {
    HttpLimits limits = Fixtures.limits().withConnections(20);
    try (HttpListener listener =
        partners(
            limits,
            exchange -> {
              byte[] body = "served".getBytes(StandardCharsets.US_ASCII);
              exchange.respond(Fixtures.ok(), body);
            })) {
      List<Socket> flood = new ArrayList<>();
      for (int i = 0; i < 60; i++) {
        flood.add(from(STRANGER, listener.address()));
      }
      for (int i = 0; i < 10; i++) {
        assertTrue(ask(PARTNER, listener.address()).endsWith("served"), "call " + i);
      }
      for (Socket socket : flood) {
        socket.close();
      }
    }
  }

  @Test
  void exchangeOfAStrangerIsFinishedAlsoWhenPartnersCome() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    HttpLimits limits = Fixtures.limits().withConnections(1);
    try (HttpListener listener =
            partners(
                limits,
                exchange -> {
                  begun.countDown();
                  Fixtures.await(go);
                  exchange.respond(Fixtures.ok("Connection", "close"), new byte[] {'x'});
                });
        Socket busy = from(STRANGER, listener.address())) {
      busy.getOutputStream()
          .write("GET / HTTP/1.1\r\nHost: a\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
      Fixtures.await(begun);
      assertThrows(IOException.class, () -> requireAnswer(ask(PARTNER, listener.address())));
      go.countDown();
      assertTrue(Fixtures.readAll(busy.getInputStream()).endsWith("x"));
    }
  }

  private HttpListener partners(HttpLimits limits, HttpHandler handler) {
    return HttpListener.openForPartners(
        threads,
        Fixtures.loopback(0),
        Optional::empty,
        limits,
        ConnectionSharesTest::isKnown,
        handler);
  }

  private static Socket from(InetAddress source, InetSocketAddress to) throws IOException {
    Socket socket = new Socket();
    socket.setSoTimeout((int) AMPLE.toMillis());
    socket.bind(new InetSocketAddress(source, 0));
    socket.connect(to);
    return socket;
  }

  private static String ask(InetAddress source, InetSocketAddress to) throws IOException {
    try (Socket socket = from(source, to)) {
      socket
          .getOutputStream()
          .write(
              "GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"
                  .getBytes(StandardCharsets.US_ASCII));
      return Fixtures.readAll(socket.getInputStream());
    }
  }

  private static void requireAnswer(String answer) throws IOException {
    if (answer.isEmpty()) {
      throw new IOException("closed without an answer");
    }
  }
}
