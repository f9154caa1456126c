// SPDX-License-Identifier: MIT
package org.postroad.cli.output;

import java.io.PrintWriter;
import java.util.Arrays;
import java.util.function.Consumer;
import picocli.CommandLine;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.TypeConversionException;

/** How every command that answers does so; mixed in with {@code @Mixin}. */
public final class OutputOptions {

  private static final class Converter implements ITypeConverter<OutputFormat> {
    @Override
    public OutputFormat convert(String value) {
      return Arrays.stream(OutputFormat.values())
          .filter(format -> format.toString().equals(value))
          .findFirst()
          .orElseThrow(() ->
              new TypeConversionException(
                  "'" + value + "' is none of " + Arrays.toString(OutputFormat.values())));
    }
  }

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FORMAT",
      defaultValue = "${env:POSTROAD_OUTPUT:-table}",
      converter = Converter.class,
      description = "Form of the answer, one of ${COMPLETION-CANDIDATES} (${DEFAULT-VALUE}).")
  private OutputFormat format = OutputFormat.TABLE;

  @Mixin private QuietOption quiet = new QuietOption();

  public QuietOption quiet() {
    return quiet;
  }

  /**
   * Answers with a value of records, lists and maps, or with what shows it to people.
   *
   * @param text prints the value, each text that came from elsewhere made {@link Printable}
   */
  public void answer(CommandLine command, Object value, Consumer<PrintWriter> text) {
    answer(
        command,
        value,
        text,
        _ -> {
          throw new ParameterException(
              command, "csv is a form for lists; this answer is table, json or yaml");
        });
  }

  /** Answers with a list, which has a form as comma-separated values too, see {@link Csv}. */
  public void answer(
      CommandLine command, Object value, Consumer<PrintWriter> text, Consumer<PrintWriter> csv) {
    PrintWriter out = command.getOut();
    switch (format) {
      case TABLE -> text.accept(out);
      case JSON -> out.println(Documents.json(value));
      case YAML -> out.println(Documents.yaml(value));
      case CSV -> csv.accept(out);
    }
    out.flush();
  }
}
