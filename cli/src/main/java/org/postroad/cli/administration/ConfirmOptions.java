// SPDX-License-Identifier: MIT
package org.postroad.cli.administration;

import java.util.Optional;
import picocli.CommandLine.Option;

/** What a command takes that cannot be undone; mixed in. */
final class ConfirmOptions {
  private final Person person;

  @Option(names = "--yes", order = 92, description = "Does it without asking for the code.")
  private boolean yes;

  ConfirmOptions(Person person) {
    this.person = person;
  }

  /** Goes on if somebody is sure of it, and has typed the last part of what it is about. */
  void require(String what) {
    if (yes) {
      return;
    }
    String code = what.substring(what.lastIndexOf(':') + 1);
    Optional<String> typed = person.ask("Type " + code + " to go on with " + what + ": ");
    if (typed.isEmpty()) {
      throw new ApiFailed(
          Exit.USAGE, 0, "Nobody is there to ask about " + what + "; say --yes to do it");
    }
    if (!typed.get().strip().equals(code)) {
      throw new ApiFailed(
          Exit.USAGE, 0, "'" + typed.get().strip() + "' is not " + code + "; nothing was done");
    }
  }
}
