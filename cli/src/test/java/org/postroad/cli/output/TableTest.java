// SPDX-License-Identifier: MIT
package org.postroad.cli.output;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class TableTest {

  @Test
  void columnsAreAsWideAsTheirWidestCell() {
    assertEquals(
        """
        member   n
        a        1
        Õunapuu  20
        """,
        printed(Table.of("member", "n").row("a", 1).row("Õunapuu", 20)));
  }

  @Test
  void noLineEndsInASpace() {
    assertEquals("a  b\n1\n", printed(Table.of("a", "b").row("1", "")));
  }

  @Test
  void noCellSteersTheTerminal() {
    assertEquals("a\n\\u001b[2J\n", printed(Table.of("a").row("\u001b[2J")));
  }

  @Test
  void refusesARowOfAnotherLength() {
    Table table = Table.of("a", "b");

    assertThrows(IllegalArgumentException.class, () -> table.row("1"));
  }

  private static String printed(Table table) {
    StringWriter out = new StringWriter();
    table.print(new PrintWriter(out));
    return out.toString().replace(System.lineSeparator(), "\n");
  }
}
