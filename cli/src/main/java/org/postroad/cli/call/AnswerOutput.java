// SPDX-License-Identifier: MIT
package org.postroad.cli.call;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.postroad.cli.output.OutputOptions;
import org.postroad.cli.output.Printable;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** How an answer is printed: its body, or everything about it. */
final class AnswerOutput {
  @Option(
      names = {"-v", "--verbose"},
      description = "Print what was sent and what came back on standard error.")
  private boolean verbose;

  @Option(
      names = "--save",
      paramLabel = "FILE",
      description = "A new file for the body of the answer, instead of printing it.")
  private Optional<Path> save = Optional.empty();

  @Mixin private OutputOptions output = new OutputOptions();

  /**
   * All about one call; its names are part of what users rely on.
   *
   * @param body empty where it is not text or was saved
   * @param attachments how many came with a SOAP message
   */
  record Report(
      String service,
      String client,
      String id,
      int status,
      long milliseconds,
      Map<String, String> headers,
      long length,
      String body,
      int attachments,
      List<ExplainedFault> fault) {}

  /**
   * Prints, and says how the command ends.
   *
   * @param content what is printed or saved of the answer, and its type
   */
  int print(CommandLine command, Report report, byte[] content, Outcome outcome)
      throws IOException {
    if (verbose) {
      tell(command.getErr(), report);
    }
    if (save.isPresent()) {
      Files.write(save.get(), content, StandardOpenOption.CREATE_NEW);
    }
    output.answer(command, report, out -> body(out, command.getErr(), report, content));
    outcome.fault().ifPresent(fault -> explain(command.getErr(), fault));
    return outcome.exitCode();
  }

  boolean saves() {
    return save.isPresent();
  }

  private void body(PrintWriter out, PrintWriter err, Report report, byte[] content) {
    if (save.isPresent() || content.length == 0) {
      return;
    }
    if (report.body().isEmpty()) {
      err.println("The answer is no text but " + content.length + " bytes; see --save");
      err.flush();
    } else {
      out.print(report.body().endsWith("\n") ? report.body() : report.body() + "\n");
    }
  }

  private static void tell(PrintWriter err, Report report) {
    line(err, "service", report.service());
    line(err, "client", report.client());
    line(err, "id", report.id());
    line(err, "status", report.status() + " in " + report.milliseconds() + " ms");
    new TreeMap<>(report.headers()).forEach((name, value) -> line(err, name, value));
    if (report.attachments() > 0) {
      line(err, "attachments", Integer.toString(report.attachments()));
    }
    err.flush();
  }

  private static void line(PrintWriter err, String name, String value) {
    err.println("* " + Printable.escape(name) + ": " + Printable.escape(value));
  }

  private static void explain(PrintWriter err, ExplainedFault fault) {
    err.println(
        "postroad: %s says %s: %s"
            .formatted(
                fault.where(), Printable.escape(fault.code()), Printable.escape(fault.text())));
    if (!fault.explanation().isEmpty()) {
      err.println("postroad: " + fault.explanation());
    }
    err.flush();
  }
}
