// SPDX-License-Identifier: MIT
package org.postroad.protocol.signature;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The usual form has a reader of its own, which must agree with the JDK's on everything. */
class SigningTimeTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2026-11-21T12:00:00.500Z",
        "2024-02-29T23:59:59.999Z",
        "0000-01-01T00:00:00.000Z",
        "9999-12-31T23:59:59.000Z",
        "2026-11-21T12:00:00Z",
        "2026-11-21T12:00:00.5+02:00",
        "2026-11-21T12:00-11:30"
      })
  void readsWhatTheJdkReads(String text) {
    Instant expected = OffsetDateTime.parse(text).toInstant();
    assertEquals(expected, SigningTime.parse(text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "2026-02-29T12:00:00.000Z",
        "2026-13-01T12:00:00.000Z",
        "2026-11-21T24:00:00.000Z",
        "2026-11-21T12:60:00.000Z",
        "2026-11-21T12:00:60.000Z",
        "2026-11-21T12:00:00.000",
        "2026-11-21 12:00:00.000Z",
        "2026-11-21T12:00:00.00\u0660Z",
        "+026-11-21T12:00:00.000Z"
      })
  void refusesWhatTheJdkRefuses(String text) {
    assertThrows(DateTimeException.class, () -> OffsetDateTime.parse(text));
    assertThrows(DateTimeException.class, () -> SigningTime.parse(text));
  }
}
