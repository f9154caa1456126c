// SPDX-License-Identifier: MIT
package org.postroad.cli.why;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.stream.Stream;

/**
 * Why an exchange ended as it did.
 *
 * @param cause what happened, in one or more sentences
 * @param side who can mend it; like what follows, empty where nothing is to be mended
 * @param next what to type or to do
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
record Explanation(
    String id, Outcome outcome, String cause, String side, String next, List<Fact> facts) {

  /** How it ended. */
  enum Outcome {
    SUCCEEDED,
    DENIED,
    FAILED,
    UNKNOWN
  }

  Explanation {
    facts = List.copyOf(facts);
  }

  /** With facts before its own. */
  Explanation standingOn(List<Fact> more) {
    return new Explanation(
        id, outcome, cause, side, next, Stream.concat(more.stream(), facts.stream()).toList());
  }

  /** The whole in one paragraph. */
  String paragraph() {
    StringBuilder text = new StringBuilder(cause);
    if (!side.isEmpty()) {
      text.append(" This is for ").append(side).append(" to mend.");
    }
    if (!next.isEmpty()) {
      text.append(" Next: ").append(next);
    }
    return text.toString();
  }
}
