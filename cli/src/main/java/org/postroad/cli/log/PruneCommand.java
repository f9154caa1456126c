// SPDX-License-Identifier: MIT
package org.postroad.cli.log;

import java.util.concurrent.Callable;
import org.postroad.cli.output.Amounts;
import org.postroad.securityserver.admin.PruneReport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code postroad log prune}: drops now what would be dropped on schedule. */
@Command(
    name = "prune",
    description = {
      "Drops content and salt of records that are archived and older than the server's",
      "rule says. Their leaves stay, so every proof stays valid. While no server has",
      "the log open, this process does it."
    },
    mixinStandardHelpOptions = true,
    exitCodeListHeading = "%nExit status:%n",
    exitCodeList = {
      "0:done",
      "1:not done, the reason is on standard error",
      "2:wrong usage, or no such log"
    })
final class PruneCommand implements Callable<Integer> {

  @Mixin private LogOptions options = new LogOptions();

  @Override
  public Integer call() {
    return options.run((log, progress) -> {
      PruneReport report = log.prune(progress);
      options
          .output()
          .answer(
              options.command(),
              report,
              out ->
                  out.printf(
                      "%s pruned, %s freed.%n",
                      Amounts.count(report.records(), "record"),
                      Amounts.bytes(report.freedBytes())));
      return LogExit.DONE;
    });
  }
}
