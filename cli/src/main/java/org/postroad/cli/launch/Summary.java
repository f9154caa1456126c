// SPDX-License-Identifier: MIT
package org.postroad.cli.launch;

import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Help.Column;
import picocli.CommandLine.Help.TextTable;
import picocli.CommandLine.Model.UsageMessageSpec;

/** What a command is for, in its first sentence, which may begin several lines of its help. */
final class Summary {
  /** From so many characters on, what follows a colon is left to the command's own help. */
  private static final int LONG = 100;

  private static final int GAP = 5;
  private static final int INDENT = 2;

  private Summary() {}

  static String of(UsageMessageSpec usage) {
    String paragraph =
        Stream.of(usage.description())
            .takeWhile(line -> !line.isBlank() && !line.startsWith(" "))
            .collect(Collectors.joining(" "));
    String sentence = paragraph.replaceFirst("(?<=[^.]\\.) .*", "");
    return plain(sentence.length() > LONG ? sentence.replaceFirst("[:;] .*", ".") : sentence);
  }

  /** Without the markup and the line ends of usage messages. */
  static String plain(String text) {
    return Ansi.OFF.string(text.replace("%n", "\n").replace("%%", "%"));
  }

  /** The list of what is below a command, as its help shows it. */
  static String list(Help help) {
    Map<String, Help> below = help.subcommands();
    if (below.isEmpty()) {
      return "";
    }
    int names = below.keySet().stream().mapToInt(String::length).max().orElse(0) + GAP;
    int width = help.commandSpec().usageMessage().width();
    TextTable table =
        TextTable.forColumns(
            help.colorScheme(),
            new Column(names, INDENT, Column.Overflow.SPAN),
            new Column(width - names, INDENT, Column.Overflow.WRAP));
    below.forEach((name, each) ->
        table.addRowValues(
            help.colorScheme().commandText(name),
            help.colorScheme().text(of(each.commandSpec().usageMessage()).replace("%", "%%"))));
    return table.toString();
  }
}
