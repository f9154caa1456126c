// SPDX-License-Identifier: MIT
package org.postroad.protocol.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** C-031. */
class ProxyVersionTest {

  @Test
  void versionsHaveAnOrder() {
    List<ProxyVersion> ascending =
        List.of(
                "0.0.1",
                "6.26.0",
                "7.5.9",
                "7.6.0-SNAPSHOT-20240101-abc",
                "7.6.0",
                "7.6.10",
                "7.10.0",
                "10.0.0")
            .stream()
            .map(text -> ProxyVersion.parse(text).orElseThrow())
            .toList();
    for (int i = 1; i < ascending.size(); i++) {
      assertTrue(ascending.get(i - 1).compareTo(ascending.get(i)) < 0, ascending.get(i).text());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"7.8.1", "7.8.1-SNAPSHOT-20250101-abc", "7.8.1-a.b.1"})
  void printedAsRead(String text) {
    assertEquals(text, ProxyVersion.parse(text).orElseThrow().text());
  }

  @Test
  void buildTakesNoPart() {
    assertEquals(ProxyVersion.parse("7.8.1"), ProxyVersion.parse("7.8.1+build.7"));
    assertEquals("7.8.1", ProxyVersion.SPOKEN.text());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "7",
        "7.8",
        "7.8.1.2",
        "7.08.1",
        "v7.8.1",
        "7.8.1-",
        "7.8.1+",
        "7.8.x",
        "7.8.1 ",
        "99999999999.0.0",
        "-1.0.0"
      })
  void whatIsNoSemanticVersionIsNone(String text) {
    assertEquals(Optional.empty(), ProxyVersion.parse(text));
    assertEquals(Optional.empty(), ProxyVersion.parse("7.8.1-" + "a".repeat(200)));
  }
}
