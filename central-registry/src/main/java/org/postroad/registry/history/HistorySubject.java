// SPDX-License-Identifier: MIT

package org.postroad.registry.history;

import java.util.Locale;
import java.util.Optional;

/**
 * What changes are about, in any case of letters; what is not given is anything.
 *
 * @param text part of a record's kind or name, a field, a value, who, or why
 * @param kind what the record is, {@code member}
 * @param record what it is known by, {@code DEV/GOV/1}, or with colons as in the API
 * @param who made the change
 */
public record HistorySubject(
    Optional<String> text, Optional<String> kind, Optional<String> record, Optional<String> who) {
  public static final HistorySubject ANYTHING =
      new HistorySubject(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

  /** The same with this text in it. */
  public HistorySubject with(String something) {
    return new HistorySubject(Optional.of(something), kind, record, who);
  }

  boolean matches(FieldChange change) {
    return kind.map(change.kind()::equalsIgnoreCase).orElse(true)
        && record.map(wanted -> isCalled(change.record(), wanted)).orElse(true)
        && who.map(change.who()::equalsIgnoreCase).orElse(true)
        && text.map(wanted -> contains(change, wanted)).orElse(true);
  }

  private static boolean isCalled(String name, String wanted) {
    return name.equalsIgnoreCase(wanted) || name.equalsIgnoreCase(wanted.replace(':', '/'));
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
