// SPDX-License-Identifier: MIT
package org.postroad.securityserver.admin;

import java.util.List;
import java.util.Optional;

/**
 * Which records are exported.
 *
 * @param sequences these, in their order
 * @param filter or those that it selects
 * @param unstamped what is done about records that wait for their time-stamp
 */
public record ExportChoice(
    List<Long> sequences, Optional<RecordFilter> filter, Unstamped unstamped) {

  private static final int MOST_SEQUENCES = 1_000;

  /** What is done about records that wait for their time-stamp. */
  public enum Unstamped {
    /** Nothing is exported. */
    REFUSE,
    /** They are stamped first, as {@code force} does for {@code /asic}. */
    STAMP,
    /** They are exported without, and prove nothing yet. */
    EXPORT
  }

  public ExportChoice {
    sequences = List.copyOf(sequences);
    if (sequences.isEmpty() == filter.isEmpty()) {
      throw new IllegalArgumentException("either sequences or a filter choose what is exported");
    }
    if (sequences.size() > MOST_SEQUENCES) {
      throw new IllegalArgumentException(
          sequences.size() + " sequences, at most " + MOST_SEQUENCES + " are taken");
    }
  }
}
