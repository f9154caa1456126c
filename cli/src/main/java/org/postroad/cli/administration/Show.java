// SPDX-License-Identifier: MIT
package org.postroad.cli.administration;

import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.postroad.cli.output.Csv;
import org.postroad.cli.output.OutputOptions;
import org.postroad.cli.output.Printable;
import org.postroad.cli.output.Table;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;

/** Shows answers in the form asked for. */
final class Show {
  private final CommandLine command;
  private final OutputOptions output;

  Show(CommandLine command, OutputOptions output) {
    this.command = command;
    this.output = output;
  }

  /** A list; what is left out is told. */
  void rows(Pages.Found found, List<Column> columns) {
    List<JsonNode> entries = StreamSupport.stream(found.items().spliterator(), false).toList();
    output.answer(
        command,
        found.items(),
        out -> {
          print(entries, columns, out);
          if (found.isPart()) {
            out.printf(
                "%nThese are %,d of %,d; see more with --limit.%n", entries.size(), found.total());
          }
        },
        out -> csv(entries, columns, out));
  }

  /** One entry. */
  void card(JsonNode entry, List<Column> columns, List<String> notes) {
    output.answer(
        command,
        entry,
        out -> {
          List<Column> known =
              columns.stream().filter(column -> !column.of(entry).isEmpty()).toList();
          int width = known.stream().mapToInt(each -> each.heading().length()).max().orElse(0);
          for (Column column : known) {
            String gap = " ".repeat(width - column.heading().length() + 2);
            out.println(column.heading() + gap + Printable.escape(column.of(entry)));
          }
          tell(notes, out);
        });
  }

  /** A sentence about what was done; programs get the answer, if there is one. */
  void done(JsonNode answer, String sentence, List<String> notes) {
    output.answer(
        command,
        answer.isMissingNode() ? Map.of("done", sentence) : answer,
        out -> {
          out.println(Printable.escape(sentence));
          tell(notes, out);
        });
  }

  /** What would be sent. */
  void preview(Preview preview) {
    output.answer(command, preview, preview::print);
  }

  /** What would change, as the program says. */
  void difference(JsonNode answer) {
    output.answer(
        command,
        answer,
        out -> {
          List<String> lines = Warnings.lines(answer.path("warnings"));
          if (!answer.path("differs").asBoolean(true)) {
            out.println("Nothing would change.");
          } else if (lines.isEmpty()) {
            out.println("Nothing was changed. Titles or the order of services would be others.");
          } else {
            out.println("Nothing was changed. This would be:");
          }
          lines.forEach(line -> out.println("  " + Printable.escape(line)));
        });
  }

  private void tell(List<String> notes, PrintWriter out) {
    if (!output.quiet().isGiven()) {
      notes.forEach(note -> out.println(Printable.escape(note)));
    }
  }

  private static void print(List<JsonNode> entries, List<Column> columns, PrintWriter out) {
    if (entries.isEmpty()) {
      out.println("None.");
      return;
    }
    Table table = Table.of(columns.stream().map(Column::heading).toArray(String[]::new));
    entries.forEach(entry -> table.row(cells(entry, columns)));
    table.print(out);
  }

  private static void csv(List<JsonNode> entries, List<Column> columns, PrintWriter out) {
    Csv csv = new Csv(out, columns.stream().map(Column::heading).toArray(String[]::new));
    entries.forEach(entry -> csv.row(cells(entry, columns)));
  }

  private static Object[] cells(JsonNode entry, List<Column> columns) {
    return columns.stream().map(column -> column.of(entry)).toArray();
  }
}
