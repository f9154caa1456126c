// SPDX-License-Identifier: MIT
package org.postroad.cli.launch;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.postroad.cli.process.OptionVariables;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.UsageMessageSpec;

/** The manual page of one command, in the language of man(7). */
final class ManualPage {

  private final CommandSpec command;
  private final StringBuilder page = new StringBuilder();

  ManualPage(CommandSpec command) {
    this.command = command;
  }

  /** The name of the page, such as {@code postroad-log-search}. */
  String name() {
    return name(command);
  }

  private static String name(CommandSpec command) {
    return command.qualifiedName("-");
  }

  String text() {
    page.setLength(0);
    String version = Stream.of(command.root().version()).findFirst().orElse("");
    page.append(
        ".TH \"%s\" 1 \"\" \"%s\" \"Postroad manual\"\n".formatted(name(), escape(version)));
    UsageMessageSpec usage = command.usageMessage();
    section("NAME");
    line(name() + " - " + Summary.of(usage));
    section("SYNOPSIS");
    literal(new Help(command, Help.defaultColorScheme(Ansi.OFF)).synopsis(0).lines().toList());
    section("DESCRIPTION");
    prose(List.of(usage.description()));
    arguments();
    commands();
    exitStatus(usage.exitCodeList());
    seeAlso();
    return page.toString();
  }

  private void arguments() {
    if (!command.positionalParameters().isEmpty()) {
      section("ARGUMENTS");
      command.positionalParameters().forEach(each -> entry(italic(each.paramLabel()), each));
    }
    List<OptionSpec> options = command.options().stream().filter(each -> !each.hidden()).toList();
    if (!options.isEmpty()) {
      section("OPTIONS");
      options.forEach(this::option);
    }
  }

  private void option(OptionSpec option) {
    String names =
        Stream.of(option.names()).map(ManualPage::bold).collect(Collectors.joining(", "));
    String label = option.arity().max() == 0 ? "" : " " + italic(option.paramLabel());
    entry(names + label, option);
    OptionVariables.name(option).ifPresent(name -> line("Variable: " + name));
  }

  private void commands() {
    if (below().findAny().isPresent()) {
      section("COMMANDS");
      below()
          .forEach(each -> {
            page.append(".TP\n").append(bold(each.name())).append('\n');
            line(Summary.of(each.usageMessage()));
          });
    }
  }

  private Stream<CommandSpec> below() {
    return command.subcommands().values().stream()
        .map(CommandLine::getCommandSpec)
        .filter(each -> !each.usageMessage().hidden())
        .distinct();
  }

  private void exitStatus(Map<String, String> codes) {
    Map<String, String> listed =
        codes.isEmpty() ? command.root().usageMessage().exitCodeList() : codes;
    section("EXIT STATUS");
    listed.forEach((code, meaning) -> {
      page.append(".TP\n").append(bold(code)).append('\n');
      line(meaning);
    });
  }

  private void seeAlso() {
    String others =
        Stream.concat(Stream.ofNullable(command.parent()), below())
            .map(each -> bold(name(each)) + "(1)")
            .collect(Collectors.joining(",\n"));
    if (!others.isEmpty()) {
      section("SEE ALSO");
      page.append(others).append('\n');
    }
  }

  private void section(String title) {
    page.append(".SH \"").append(title).append("\"\n");
  }

  private void entry(String head, ArgSpec argument) {
    page.append(".TP\n").append(head).append('\n');
    Stream.of(argument.description()).forEach(this::line);
  }

  /** Lines that are indented are shown as they are, an empty one ends a paragraph. */
  private void prose(List<String> lines) {
    for (String text : lines) {
      if (text.isBlank()) {
        page.append(".PP\n");
      } else if (text.startsWith(" ")) {
        literal(List.of(text));
      } else {
        line(text);
      }
    }
  }

  private void literal(List<String> lines) {
    page.append(".nf\n");
    lines.forEach(this::line);
    page.append(".fi\n");
  }

  private void line(String text) {
    Summary.plain(text).lines().forEach(each -> page.append(escape(each)).append('\n'));
  }

  /** A line that begins with a dot or an apostrophe would be taken for a request. */
  private static String escape(String text) {
    String escaped = text.replace("\\", "\\e").replace("-", "\\-");
    return escaped.startsWith(".") || escaped.startsWith("'") ? "\\&" + escaped : escaped;
  }

  private static String bold(String text) {
    return "\\fB" + escape(text) + "\\fR";
  }

  private static String italic(String text) {
    return "\\fI" + escape(text) + "\\fR";
  }
}
