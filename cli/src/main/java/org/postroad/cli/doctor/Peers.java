// SPDX-License-Identifier: MIT
package org.postroad.cli.doctor;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.postroad.protocol.globalconf.ServerAddress;

/** The servers that clients of this one have called lately: whether they can be reached. */
final class Peers {
  private static final String CHECK = "peers";
  private static final int MOST = 50;

  private Peers() {}

  /**
   * Tries each.
   *
   * @param messages the port of messages, one for an instance
   */
  static List<Finding> look(Collection<ServerAddress> called, int messages, World.Connect connect) {
    List<Finding> findings = new ArrayList<>();
    List<ServerAddress> tried = called.stream().distinct().limit(MOST).toList();
    for (ServerAddress server : tried) {
      try {
        connect.to(server.address(), messages);
      } catch (IOException e) {
        findings.add(
            Finding.failed(
                CHECK,
                server.id()
                    + " at "
                    + server.address()
                    + ":"
                    + messages
                    + " cannot be reached: "
                    + e.getMessage(),
                "calls to its services end with network_error",
                "the administrator of that server, or " + Finding.NETWORK,
                "nc -vz " + server.address() + " " + messages));
      }
    }
    return findings.isEmpty()
        ? List.of(
            Finding.good(
                CHECK,
                tried.isEmpty()
                    ? "none was called in the last day"
                    : "all " + tried.size() + " that were called in the last day can be reached"))
        : findings;
  }
}
