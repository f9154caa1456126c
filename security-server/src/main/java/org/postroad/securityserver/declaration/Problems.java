// SPDX-License-Identifier: MIT
package org.postroad.securityserver.declaration;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.UnaryOperator;
import org.postroad.protocol.fault.Fault;
import org.postroad.securityserver.conf.ServerConfiguration;

/**
 * What stands against a tree, gathered so that somebody mends all of it at once. Safe for several
 * threads.
 */
final class Problems {
  private static final int MOST = 100;

  private final List<String> found = Collections.synchronizedList(new ArrayList<>());

  /** The next configuration; the present one where a rule refuses the change. */
  ServerConfiguration attempt(
      ServerConfiguration now, String where, UnaryOperator<ServerConfiguration> change) {
    try {
      return change.apply(now);
    } catch (Fault refused) {
      found.add(where + ": " + refused.text());
    } catch (IllegalArgumentException impossible) {
      found.add(where + ": " + impossible.getMessage());
    }
    return now;
  }

  /**
   * To be asked when everything was tried.
   *
   * @throws DeclarationRefused if anything was refused
   */
  void refuseAny() {
    if (!found.isEmpty()) {
      int more = found.size() - MOST;
      List<String> told = new ArrayList<>(found.subList(0, Math.min(MOST, found.size())));
      if (more > 0) {
        told.add("and " + more + " more");
      }
      throw new DeclarationRefused(told);
    }
  }
}
