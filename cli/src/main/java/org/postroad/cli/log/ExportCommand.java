// SPDX-License-Identifier: MIT
package org.postroad.cli.log;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.postroad.cli.output.Amounts;
import org.postroad.cli.output.Printable;
import org.postroad.securityserver.admin.ExportChoice;
import org.postroad.securityserver.admin.ExportChoice.Unstamped;
import org.postroad.securityserver.admin.LogOperations;
import org.postroad.securityserver.admin.RecordFilter;
import org.postroad.securityserver.admin.TaskProgress;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

/** {@code postroad log export}: records as containers for auditors. */
@Command(
    name = "export",
    description = {
      "Writes records as containers that prove themselves: one .asice, or a ZIP of",
      "several. Judge them with `postroad verify`."
    },
    mixinStandardHelpOptions = true,
    exitCodeListHeading = "%nExit status:%n",
    exitCodeList = {
      "0:done",
      "1:not done: no such record, or one waits for its time-stamp",
      "2:wrong usage, or no such log"
    })
final class ExportCommand implements Callable<Integer> {

  private static final String STANDARD_OUTPUT = "-";

  /** What was written. */
  record Written(String file, long records) {}

  /** What is done about records without time-stamp. */
  private static final class Waiting {
    @Option(names = "--stamp", description = "Have records that wait time-stamped first.")
    private boolean stamp;

    @Option(
        names = "--unstamped",
        description = "Export records that wait for their time-stamp without: no proof yet.")
    private boolean unstamped;

    Unstamped choice() {
      if (stamp) {
        return Unstamped.STAMP;
      }
      return unstamped ? Unstamped.EXPORT : Unstamped.REFUSE;
    }
  }

  @Mixin private LogOptions options = new LogOptions();
  @Mixin private FilterOptions filter = new FilterOptions();
  @ArgGroup private Waiting waiting = new Waiting();

  @Parameters(
      arity = "0..*",
      paramLabel = "RECORD",
      description = "Numbers of records; or choose them with the options of `log search`.")
  private List<Long> sequences = List.of();

  @Option(
      names = {"-f", "--file"},
      paramLabel = "FILE|DIR|-",
      defaultValue = ".",
      description = {
        "A new file, a directory, or - for standard output (${DEFAULT-VALUE}).",
        "In a directory it gets the name that the server's /asic would give it."
      })
  private String target = ".";

  @Override
  public Integer call() {
    ExportChoice choice = choice();
    return options.run((log, progress) ->
        target.equals(STANDARD_OUTPUT)
            ? pour(log, choice, progress)
            : write(log, choice, progress));
  }

  private ExportChoice choice() {
    RecordFilter wanted = filter.filter(options.command());
    boolean filtered = !wanted.equals(RecordFilter.ALL);
    if (filtered == !sequences.isEmpty()) {
      throw new ParameterException(
          options.command(),
          "Which records? Give their numbers, or options of `log search` such as --query-id");
    }
    return new ExportChoice(
        sequences, filtered ? Optional.of(wanted) : Optional.empty(), waiting.choice());
  }

  private int pour(LogOperations log, ExportChoice choice, TaskProgress progress)
      throws IOException {
    log.export(choice, _ -> new FileOutputStream(FileDescriptor.out), progress);
    return LogExit.DONE;
  }

  private int write(LogOperations log, ExportChoice choice, TaskProgress progress)
      throws IOException {
    try (NewFile file = new NewFile(Path.of(target))) {
      long records = log.export(choice, file::open, progress);
      Written written = new Written(file.keep().toString(), records);
      options.output().answer(options.command(), written, out -> print(written, out));
      return LogExit.DONE;
    }
  }

  private void print(Written written, PrintWriter out) {
    out.println(
        Amounts.count(written.records(), "record")
            + " written to "
            + Printable.escape(written.file()));
  }
}
