// SPDX-License-Identifier: MIT
package org.postroad.cli.why;

import org.postroad.protocol.identifier.ClientId;

/** Commands of this server's administrator that an explanation ends with. */
final class NextStep {
  private NextStep() {}

  static String grant(Call call, boolean wholeService) {
    return "give " + call.client() + " the right to "
        + (wholeService ? call.name() : call.endpoint() + " of " + call.name())
        + ", if it shall have it (docs/services.md)";
  }

  static String register(ClientId client) {
    return "register " + client + " at this server (docs/services.md)";
  }
}
