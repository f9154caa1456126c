// SPDX-License-Identifier: MIT
package org.postroad.cli.server;

import picocli.CommandLine.Command;

/** {@code postroad server}: a security server. */
@Command(
    name = "server",
    description = "Makes and runs a security server.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      InitCommand.class,
      TakeOverCommand.class,
      RunCommand.class,
      NodeFilesCommand.class
    })
public final class ServerCommand {}
