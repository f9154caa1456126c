// SPDX-License-Identifier: MIT

package org.postroad.protocol.globalconf;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.postroad.protocol.globalconf.Fixtures.assertFault;

import java.net.URI;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postroad.protocol.algorithm.DigestAlgorithm;
import org.postroad.protocol.fault.FaultCode;

class PartReferenceTest {
  private static final byte[] CONTENT = "<conf>content</conf>".getBytes(UTF_8);
  private static final URI DIRECTORY = URI.create("http://cs.example:8080/internalconf?version=6");

  static PartReference part(String identifier, String location, Optional<String> file) {
    return new PartReference(
        identifier, "DEV", location, DigestAlgorithm.SHA512.digest(CONTENT), file);
  }

  @Test
  void everyChangedBitOfThePartIsRefused() {
    var part = part("FOO", "/x", Optional.empty());
    part.check(CONTENT);
    for (int bit = 0; bit < CONTENT.length * 8; bit++) {
      byte[] changed = CONTENT.clone();
      changed[bit / 8] ^= (byte) (1 << (bit % 8));
      assertFault(FaultCode.MALFORMED_GLOBAL_CONF, () -> part.check(changed));
    }
  }

  @Test
  void corePartsHaveFixedNamesAndOthersTheirOwn() {
    Optional<String> asked = Optional.of("asked.xml");
    assertEquals("shared-params.xml", part("SHARED-PARAMETERS", "/a/b", asked).storedName());
    assertEquals("private-params.xml", part("PRIVATE-PARAMETERS", "/a/b", asked).storedName());
    assertEquals("asked.xml", part("FOO", "/a/b.xml", asked).storedName());
    assertEquals("b.xml", part("FOO", "/a/b.xml", Optional.empty()).storedName());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"..", ".", "../x", "a/b", "a\\b", ".hidden", "x y", "%2e%2e", "C:x", "ä.xml"})
  void unsafeFileNamesAreRefused(String name) {
    var part = part("FOO", "/x/foo.xml", Optional.of(name));
    assertFault(FaultCode.MALFORMED_GLOBAL_CONF, part::storedName);
  }

  @Test
  void locationsAreResolvedAgainstTheDirectory() {
    assertEquals(
        URI.create("http://cs.example:8080/V6/1/shared-params.xml"),
        part("FOO", "/V6/1/shared-params.xml", Optional.empty()).resolve(DIRECTORY));
    assertEquals(
        URI.create("http://cs.example:8080/V6/foo.xml"),
        part("FOO", "V6/foo.xml", Optional.empty()).resolve(DIRECTORY));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://evil.example/x",
        "//evil.example/x",
        "https://cs.example:8080/x",
        "http://cs.example/x",
        "file:/etc/passwd",
        "http://u@cs.example:8080/x",
        "a b"
      })
  void aLocationElsewhereIsRefused(String location) {
    var part = part("FOO", location, Optional.empty());
    assertFault(FaultCode.MALFORMED_GLOBAL_CONF, () -> part.resolve(DIRECTORY));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "a\r\nVersion: 7", "a\u0000", "a;b"})
  void namesThatWouldBreakAHeaderAreRefused(String identifier) {
    assertFault(FaultCode.MALFORMED_GLOBAL_CONF, () -> part(identifier, "/x", Optional.empty()));
  }
}
