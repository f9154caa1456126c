// SPDX-License-Identifier: MIT
package org.postroad.cli.process;

import java.io.Console;
import java.util.Optional;

/** Somebody who types a secret, unseen. */
@FunctionalInterface
public interface Terminal {

  /** What was typed, which the caller wipes; nothing if nobody is there, or typed nothing. */
  Optional<char[]> secret(String question);

  /** That of this process, if it has one. */
  static Terminal ofThisProcess() {
    return question ->
        Optional.ofNullable(System.console())
            .filter(Console::isTerminal)
            .map(console -> console.readPassword("%s", question))
            .filter(typed -> typed.length > 0);
  }
}
