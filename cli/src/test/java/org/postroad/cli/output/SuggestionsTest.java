// SPDX-License-Identifier: MIT
package org.postroad.cli.output;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SuggestionsTest {

  private static final List<String> NAMES = List.of("population", "tax");

  @Test
  void findsTheClosestName() {
    assertEquals(Optional.of("population"), Suggestions.closest("populaton", NAMES));
    assertEquals(Optional.of("population"), Suggestions.closest("popluation", NAMES));
    assertEquals(Optional.of("tax"), Suggestions.closest("taks", NAMES));
  }

  @Test
  void staysSilentWhereNothingIsClose() {
    assertEquals(Optional.empty(), Suggestions.closest("registry", NAMES));
    assertEquals(Optional.empty(), Suggestions.closest("", NAMES));
  }
}
