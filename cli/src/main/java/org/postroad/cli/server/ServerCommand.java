// SPDX-License-Identifier: MIT
package org.postroad.cli.server;

import picocli.CommandLine.Command;

/** {@code postroad server}: a security server. */
@Command(
    name = "server",
    description = "Runs a security server.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {RunCommand.class, NodeFilesCommand.class})
public final class ServerCommand {}
