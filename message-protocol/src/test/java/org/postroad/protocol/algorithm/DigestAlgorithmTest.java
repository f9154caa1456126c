// SPDX-License-Identifier: MIT
package org.postroad.protocol.algorithm;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DigestAlgorithmTest {

  @ParameterizedTest
  @EnumSource
  void isFoundByEachOfItsNames(DigestAlgorithm algorithm) {
    assertEquals(Optional.of(algorithm), DigestAlgorithm.ofUri(algorithm.uri()));
    assertEquals(Optional.of(algorithm), DigestAlgorithm.ofName(algorithm.jcaName()));
    assertEquals(
        Optional.of(algorithm), DigestAlgorithm.ofName(algorithm.name().toLowerCase(Locale.ROOT)));
    assertEquals(algorithm.length(), algorithm.digest(new byte[0]).value().length);
  }

  @Test
  void comparesIdentifiersExactly() {
    for (var uri :
        List.of(
            "",
            "http://www.w3.org/2001/04/xmlenc#SHA512",
            "http://www.w3.org/2001/04/xmlenc#sha512 ",
            "http://www.w3.org/2001/04/xmldsig-more#sha512",
            "http://www.w3.org/2001/04/xmldsig-more#md5")) {
      assertEquals(Optional.empty(), DigestAlgorithm.ofUri(uri), uri);
    }
    assertEquals(Optional.empty(), DigestAlgorithm.ofName("MD5"));
  }

  @Test
  void trustsOnlyTheFamilyOfSha2From256Up() {
    assertFalse(DigestAlgorithm.SHA1.isCollisionResistant());
    assertFalse(DigestAlgorithm.SHA224.isCollisionResistant());
    assertTrue(DigestAlgorithm.SHA256.isCollisionResistant());
    assertTrue(DigestAlgorithm.SHA512.isCollisionResistant());
  }

  @Test
  void digestsAreEqualByContentAndAlgorithm() {
    var abc = DigestAlgorithm.SHA256.digest("abc".getBytes(UTF_8));
    var again = DigestAlgorithm.SHA256.digest("abc".getBytes(UTF_8));
    assertEquals("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad", abc.hex());
    assertEquals("ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0=", abc.base64());
    assertEquals(abc, again);
    assertTrue(abc.matches(again));
    var set = new HashSet<>(List.of(abc));
    assertTrue(set.contains(again));
    assertNotEquals(abc, DigestAlgorithm.SHA256.digest("abd".getBytes(UTF_8)));
    assertFalse(abc.matches(DigestAlgorithm.SHA512.digest("abc".getBytes(UTF_8))));
  }

  @Test
  void refusesValueOfWrongLength() {
    assertThrows(
        IllegalArgumentException.class, () -> new Digest(DigestAlgorithm.SHA512, new byte[32]));
  }
}
