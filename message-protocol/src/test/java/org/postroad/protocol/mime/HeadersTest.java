// SPDX-License-Identifier: MIT

package org.postroad.protocol.mime;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postroad.protocol.fault.Fault;

class HeadersTest {
  private final Headers headers =
      Headers.builder().add("A", "1").add("b", "2").add("a", "3").add("C", "").build();

  @Test
  void keepsOrderAndCaseAndFindsIgnoringCase() {
    assertEquals(Optional.of("1"), headers.first("a"));
    assertEquals(List.of("1", "3"), headers.all("A"));
    assertEquals(Optional.of(""), headers.single("c"));
    assertEquals(Optional.empty(), headers.single("d"));
    assertTrue(headers.has("B"));
    assertFalse(headers.has("bb"));
    assertEquals("[A, b, a, C]", headers.stream().map(Header::name).toList().toString());
  }

  @Test
  void refusesRepeatsWhereOneIsMeant() {
    assertThrows(Fault.class, () -> headers.single("a"));
  }

  @Test
  void makesChangedCopies() {
    assertEquals(1, headers.without(Set.of("a", "c")).list().size());
    assertEquals(Optional.of("4"), headers.with("D", "4").first("d"));
    assertFalse(headers.has("D"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a b", "a:", "a\r", "\u00E4", "a/b", "a\0"})
  void refusesNames(String name) {
    assertThrows(Fault.class, () -> new Header(name, "v"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"\r\nX: 1", "a\nb", "\0", "\u007F", "\u001B[0m"})
  void refusesValues(String value) {
    assertThrows(Fault.class, () -> new Header("a", value));
  }

  @Test
  void takesTextOfAnyLanguage() {
    assertDoesNotThrow(() -> new Header("a", "\u00E4\t \u20AC"));
  }
}
