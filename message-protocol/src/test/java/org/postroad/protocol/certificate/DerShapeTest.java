// SPDX-License-Identifier: MIT

package org.postroad.protocol.certificate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postroad.testing.TestAuthority;

class DerShapeTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0500",
        "3000",
        "30030101ff",
        "30800000",
        "3080020101300004000000",
        "30800201010000",
        "1f8101020102",
        "3081030101ff"
      })
  void acceptsOneValue(String hex) {
    assertTrue(accepts(hex), hex);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "05",
        "0000",
        "050000",
        "30040101ff",
        "30020101ff",
        "3080020101",
        "0480",
        "30030101ff00",
        "3003020500",
        "3084000000030101ff",
        "30850000000003",
        "3082",
        "1fffffffffff0100",
        "30030000ff",
        "30020000"
      })
  void refusesEverythingElse(String hex) {
    assertFalse(accepts(hex), hex);
  }

  @Test
  void refusesDeepNesting() {
    assertTrue(DerShape.isOneValue(indefinite(30), 100_000));
    assertFalse(DerShape.isOneValue(indefinite(20_000), 100_000));
    assertFalse(DerShape.isOneValue(indefinite(41), 100_000));
  }

  @Test
  void refusesTooManyBytesAndEveryTruncation() {
    byte[] der = Certificates.encoded(TestAuthority.create().root().certificate());
    assertTrue(DerShape.isOneValue(der, der.length));
    assertFalse(DerShape.isOneValue(der, der.length - 1));
    for (int length = 0; length < der.length; length++) {
      assertFalse(DerShape.isOneValue(Arrays.copyOf(der, length), der.length));
    }
    assertEquals(false, DerShape.isOneValue(Arrays.copyOf(der, der.length + 1), 10_000));
  }

  private static boolean accepts(String hex) {
    return DerShape.isOneValue(HexFormat.of().parseHex(hex), 1000);
  }

  private static byte[] indefinite(int depth) {
    byte[] bytes = new byte[4 * depth];
    for (int i = 0; i < depth; i++) {
      bytes[2 * i] = 0x30;
      bytes[2 * i + 1] = (byte) 0x80;
    }
    return bytes;
  }
}
