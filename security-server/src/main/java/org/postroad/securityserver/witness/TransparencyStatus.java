// SPDX-License-Identifier: MIT
package org.postroad.securityserver.witness;

import java.util.List;
import org.postroad.securityserver.logtree.TreeStatus;

/**
 * How the log of this server stands with others.
 *
 * @param witnesses that are asked, by name
 * @param evidence names of the files of all contradictions that were found, in this log or in those
 *     of others
 */
public record TransparencyStatus(
    TreeStatus tree, List<WitnessStatus> witnesses, List<String> evidence) {

  public TransparencyStatus {
    witnesses = List.copyOf(witnesses);
    evidence = List.copyOf(evidence);
  }
}
