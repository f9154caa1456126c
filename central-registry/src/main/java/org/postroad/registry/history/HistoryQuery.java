// SPDX-License-Identifier: MIT

package org.postroad.registry.history;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Which changes of fields are asked for, the newest first.
 *
 * @param text part of a record's kind or name, a field, a value, who, or why; in any case of
 *     letters
 * @param from the earliest time
 * @param until not at or after this time
 * @param skip how many of the newest are passed over
 */
public record HistoryQuery(
    Optional<String> text, Optional<Instant> from, Optional<Instant> until, long skip, int limit) {
  public static final int LARGEST = 1_000;
  public static final HistoryQuery NEWEST =
      new HistoryQuery(Optional.empty(), Optional.empty(), Optional.empty(), 0, 100);

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

  /** About what has this text in it. */
  public HistoryQuery about(String something) {
    return new HistoryQuery(Optional.of(something), from, until, skip, limit);
  }

  /** Another page of the same. */
  public HistoryQuery page(long newSkip, int newLimit) {
    return new HistoryQuery(text, from, until, newSkip, newLimit);
  }

  /** Looks for it in changes that are in the order of the journal. */
  public Page in(List<FieldChange> changes) {
    List<FieldChange> found = changes.reversed().stream().filter(this::matches).toList();
    return new Page(found.size(), found.stream().skip(skip).limit(limit).toList());
  }

  private boolean matches(FieldChange change) {
    return from.filter(change.time()::isBefore).isEmpty()
        && until.filter(end -> !change.time().isBefore(end)).isEmpty()
        && text.map(wanted -> contains(change, wanted)).orElse(true);
  }

  private static boolean contains(FieldChange change, String wanted) {
    String all =
        String.join(
            "\n",
            change.kind(),
            change.record(),
            change.field(),
            change.before().orElse(""),
            change.after().orElse(""),
            change.who(),
            change.why());
    return all.toLowerCase(Locale.ROOT).contains(wanted.toLowerCase(Locale.ROOT));
  }
}
