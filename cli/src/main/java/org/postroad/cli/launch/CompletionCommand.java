// SPDX-License-Identifier: MIT
package org.postroad.cli.launch;

import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code postroad completion}: what makes a shell complete commands and options. */
@Command(
    name = "completion",
    description = {
      "Prints a script that makes a shell complete commands and options.",
      "",
      "  bash   source <(postroad completion bash)",
      "  zsh    source <(postroad completion zsh)",
      "",
      "Put the line into ~/.bashrc or ~/.zshrc, or the script where the shell looks for such."
    },
    mixinStandardHelpOptions = true)
final class CompletionCommand implements Callable<Integer> {
  /** Shells that are known; the script finds out by itself which one reads it. */
  enum Shell {
    BASH,
    ZSH
  }

  @Parameters(paramLabel = "SHELL", description = "${COMPLETION-CANDIDATES}, in small letters too.")
  private Shell shell = Shell.BASH;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    var out = spec.commandLine().getOut();
    out.println("# postroad completion " + shell.name().toLowerCase(Locale.ROOT));
    out.print(AutoComplete.bash("postroad", Postroad.commandLine()));
    out.flush();
    return 0;
  }
}
