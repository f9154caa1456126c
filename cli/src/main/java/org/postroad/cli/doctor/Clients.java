// SPDX-License-Identifier: MIT
package org.postroad.cli.doctor;

import java.util.List;
import java.util.function.Predicate;
import org.postroad.protocol.identifier.ClientId;

/** The clients of the server, held against the registry's list. */
final class Clients {
  private static final String CHECK = "clients";

  private Clients() {}

  static Finding look(List<ClientId> own, Predicate<ClientId> registered) {
    List<ClientId> missing = own.stream().filter(registered.negate()).toList();
    if (!missing.isEmpty()) {
      return Finding.failed(
          CHECK,
          missing.getFirst() + " is not registered at this server",
          "it can neither call nor be called",
          Finding.REGISTRY,
          "register it, or wait until the registry has approved it");
    }
    return own.isEmpty()
        ? Finding.warning(
            CHECK, "there are none", "nobody can call", Finding.HERE, "add and register one")
        : Finding.good(CHECK, own.size() + " of " + own.size() + " are registered");
  }
}
