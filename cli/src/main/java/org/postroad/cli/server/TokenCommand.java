// SPDX-License-Identifier: MIT
package org.postroad.cli.server;

import picocli.CommandLine.Command;

/** {@code postroad server token}: who may administer a security server. */
@Command(
    name = "token",
    description = "API tokens of a security server.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {AddTokenCommand.class})
final class TokenCommand {}
