// SPDX-License-Identifier: MIT
package org.postroad.cli.call;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.postroad.cli.output.Printable;

/**
 * A request as somebody may type it; its names are part of what users rely on.
 *
 * @param operation what it is called in the description
 * @param title what it is for; empty where the description does not tell
 * @param arguments what follows {@code postroad}
 * @param body what is given on standard input; empty for none
 */
record ExampleRequest(String operation, String title, List<String> arguments, String body) {

  /** The command, with its body as a here-document. */
  String shell() {
    String comment = title.isEmpty() ? operation : operation + ": " + title;
    String command =
        arguments.stream()
            .map(ExampleRequest::quoted)
            .collect(Collectors.joining(" ", "postroad ", ""));
    Optional<String> content = Optional.of(body).filter(text -> !text.isEmpty());
    return "# "
        + Printable.escape(comment)
        + '\n'
        + command
        + content.map(text -> " <<'EOF'\n" + text + "\nEOF").orElse("");
  }

  /** So that a shell takes it as it is, whatever somebody has put into a description. */
  private static String quoted(String argument) {
    String printable = Printable.escape(argument);
    return printable.matches("[\\w./:=@%+-]+")
        ? printable
        : "'" + printable.replace("'", "'\\''") + "'";
  }
}
