// SPDX-License-Identifier: MIT
package org.postroad.cli.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NewFileTest {
  @TempDir private Path root;

  @Test
  void aDirectoryThatIsNotThereIsNamed() throws Exception {
    Path gone = root.resolve("gone");
    try (var file = new NewFile(gone.resolve("a.asice"))) {
      var refused = assertThrows(NotDirectoryException.class, () -> file.open("a.asice"));
      assertEquals(gone.toString(), refused.getFile());
    }
  }
}
