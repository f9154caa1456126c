// SPDX-License-Identifier: MIT
package org.postroad.securityserver.api;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.postroad.protocol.administration.Refusal;
import org.postroad.securityserver.conf.ProposedChange;
import org.postroad.securityserver.conf.ServerConfiguration;

/** Refuses a change with warnings until somebody insists on it (D19). */
final class Warned {
  private Warned() {}

  static ServerConfiguration confirmed(ProposedChange change, boolean insists) {
    if (change.warnings().isEmpty() || insists) {
      return change.next();
    }
    Map<String, List<String>> warnings = new LinkedHashMap<>();
    change.warnings().forEach(each -> warnings.put(each.code().text(), each.about()));
    throw Refusal.warnings(warnings);
  }
}
