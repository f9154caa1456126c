// SPDX-License-Identifier: MIT
package org.postroad.cli.launch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What one chapter of a page shows in its {@code console} blocks: what is typed, what is seen. */
final class TypedChapter {
  private static final String PROMPT = "$ ";
  private static final Pattern DEFINITION = Pattern.compile("([A-Z_]+)=(\\S+)(.*)", Pattern.DOTALL);

  private TypedChapter() {}

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
      return typed.startsWith("postroad ")
          && typed.matches("(?s).* (list|show|status|search|call|diagnostics)\\b.*");
    }

    /** With another value where it defines something that a reader chooses. */
    Step with(String name, String value) {
      Matcher definition = DEFINITION.matcher(typed);
      return definition.matches() && definition.group(1).equals(name)
          ? new Step(name + "=" + value + definition.group(3), seen)
          : this;
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

  /** The steps of the chapter with this heading. */
  static List<Step> read(Path page, String heading) throws IOException {
    List<Step> steps = new ArrayList<>();
    boolean inChapter = false;
    boolean inBlock = false;
    StringBuilder typed = new StringBuilder();
    List<String> seen = new ArrayList<>();
    for (String line : Files.readAllLines(page)) {
      if (!inBlock && line.startsWith("## ")) {
        inChapter = line.equals("## " + heading);
      } else if (inChapter && line.startsWith("```")) {
        finish(typed, seen, steps);
        inBlock = line.equals("```console");
      } else if (inBlock && (line.startsWith(PROMPT) || typed.toString().endsWith("\\"))) {
        if (line.startsWith(PROMPT)) {
          finish(typed, seen, steps);
          typed.append(line.substring(PROMPT.length()));
        } else {
          typed.append('\n').append(line);
        }
      } else if (inBlock) {
        seen.add(line);
      }
    }
    return steps;
  }

  private static void finish(StringBuilder typed, List<String> seen, List<Step> steps) {
    if (!typed.isEmpty()) {
      steps.add(new Step(typed.toString(), seen));
    }
    typed.setLength(0);
    seen.clear();
  }
}
