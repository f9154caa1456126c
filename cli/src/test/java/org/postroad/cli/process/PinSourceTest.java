// SPDX-License-Identifier: MIT
package org.postroad.cli.process;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PinSourceTest {

  @TempDir private Path directory;

  @Test
  void isTheFirstLineOfTheFile() throws IOException {
    Path file = written("1234 €\r\nnot this\n", "rw-------");
    assertArrayEquals("1234 €".toCharArray(), new PinSource.InFile(file).pin());
  }

  @Test
  void isRefusedInAFileForOthers() throws IOException {
    Path file = written("1234\n", "rw-r-----");
    IOException refused = assertThrows(IOException.class, () -> new PinSource.InFile(file).pin());
    assertEquals(
        file + " holds a secret and others may use it: chmod 600 " + file, refused.getMessage());
  }

  @Test
  void cannotBeEmpty() throws IOException {
    Path file = written("\n", "rw-------");
    assertThrows(IOException.class, () -> new PinSource.InFile(file).pin());
  }

  private Path written(String text, String permissions) throws IOException {
    Path file = Files.writeString(directory.resolve("pin"), text);
    return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
  }
}
