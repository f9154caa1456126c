// SPDX-License-Identifier: MIT
package org.postroad.cli.registry;

import picocli.CommandLine.Command;

/** {@code postroad registry}: what distributes the configuration of an instance. */
@Command(
    name = "registry",
    description = "Works with the configuration of an instance.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {ProxyCommand.class, AnchorCommand.class})
public final class RegistryCommand {}
