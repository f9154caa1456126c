// SPDX-License-Identifier: MIT
package org.postroad.cli.doctor;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.postroad.securityserver.ServerPorts;

/**
 * The ports of the server: all answer while it runs, and none is another program's while it does
 * not.
 */
record Ports(Map<String, State> states) {
  private static final String CHECK = "ports";
  private static final int PATIENCE_MILLIS = 2000;

  /** How a port was found. */
  enum State {
    ANSWERS,
    FREE,
    /** It neither answers nor can it be opened. */
    BLOCKED
  }

  Ports {
    states = Map.copyOf(states);
  }

  static Ports of(InetAddress address, ServerPorts ports) {
    Map<String, Integer> named = new LinkedHashMap<>();
    named.put("ports.consumer-http", ports.consumerHttp());
    named.put("ports.consumer-https", ports.consumerHttps());
    named.put("ports.messages", ports.messages());
    named.put("ports.ocsp", ports.ocsp());
    named.put("ports.transparency", ports.transparency());
    Map<String, State> states = new LinkedHashMap<>();
    named.forEach((name, port) -> states.put(name + " " + port, state(address, port)));
    return new Ports(states);
  }

  private static State state(InetAddress address, int port) {
    InetAddress target = address.isAnyLocalAddress() ? InetAddress.getLoopbackAddress() : address;
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(target, port), PATIENCE_MILLIS);
      return State.ANSWERS;
    } catch (IOException _) {
      return canBeOpened(address, port) ? State.FREE : State.BLOCKED;
    }
  }

  private static boolean canBeOpened(InetAddress address, int port) {
    try (ServerSocket socket = new ServerSocket()) {
      socket.bind(new InetSocketAddress(address, port));
      return true;
    } catch (IOException _) {
      return false;
    }
  }

  /** Whether something answers on most of them, which is taken for the server. */
  boolean running() {
    return 2 * in(State.ANSWERS).size() > states.size();
  }

  Finding look() {
    List<String> answering = in(State.ANSWERS);
    List<String> blocked = in(State.BLOCKED);
    if (!blocked.isEmpty()) {
      return Finding.failed(
          CHECK,
          blocked.getFirst() + " cannot be opened",
          "the server does not start",
          Finding.HERE,
          "take an address of this machine and a port above 1023, or allow the port");
    }
    if (answering.size() == states.size()) {
      return Finding.good(CHECK, "all of them answer");
    }
    if (answering.isEmpty()) {
      return Finding.good(CHECK, "all of them are free; no server runs");
    }
    return running()
        ? Finding.failed(
            CHECK,
            in(State.FREE).getFirst() + " does not answer though others do",
            "whoever needs it gets no connection",
            Finding.HERE,
            "look whether the file was changed since the start, and start the server again")
        : Finding.failed(
            CHECK,
            answering.getFirst() + " is taken by another program",
            "the server does not start",
            Finding.HERE,
            "ss -ltnp shows which; stop it, or give the server another port");
  }

  private List<String> in(State state) {
    return states.keySet().stream().filter(name -> states.get(name) == state).sorted().toList();
  }
}
