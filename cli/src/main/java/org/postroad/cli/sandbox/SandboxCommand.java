// SPDX-License-Identifier: MIT
package org.postroad.cli.sandbox;

import picocli.CommandLine.Command;

/** {@code postroad sandbox}: a whole instance on this machine, to try things. */
@Command(
    name = "sandbox",
    description = "A whole instance on this machine: registry, trust services, two agencies.",
    mixinStandardHelpOptions = true,
    subcommands = {
      DemoCommand.class,
      UpCommand.class,
      StatusCommand.class,
      DownCommand.class,
      AuthoritiesCommand.class,
      PopulationCommand.class,
    })
public final class SandboxCommand {}
