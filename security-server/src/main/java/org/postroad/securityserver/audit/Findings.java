// SPDX-License-Identifier: MIT
package org.postroad.securityserver.audit;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * The findings so far, at most so many of a kind: whoever exchanged a whole log would otherwise be
 * told so once for each record. For one thread.
 */
final class Findings {
  private final int mostOfOneKind;
  private final List<Finding> kept = new ArrayList<>();
  private final Map<FindingKind, Integer> counts = new EnumMap<>(FindingKind.class);

  Findings(int mostOfOneKind) {
    this.mostOfOneKind = mostOfOneKind;
  }

  void add(Finding finding) {
    if (counts.merge(finding.kind(), 1, Integer::sum) <= mostOfOneKind) {
      kept.add(finding);
    }
  }

  void addAll(List<Finding> findings) {
    findings.forEach(this::add);
  }

  List<Finding> kept() {
    return List.copyOf(kept);
  }

  /** How many there were, kept or not. */
  long count() {
    return counts.values().stream().mapToLong(Integer::longValue).sum();
  }
}
