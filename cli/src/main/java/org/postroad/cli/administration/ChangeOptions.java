// SPDX-License-Identifier: MIT
package org.postroad.cli.administration;

import java.util.Optional;
import picocli.CommandLine.Option;

/** What every command that changes something takes; mixed in. */
final class ChangeOptions {
  @Option(
      names = "--why",
      paramLabel = "TEXT",
      order = 90,
      description = "The reason, which is kept in the history.")
  private Optional<String> why = Optional.empty();

  @Option(
      names = "--dry-run",
      order = 91,
      description = "Shows what would be sent, and sends nothing.")
  private boolean dryRun;

  Optional<String> why() {
    return why;
  }

  boolean dryRun() {
    return dryRun;
  }
}
