// SPDX-License-Identifier: MIT
package org.postroad.cli.log;

import picocli.CommandLine.Command;

/** {@code postroad log}: what a security server has logged. */
@Command(
    name = "log",
    description = {
      "Everything about a message log: what is in it, what it proves, what it needs.",
      "",
      "Reading never disturbs a server and works on copies too. Name the log with",
      "--log DIR, or once for all with POSTROAD_LOG; a running sandbox has the logs",
      "`tax` and `population`."
    },
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      StatusCommand.class,
      SearchCommand.class,
      ShowCommand.class,
      ExportCommand.class,
      VerifyLogCommand.class,
      ProveCommand.class,
      ArchiveCommand.class,
      PruneCommand.class,
      ReindexCommand.class,
    },
    exitCodeListHeading = "%nExit status of every command:%n",
    exitCodeList = {
      "0:done",
      "1:not done, the reason is on standard error",
      "2:wrong usage, or no such log",
      "3:done, and problems were found"
    })
public final class LogCommand {}
