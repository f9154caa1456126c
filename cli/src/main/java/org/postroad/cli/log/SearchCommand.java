// SPDX-License-Identifier: MIT
package org.postroad.cli.log;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.postroad.cli.output.Csv;
import org.postroad.cli.output.Table;
import org.postroad.securityserver.admin.RecordLine;
import org.postroad.securityserver.admin.RecordSearch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** {@code postroad log search}: which records there are. */
@Command(
    name = "search",
    description = {
      "Lists records, the newest first.",
      "Everything given must hold. A running server answers from its index;",
      "of files that no server has open everything is read."
    },
    mixinStandardHelpOptions = true,
    exitCodeListHeading = "%nExit status:%n",
    exitCodeList = {
      "0:done, whether or not a record was found",
      "1:the log cannot be searched",
      "2:wrong usage, or no such log"
    })
final class SearchCommand implements Callable<Integer> {

  @Mixin private LogOptions options = new LogOptions();
  @Mixin private FilterOptions filter = new FilterOptions();

  @Option(
      names = {"-n", "--limit"},
      paramLabel = "N",
      defaultValue = "100",
      description = "Most records, up to 100,000 (${DEFAULT-VALUE}).")
  private int limit;

  @Option(names = "--oldest-first", description = "The oldest records, in their order.")
  private boolean oldestFirst;

  @Override
  public Integer call() {
    RecordSearch search = search();
    return options.run((log, progress) -> {
      List<RecordLine> found = new ArrayList<>();
      boolean more = log.search(search, found::add, progress);
      options
          .output()
          .answer(
              options.command(),
              found,
              out -> print(found, more, out),
              out -> SearchCommand.csv(found, out));
      return LogExit.DONE;
    });
  }

  private RecordSearch search() {
    try {
      return new RecordSearch(filter.filter(options.command()), oldestFirst, limit);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(options.command(), String.valueOf(e.getMessage()), e);
    }
  }

  private void print(List<RecordLine> found, boolean more, PrintWriter out) {
    if (found.isEmpty()) {
      out.println("No such record.");
      return;
    }
    Table table =
        Table.of(
            "record", "time", "side", "message", "client", "service", "query id", "time-stamp");
    for (RecordLine line : found) {
      table.row(
          line.sequence(),
          line.time(),
          line.side(),
          message(line),
          line.client(),
          line.service(),
          line.queryId(),
          line.timestamped() ? "yes" : "waits");
    }
    table.print(out);
    if (more) {
      out.println();
      out.printf("There are more than these %,d; see them with --limit.%n", found.size());
    }
    options.hint(out, "All about one of them", "show " + found.getFirst().sequence());
  }

  private static String message(RecordLine line) {
    return line.kind() + (line.outcome().equals(Optional.of("failed")) ? ", failed" : "");
  }

  private static void csv(List<RecordLine> found, PrintWriter out) {
    Csv csv =
        new Csv(
            out,
            "sequence",
            "time",
            "side",
            "kind",
            "client",
            "service",
            "queryId",
            "requestId",
            "userId",
            "issue",
            "outcome",
            "protocol",
            "timestamped");
    for (RecordLine line : found) {
      csv.row(
          line.sequence(),
          line.time(),
          line.side(),
          line.kind(),
          line.client(),
          line.service(),
          line.queryId(),
          line.requestId(),
          line.userId().orElse(""),
          line.issue().orElse(""),
          line.outcome().orElse(""),
          line.protocol(),
          line.timestamped());
    }
  }
}
