// SPDX-License-Identifier: MIT
package org.postroad.cli.administration;

import java.io.Console;
import java.util.Optional;

/** Somebody at a terminal, who can be asked. */
@FunctionalInterface
interface Person {

  /** What was typed; nothing if nobody is there. */
  Optional<String> ask(String question);

  static Person atTerminal() {
    return question ->
        Optional.ofNullable(System.console())
            .filter(Console::isTerminal)
            .map(console -> console.readLine("%s", question));
  }
}
