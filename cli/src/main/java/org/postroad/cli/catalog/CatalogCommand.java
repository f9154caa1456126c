// SPDX-License-Identifier: MIT
package org.postroad.cli.catalog;

import picocli.CommandLine.Command;

/** {@code postroad catalog}: which services there are, and whose certificates. */
@Command(
    name = "catalog",
    description = {
      "Looks up the services of an instance and the certificates of its members.",
      "",
      "What search, list, show and history print is what the registry answers; what",
      "get and certificate print is held against the configuration that the registry",
      "signs."
    },
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      SearchServicesCommand.class,
      ListServicesCommand.class,
      ShowServiceCommand.class,
      GetDescriptionCommand.class,
      HistoryCommand.class,
      CertificateCommand.class
    })
public final class CatalogCommand {}
