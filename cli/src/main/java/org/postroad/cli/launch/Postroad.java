// SPDX-License-Identifier: MIT

package org.postroad.cli.launch;

import org.postroad.cli.audit.VerifyCommand;
import org.postroad.cli.sandbox.SandboxCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command {@code postroad}. */
@Command(
    name = "postroad",
    description = "Secure data exchange between organisations.",
    mixinStandardHelpOptions = true,
    version = "0.1.0-SNAPSHOT",
    subcommands = {SandboxCommand.class, VerifyCommand.class},
    exitCodeListHeading = "%nExit status:%n",
    exitCodeList = {
      "0:done",
      "1:done, and something is not as it should be",
      "2:not done: wrong usage, or something needed is missing"
    })
public final class Postroad {

  private Postroad() {}

  public static void main(String[] arguments) {
    System.exit(
        new CommandLine(new Postroad())
            .setCaseInsensitiveEnumValuesAllowed(true)
            .setUsageHelpAutoWidth(true)
            .execute(arguments));
  }
}
