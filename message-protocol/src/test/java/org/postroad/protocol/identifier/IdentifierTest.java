// SPDX-License-Identifier: MIT

package org.postroad.protocol.identifier;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.postroad.protocol.fault.Fault;
import org.postroad.protocol.fault.FaultCode;

class IdentifierTest {
  private static final ClientId MEMBER = ClientId.parse("EE/GOV/123");
  private static final ClientId SUBSYSTEM = ClientId.parse("EE/GOV/123/sub sys");

  @Test
  void printsEveryForm() {
    assertEquals("EE/GOV/123", MEMBER.toString());
    assertEquals("MEMBER:EE/GOV/123", MEMBER.text());
    assertEquals("SUBSYSTEM:EE/GOV/123/sub sys", SUBSYSTEM.text());
    assertEquals("EE/GOV/123/sub%20sys", SUBSYSTEM.encoded());
    var service = new ServiceId(SUBSYSTEM, "get/State", Optional.of("v1"));
    assertEquals("SERVICE:EE/GOV/123/sub sys/get/State/v1", service.text());
    assertEquals("EE/GOV/123/sub%20sys/get%2FState", service.encoded());
    assertEquals("SERVICE:EE/GOV/123/s", ServiceId.of(MEMBER, "s").text());
    var server = new SecurityServerId(MEMBER.member(), "SS1");
    assertEquals("SERVER:EE/GOV/123/SS1", server.text());
    assertEquals(server, SecurityServerId.parse(server.toString()));
    assertEquals(server, SecurityServerId.parseEncoded(server.encoded()));
    assertEquals("GLOBALGROUP:EE/g", new GlobalGroupId("EE", "g").text());
    assertEquals("LOCALGROUP:g", new LocalGroupId("g").text());
  }

  @Test
  void knowsItsParts() {
    assertEquals(MEMBER, SUBSYSTEM.member());
    assertEquals(Optional.of("sub sys"), SUBSYSTEM.subsystemCode());
    assertEquals(Optional.empty(), MEMBER.subsystemCode());
    assertEquals("EE", SUBSYSTEM.instance());
    assertEquals("GOV", SUBSYSTEM.memberClass());
    assertEquals("123", SUBSYSTEM.memberCode());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a", "a/b", "a//c", "/b/c", "a/b/", "a/b/c/", "a/b/c/d/e"})
  void refusesOtherShapes(String text) {
    assertEquals(
        FaultCode.BAD_REQUEST, assertThrows(Fault.class, () -> ClientId.parse(text)).code());
    assertThrows(Fault.class, () -> ClientId.parseEncoded(text));
  }

  @Test
  void comparesCodePointByCodePoint() {
    assertNotEquals(ClientId.parse("EE/GOV/\u00E4"), ClientId.parse("EE/GOV/a\u0308"));
    assertNotEquals(ClientId.parse("EE/GOV/a"), ClientId.parse("EE/GOV/A"));
    assertNotEquals(ClientId.parse("EE/GOV/a"), ClientId.parse("EE/GOV/a\u200B"));
    assertNotEquals(ClientId.parseEncoded("a/b%2Fc/d/e"), ClientId.parseEncoded("a/b/c%2Fd/e"));
  }

  @Test
  void boundsPartsAndRefusesBrokenUnicode() {
    assertEquals(255, new LocalGroupId("x".repeat(255)).groupCode().length());
    assertThrows(Fault.class, () -> new LocalGroupId("x".repeat(256)));
    assertThrows(Fault.class, () -> new LocalGroupId("x\uD800"));
    assertThrows(Fault.class, () -> new LocalGroupId("\uDC00\uD800"));
    assertEquals("\uD83D\uDE00", new LocalGroupId("\uD83D\uDE00").groupCode());
  }

  @ParameterizedTest
  @CsvSource({
    "abc-1, true, true", "'a,b', true, true", "a b, false, true", "a/b, false, false",
        "a%, false, false",
    "a:b, false, false", "a;b, false, false", "a\\b, false, false", "\u00E4, false, true",
        "a\u200Bb, false, false",
    "'', false, false", "\uFEFFa, false, false", "_, false, true"
  })
  void tellsWhatMayBeCreated(String part, boolean strict, boolean printable) {
    assertEquals(strict, Identifiers.isStrict(part));
    assertEquals(printable, Identifiers.isPrintable(part));
  }

  @Test
  void takesOldIdentifiersThatCouldNotBeCreatedNow() {
    assertEquals("a:b%\n", ClientId.of("EE", "GOV", "a:b%\n", Optional.empty()).memberCode());
    assertFalse(Identifiers.isPrintable("a\n"));
  }

  @Test
  void encodedFormsParseBack() {
    var random = new Random(3);
    for (int i = 0; i < 5000; i++) {
      ClientId id =
          ClientId.of(
              part(random),
              part(random),
              part(random),
              random.nextBoolean() ? Optional.of(part(random)) : Optional.empty());
      assertEquals(id, ClientId.parseEncoded(id.encoded()));
      assertTrue(id.encoded().matches("[A-Za-z0-9._~!$&'()*+,;=:@%/-]+"), id.encoded());
    }
  }

  private static String part(Random random) {
    int[] points = random.ints(1 + random.nextInt(5), 0, 0x500).toArray();
    return new String(points, 0, points.length);
  }
}
