// SPDX-License-Identifier: MIT
package org.postroad.cli.output;

import picocli.CommandLine;
import picocli.CommandLine.Option;

/** The option {@code --quiet} of every command that shows more than its answer; mixed in. */
public final class QuietOption {

  @Option(
      names = {"-q", "--quiet"},
      order = 80,
      description = "Nothing but the answer: no progress, no hints.")
  private boolean quiet;

  public boolean isGiven() {
    return quiet;
  }

  /** What is going on, for a person who wants to know. */
  public Progress progress(CommandLine command) {
    return quiet ? Progress.none() : Progress.of(command.getErr());
  }

  /** The same for work whose end can be told. */
  public ProgressBar progressBar(CommandLine command) {
    return ProgressBar.of(progress(command));
  }
}
