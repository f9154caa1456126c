// SPDX-License-Identifier: MIT
package org.postroad.cli.registry;

import org.postroad.cli.instance.InitCommand;
import org.postroad.cli.instance.RunCommand;
import picocli.CommandLine.Command;

/** {@code postroad registry}: an instance and what distributes its configuration. */
@Command(
    name = "registry",
    description = "Runs the registry of an instance and works with its configuration.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      InitCommand.class,
      RunCommand.class,
      ProxyCommand.class,
      AnchorCommand.class,
      DownloadCommand.class
    })
public final class RegistryCommand {}
