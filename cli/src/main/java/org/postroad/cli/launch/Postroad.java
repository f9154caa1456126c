// SPDX-License-Identifier: MIT

package org.postroad.cli.launch;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command {@code postroad}. */
@Command(
    name = "postroad",
    description = "Secure data exchange between organisations.",
    mixinStandardHelpOptions = true,
    version = "0.1.0-SNAPSHOT")
public final class Postroad {

  private Postroad() {}

  public static void main(String[] arguments) {
    System.exit(new CommandLine(new Postroad()).execute(arguments));
  }
}
