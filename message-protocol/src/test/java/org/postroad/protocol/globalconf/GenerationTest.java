// SPDX-License-Identifier: MIT

package org.postroad.protocol.globalconf;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.postroad.protocol.algorithm.DigestAlgorithm;

class GenerationTest {
  private static final Instant TIME = Instant.parse("2025-11-10T17:00:00.548026Z");

  private static Generation of(String location, Instant expires) {
    var part =
        new PartReference(
            PartReference.SHARED_PARAMETERS,
            "DEV",
            location,
            DigestAlgorithm.SHA512.digest(new byte[0]),
            Optional.empty());
    return new SignedDirectory(expires, 6, List.of(part)).generation("DEV");
  }

  @Test
  void theStampIsReadBackFromTheLocation() {
    assertEquals("20251110170000548026000", Generation.stamp(TIME));
    assertEquals(
        Optional.of(TIME), of("/V6/20251110170000548026000/shared-params.xml", TIME).generatedAt());
    assertEquals(
        Optional.of(TIME),
        of("/PROXY/1762794000548/DEV/V6/20251110170000548026000/shared-params.xml", TIME)
            .generatedAt());
    assertEquals(Optional.empty(), of("/V6/99999999999999999999999/x", TIME).generatedAt());
  }

  @Test
  void generationTimeDecidesEvenWhenTheExpiryWasShortened() {
    var older = of("/V6/20251110170000548026000/x", TIME.plusSeconds(600));
    var newer = of("/V6/20251110170100000000000/x", TIME.plusSeconds(300));
    assertTrue(older.isBefore(newer));
    assertFalse(newer.isBefore(older));
    assertFalse(newer.isBefore(newer));
  }

  @Test
  void withoutGenerationTimeTheExpiryDecides() {
    var stamped = of("/V6/20251110170000548026000/x", TIME.plusSeconds(600));
    var plain = of("/conf/x", TIME.plusSeconds(540));
    assertTrue(plain.isBefore(stamped));
    assertFalse(stamped.isBefore(plain));
  }
}
