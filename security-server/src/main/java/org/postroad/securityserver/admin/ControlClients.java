// SPDX-License-Identifier: MIT
package org.postroad.securityserver.admin;

import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.nio.file.attribute.UserPrincipal;
import java.time.Duration;
import java.util.Comparator;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import jdk.net.ExtendedSocketOptions;
import org.postroad.securityserver.conf.ConfigurationHistory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The clients of a control socket, each on a virtual thread. The kernel says who they are; another
 * user than the server's own, or root, is turned away. When all places are taken, the client that
 * has been silent for longest loses its place, so that no number of forgotten ones locks others
 * out.
 */
final class ControlClients {
  static final int MOST = 32;
  private static final Logger LOG = LoggerFactory.getLogger(ControlClients.class);
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final Duration LAST_WORDS = Duration.ofSeconds(30);
  private static final String ROOT = "root";

  private final UserPrincipal owner;
  private final LogOperations log;
  private final ConfigurationHistory configuration;
  private final LongSupplier nanoTime;
  private final Set<Client> clients = ConcurrentHashMap.newKeySet();

  /** One connection with the thread that serves it. */
  private record Client(ControlWire wire, Thread thread) {}

  ControlClients(
      UserPrincipal owner,
      LogOperations log,
      ConfigurationHistory configuration,
      LongSupplier nanoTime) {
    this.owner = owner;
    this.log = log;
    this.configuration = configuration;
    this.nanoTime = nanoTime;
  }

  /** Called by one thread. */
  void serve(SocketChannel channel) throws IOException {
    String user = channel.getOption(ExtendedSocketOptions.SO_PEERCRED).user().getName();
    if (!user.equals(owner.getName()) && !user.equals(ROOT)) {
      LOG.warn("User {} was turned away from the control socket of {}", user, owner);
      channel.close();
      return;
    }
    if (clients.size() >= MOST) {
      makePlace();
    }
    ControlWire wire = new ControlWire(channel, nanoTime);
    if (clients.size() >= MOST) {
      LOG.warn("All {} places of the control socket are taken", MOST);
      turnAway(wire);
      return;
    }
    Thread thread = Thread.ofVirtual().name("control").unstarted(() -> serve(wire));
    clients.add(new Client(wire, thread));
    thread.start();
  }

  private static void turnAway(ControlWire wire) throws IOException {
    try (wire) {
      String reason = "All " + MOST + " places are taken; try again in a moment";
      wire.send(new ControlAnswer(ControlAnswer.Kind.REFUSED, ControlWire.tree(reason)));
    }
  }

  private void makePlace() throws IOException {
    var silent = clients.stream().min(Comparator.comparingLong(client -> client.wire().lastMove()));
    if (silent.isPresent() && silent.get().wire().silentFor().compareTo(PATIENCE) > 0) {
      silent.get().wire().close();
      clients.remove(silent.get());
    }
  }

  private void serve(ControlWire wire) {
    try (wire) {
      new ControlSession(wire, log, configuration).run();
    } catch (IOException e) {
      LOG.debug("A client of the control socket has gone", e);
    } catch (RuntimeException e) {
      LOG.warn("A request over the control socket failed", e);
    } finally {
      clients.removeIf(client -> client.wire().equals(wire));
    }
  }

  /** Cuts all off and waits for what they have begun. */
  void close() throws IOException {
    for (Client client : clients) {
      client.wire().close();
    }
    for (Client client : clients) {
      try {
        if (!client.thread().join(LAST_WORDS)) {
          LOG.warn("A request over the control socket goes on while the log is being closed");
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }
}
