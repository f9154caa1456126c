// SPDX-License-Identifier: MIT
package org.postroad.cli.launch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.StringReader;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VersionTest {
  @ParameterizedTest
  @CsvSource({
    "version = 1.2.0, 1.2.0",
    "version = 1.2.0-SNAPSHOT, 1.2.0-SNAPSHOT",
    "version = ${project.version}, of unknown version",
    "version =, of unknown version",
    "other = 1, of unknown version"
  })
  void classesThatWereNotBuiltSayThatTheirVersionIsUnknown(String file, String expected)
      throws IOException {
    Properties properties = new Properties();
    properties.load(new StringReader(file));
    assertEquals(expected, Version.built(properties));
  }

  @Test
  void commandsNeverSayNull() {
    String said = String.join(" ", Postroad.commandLine().getCommandSpec().version());
    assertTrue(said.startsWith("postroad "), said);
    assertFalse(said.contains("null"), said);
  }
}
