// SPDX-License-Identifier: MIT
package org.postroad.cli.process;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

/**
 * Where the PIN of the software token comes from: a file, a descriptor that the process was started
 * with, or a person at the terminal. Never from the configuration itself, an argument or a
 * variable, which others can read.
 */
public sealed interface PinSource {

  /** A file with the PIN in its first line, for its owner alone. */
  record InFile(Path file) implements PinSource {}

  /** An open descriptor, read to the end of its first line. */
  record FromDescriptor(int number) implements PinSource {}

  /** Somebody is asked. */
  record Asking() implements PinSource {}

  /** What the section {@code pin} says. */
  static PinSource read(Keys keys) {
    Optional<Path> file =
        keys.path("file", "with the PIN of the software token in its first line, owner-only");
    Optional<Integer> descriptor =
        keys.optional(
            "descriptor",
            "number",
            "the number of an open descriptor",
            text -> Keys.wholeNumber(text).filter(number -> number >= 0),
            "to read the PIN from; a terminal is asked if neither is given");
    if (file.isPresent() && descriptor.isPresent()) {
      throw new IllegalArgumentException("file and descriptor are both given");
    }
    return descriptor
        .<PinSource>map(FromDescriptor::new)
        .or(() -> file.map(InFile::new))
        .orElse(new Asking());
  }

  /** The PIN, which the caller wipes when it is not needed any more. */
  default char[] pin() throws IOException {
    return switch (this) {
      case InFile source -> SecretFile.ofOwner(source.file(), "PIN");
      case FromDescriptor source -> SecretFile.ofDescriptor(source.number(), "PIN");
      case Asking _ -> ask("PIN of the software token: ");
    };
  }

  /** A new PIN, which somebody types twice. */
  static char[] chosen() {
    char[] typed = ask("New PIN of the software token: ");
    char[] again = ask("The same again: ");
    boolean same = Arrays.equals(typed, again);
    Arrays.fill(again, '\0');
    if (!same) {
      Arrays.fill(typed, '\0');
      throw new BadConfiguration("The two PINs differ");
    }
    return typed;
  }

  /** What somebody at the terminal types, unseen. */
  static char[] ask(String prompt) {
    return Terminal.ofThisProcess()
        .secret(prompt)
        .orElseThrow(() ->
            new BadConfiguration(
                "No PIN: give it in a file or by a descriptor, or be at a terminal"));
  }
}
