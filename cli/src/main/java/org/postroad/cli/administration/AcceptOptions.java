// SPDX-License-Identifier: MIT
package org.postroad.cli.administration;

import java.io.PrintWriter;
import java.util.List;
import org.postroad.cli.output.Printable;
import picocli.CommandLine.Option;

/** What a command takes that may do more than was asked for; mixed in. */
final class AcceptOptions {
  private final Person person;

  @Option(
      names = "--accept",
      order = 93,
      description = "Does it even if it does more, which is shown.")
  private boolean accept;

  AcceptOptions(Person person) {
    this.person = person;
  }

  /** Goes on if somebody has seen what is done besides and wants it. */
  void require(List<String> warnings, PrintWriter err) {
    err.println("This also does:");
    warnings.forEach(line -> err.println("  " + Printable.escape(line)));
    err.flush();
    boolean wanted =
        accept
            || person
                .ask("Type yes to go on: ")
                .map(String::strip)
                .filter("yes"::equals)
                .isPresent();
    if (!wanted) {
      throw new ApiFailed(Exit.REFUSED, 0, "Nothing was done; --accept does it with all of that");
    }
  }
}
