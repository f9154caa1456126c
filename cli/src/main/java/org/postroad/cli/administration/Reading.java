// SPDX-License-Identifier: MIT
package org.postroad.cli.administration;

import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.postroad.cli.output.TypedTime;

/** What is made of a typed value before it is sent. */
@FunctionalInterface
public interface Reading {

  /**
   * The value that is sent.
   *
   * @throws IllegalArgumentException if what was typed can mean nothing
   */
  String read(String typed, Session session);

  /** What somebody may have meant who typed something that is not there. */
  default Optional<String> closest(String typed, Session session) {
    return Optional.empty();
  }

  /** As it was typed. */
  static Reading plain() {
    return (typed, _) -> typed;
  }

  /** A whole number. */
  static Reading number() {
    return (typed, _) -> {
      if (!typed.matches("\\d{1,9}")) {
        throw new IllegalArgumentException("'" + typed + "' is no number");
      }
      return typed;
    };
  }

  /** A point in time, sent as {@code 2026-11-21T09:30:00Z}. */
  static Reading time() {
    return (typed, session) ->
        TypedTime.read(typed, session.clock())
            .map(Instant::toString)
            .orElseThrow(() ->
                new IllegalArgumentException(
                    "'" + typed + "' is no time; write " + TypedTime.FORMS));
  }

  /** {@code yes} or {@code no}, sent as {@code true} or {@code false}. */
  static Reading yesOrNo() {
    return (typed, _) ->
        switch (typed) {
          case "yes", "true" -> "true";
          case "no", "false" -> "false";
          default -> throw new IllegalArgumentException("'" + typed + "' is neither yes nor no");
        };
  }

  /** An identifier of so many parts, {@code NAT:GOV:1}; slashes are taken for the colons. */
  static Reading identifier(String what, String example, int... parts) {
    return (typed, _) -> {
      String colons = typed.replace('/', ':');
      String[] given = colons.split(":", -1);
      boolean counted = Arrays.stream(parts).anyMatch(count -> count == given.length);
      if (!counted || Arrays.stream(given).anyMatch(String::isBlank)) {
        throw new IllegalArgumentException(
            "'" + typed + "' is no identifier of a " + what + " like " + example);
      }
      return colons;
    };
  }

  /** One of these words, sent in capitals. */
  static Reading oneOf(String... words) {
    return (typed, _) ->
        Arrays.stream(words)
            .filter(word -> word.equalsIgnoreCase(typed))
            .findFirst()
            .map(word -> word.toUpperCase(Locale.ROOT).replace('-', '_'))
            .orElseThrow(() ->
                new IllegalArgumentException(
                    "'" + typed + "' is none of " + String.join(", ", words)));
  }

  static Reading member() {
    return identifier("member", "NAT:GOV:1", 3);
  }

  static Reading subsystem() {
    return identifier("subsystem", "NAT:GOV:1:People", 4);
  }

  static Reading client() {
    return identifier("member or subsystem", "NAT:GOV:1 or NAT:GOV:1:People", 3, 4);
  }

  static Reading server() {
    return identifier("security server", "NAT:GOV:1:server-1", 4);
  }
}
