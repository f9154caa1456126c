// SPDX-License-Identifier: MIT

package org.postroad.registry.history;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Which changes of fields are asked for, the newest first unless told otherwise.
 *
 * @param from the earliest time
 * @param until not at or after this time
 * @param oldestFirst in the order of the journal
 * @param skip how many are passed over
 */
public record HistoryQuery(
    HistorySubject subject,
    Optional<Instant> from,
    Optional<Instant> until,
    boolean oldestFirst,
    long skip,
    int limit) {
  public static final int LARGEST = 1_000;
  public static final HistoryQuery NEWEST =
      new HistoryQuery(HistorySubject.ANYTHING, Optional.empty(), Optional.empty(), false, 0, 100);

  public HistoryQuery {
    if (skip < 0 || limit < 1 || limit > LARGEST) {
      throw new IllegalArgumentException("a page of a history has 1 to " + LARGEST + " lines");
    }
  }

  /**
   * What was found.
   *
   * @param total how many there are on all pages
   */
  public record Page(long total, List<FieldChange> changes) {
    public Page {
      changes = List.copyOf(changes);
    }
  }

  /** About this alone. */
  public HistoryQuery about(HistorySubject something) {
    return new HistoryQuery(something, from, until, oldestFirst, skip, limit);
  }

  /** About what has this text in it. */
  public HistoryQuery about(String something) {
    return about(HistorySubject.ANYTHING.with(something));
  }

  /** From the one time until before the other. */
  public HistoryQuery between(Optional<Instant> earliest, Optional<Instant> end) {
    return new HistoryQuery(subject, earliest, end, oldestFirst, skip, limit);
  }

  /** Another page of the same. */
  public HistoryQuery page(long newSkip, int newLimit) {
    return new HistoryQuery(subject, from, until, oldestFirst, newSkip, newLimit);
  }

  /** The same in the order of the journal. */
  public HistoryQuery oldest() {
    return new HistoryQuery(subject, from, until, true, skip, limit);
  }

  /** Looks for it in changes that are in the order of the journal. */
  public Page in(List<FieldChange> changes) {
    List<FieldChange> ordered = oldestFirst ? changes : changes.reversed();
    List<FieldChange> found = ordered.stream().filter(this::matches).toList();
    return new Page(found.size(), found.stream().skip(skip).limit(limit).toList());
  }

  private boolean matches(FieldChange change) {
    return from.filter(change.time()::isBefore).isEmpty()
        && until.filter(end -> !change.time().isBefore(end)).isEmpty()
        && subject.matches(change);
  }
}
