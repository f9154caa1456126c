// SPDX-License-Identifier: MIT
package org.postroad.cli.launch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a page shows in its {@code console} blocks: what is typed, what is seen. A whole block that
 * is a script, {@code sh}, is typed at once; what is seen then is the block behind it.
 */
final class PageSteps {
  private static final String PROMPT = "$ ";
  private static final Pattern LOOKS =
      Pattern.compile(
          "(?s)curl |(cli/bin/)?postroad (doctor|why|.* (list|show|status|search|call|diagnostics)\\b)");
  private static final Pattern DEFINITION = Pattern.compile("([A-Z_]+)=(\\S+)(.*)", Pattern.DOTALL);

  private PageSteps() {}

  /**
   * One command and the lines that are shown beneath it.
   *
   * @param seen lines of the output in this order, others between them; {@code …} is any text
   */
  record Step(String typed, List<String> seen) {
    Step {
      seen = List.copyOf(seen);
    }

    boolean isInBackground() {
      return typed.endsWith("&");
    }

    /** Whether it may be typed again until it shows what it should, since it only looks. */
    boolean looks() {
      return LOOKS.matcher(typed).lookingAt();
    }

    /** Whether it shows how the command before it ended. */
    boolean isStatus() {
      return typed.equals("echo $?");
    }

    /** With another value where it defines something that a reader chooses, by names. */
    Step with(Map<String, String> chosen) {
      Matcher definition = DEFINITION.matcher(typed);
      return definition.matches() && chosen.containsKey(definition.group(1))
          ? new Step(
              definition.group(1) + "=" + chosen.get(definition.group(1)) + definition.group(3),
              seen)
          : this;
    }

    /** With another beginning of all its ports, in what is typed and in what is seen. */
    Step at(String ports, String others) {
      String own = "\\b" + ports + "(?=\\d\\b)";
      return new Step(
          typed.replaceAll(own, others),
          seen.stream().map(line -> line.replaceAll(own, others)).toList());
    }

    boolean isSeenIn(List<String> output) {
      int next = 0;
      for (String line : output) {
        if (next < seen.size() && matches(seen.get(next), line)) {
          next++;
        }
      }
      return next == seen.size();
    }

    private static boolean matches(String expected, String line) {
      String pattern = "\\Q" + expected.strip().replace("…", "\\E.*\\Q") + "\\E";
      return line.strip().matches(pattern);
    }
  }

  /** The steps of a whole page. */
  static List<Step> read(Path page) throws IOException {
    return steps(Files.readAllLines(page));
  }

  /** The steps of the chapter with this heading. */
  static List<Step> read(Path page, String heading) throws IOException {
    List<String> chapter =
        Files.readAllLines(page).stream()
            .dropWhile(line -> !line.equals("## " + heading))
            .skip(1)
            .takeWhile(line -> !line.startsWith("## "))
            .toList();
    return steps(chapter);
  }

  private static List<Step> steps(List<String> lines) {
    List<Step> steps = new ArrayList<>();
    boolean script = false;
    for (int at = 0; at < lines.size(); at++) {
      String fence = lines.get(at);
      if (fence.startsWith("```")) {
        List<String> block =
            lines.subList(at + 1, lines.size()).stream()
                .takeWhile(line -> !line.equals("```"))
                .toList();
        at += block.size() + 1;
        if (script && fence.equals("```")) {
          steps.add(new Step(steps.removeLast().typed(), block));
        } else if (fence.equals("```sh")) {
          steps.add(new Step(String.join("\n", block), List.of()));
        } else if (fence.equals("```console")) {
          console(block, steps);
        }
        script = fence.equals("```sh");
      } else if (!fence.isBlank()) {
        script = false;
      }
    }
    return steps;
  }

  private static void console(List<String> block, List<Step> steps) {
    StringBuilder typed = new StringBuilder();
    List<String> seen = new ArrayList<>();
    for (String line : block) {
      if (line.startsWith(PROMPT)) {
        finish(typed, seen, steps);
        typed.append(line.substring(PROMPT.length()));
      } else if (typed.toString().endsWith("\\")) {
        typed.append('\n').append(line);
      } else {
        seen.add(line);
      }
    }
    finish(typed, seen, steps);
  }

  private static void finish(StringBuilder typed, List<String> seen, List<Step> steps) {
    if (!typed.isEmpty()) {
      steps.add(new Step(typed.toString(), seen));
    }
    typed.setLength(0);
    seen.clear();
  }
}
