// SPDX-License-Identifier: MIT
package org.postroad.cli.log;

import java.util.concurrent.Callable;
import org.postroad.cli.output.Amounts;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code postroad log reindex}: makes the index anew. */
@Command(
    name = "reindex",
    description = {
      "Makes the index anew from the journal, while exchanges go on. Nothing is lost",
      "by it: all that the index knows stands in the journal. While no server has the",
      "log open, this process does it; name its database with --index unless it is",
      "H2's file."
    },
    mixinStandardHelpOptions = true,
    exitCodeListHeading = "%nExit status:%n",
    exitCodeList = {
      "0:done",
      "1:not done, the reason is on standard error",
      "2:wrong usage, or no such log"
    })
final class ReindexCommand implements Callable<Integer> {

  /** What can be found again. */
  record Reindexed(long records) {}

  @Mixin private LogOptions options = new LogOptions();
  @Mixin private IndexOptions index = new IndexOptions();

  @Override
  public Integer call() {
    return options.run(
        index.database(options.command()),
        (log, progress) -> {
          Reindexed reindexed = new Reindexed(log.reindex(progress));
          options
              .output()
              .answer(
                  options.command(),
                  reindexed,
                  out -> out.println(Amounts.count(reindexed.records(), "record") + " indexed."));
          return LogExit.DONE;
        });
  }
}
