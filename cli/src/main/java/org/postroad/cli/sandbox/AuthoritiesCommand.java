// SPDX-License-Identifier: MIT
package org.postroad.cli.sandbox;

import picocli.CommandLine.Command;

/** {@code postroad sandbox authorities}: trust services for an instance that is tried out. */
@Command(
    name = "authorities",
    description = {
      "Certification and time-stamping for an instance that is tried out.",
      "",
      "For trying only: whoever asks is certified, and the PIN lies beside the keys."
    },
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      AuthoritiesRunCommand.class,
      AuthoritiesSignCommand.class,
      AuthoritiesRevokeCommand.class,
    })
final class AuthoritiesCommand {}
