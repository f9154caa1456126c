// SPDX-License-Identifier: MIT

package org.postroad.cli.administration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import org.postroad.cli.administration.Typing.Said;

/**
 * A page for administrators, typed line by line: every command on it is one that runs as it stands.
 *
 * @param directory where the files are that its commands name
 * @param read the files that its commands read, as a pattern
 * @param written the files that its commands write, as a pattern
 */
public record TypedPage(Path page, Path directory, String read, String written) {

  /** Has something to tell, as the program that answers knows next to nothing. */
  private static final String STATUS = "status";

  /** Types it at a program that answers. */
  public void typeAt(Family family, FakeWire wire) throws IOException {
    String program = family.program().command() + " ";
    List<String> commands =
        Files.readAllLines(page).stream().filter(line -> line.startsWith(program)).toList();
    assertFalse(commands.isEmpty());
    for (String command : commands) {
      String typed = command.substring(program.length());
      String[] words =
          Arrays.stream(CommandWords.of(typed)).map(this::inDirectory).toArray(String[]::new);
      Said said = Typing.at(family, wire).type(words);
      int expected = typed.equals(STATUS) ? Exit.PROBLEMS : Exit.DONE;
      assertEquals(expected, said.exitCode(), command + ": " + said.err());
    }
  }

  /** A file that is named is one of the directory; what is to be read is there. */
  private String inDirectory(String word) {
    Path file = directory.resolve(word);
    try {
      if (word.matches(read)) {
        Files.writeString(file, "content");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        return file.toString();
      }
      return word.matches(written) ? file.toString() : word;
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
