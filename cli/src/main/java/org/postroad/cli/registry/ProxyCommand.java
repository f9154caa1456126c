// SPDX-License-Identifier: MIT
package org.postroad.cli.registry;

import picocli.CommandLine.Command;

/** {@code postroad registry proxy}: a configuration proxy. */
@Command(
    name = "proxy",
    description = {
      "Fetches the configuration of an instance, signs it again and serves it to",
      "servers that cannot reach the registry, or to a federation."
    },
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      ProxyCreateCommand.class,
      ProxyShowCommand.class,
      ProxyAddKeyCommand.class,
      ProxyActivateKeyCommand.class,
      ProxyDeleteKeyCommand.class,
      ProxyAnchorCommand.class,
      ProxyRunCommand.class
    })
final class ProxyCommand {}
