// SPDX-License-Identifier: MIT

package org.postroad.protocol.globalconf;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.postroad.protocol.globalconf.Fixtures.EC;
import static org.postroad.protocol.globalconf.Fixtures.RSA;
import static org.postroad.protocol.globalconf.Fixtures.assertFault;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.postroad.protocol.fault.FaultCode;
import org.postroad.protocol.globalconf.ConfigurationAnchor.Source;
import org.postroad.testing.ReferenceVectors;

class ConfigurationAnchorTest {
  private static final ConfigurationAnchor ANCHOR =
      new ConfigurationAnchor(
          Optional.of(Instant.parse("2026-11-21T04:00:00Z")),
          "DEV",
          List.of(
              new Source("http://cs/internalconf", List.of(RSA.certificate(), EC.certificate())),
              new Source("https://cs/internalconf", List.of(RSA.certificate()))));

  @Test
  void readsBackWhatItWrote() {
    assertEquals(ANCHOR, ConfigurationAnchor.parse(ANCHOR.toXml()));
  }

  @ParameterizedTest
  @CsvSource({
    "ns3:configurationAnchor, ns3:conf",
    "downloadURL, downloadURI",
    "verificationCert, cert",
    "source, sources",
    "instanceIdentifier, instance",
    "source, ns3:source"
  })
  void otherElementsAreRefused(String name, String other) {
    String text = new String(ANCHOR.toXml(), UTF_8);
    String broken =
        text.replace("<" + name + ">", "<" + other + ">")
            .replace("<" + name + " ", "<" + other + " ")
            .replace("</" + name + ">", "</" + other + ">");
    assertNotEquals(text, broken);
    assertFault(
        FaultCode.MALFORMED_GLOBAL_CONF, () -> ConfigurationAnchor.parse(broken.getBytes(UTF_8)));
  }

  @Test
  void theFingerprintIsSha224InColonSeparatedHex() {
    // echo -n anchor | openssl dgst -sha224
    assertEquals(
        "97:C2:A7:FF:BE:A9:36:C4:88:DC:26:61:A8:B9:87:DA:64:BE:0B:F6:45:52:05:25:CE:0F:58:94",
        ConfigurationAnchor.fingerprint("anchor".getBytes(UTF_8)));
    assertEquals(ConfigurationAnchor.fingerprint(ANCHOR.toXml()), ANCHOR.fingerprint());
  }

  @Test
  @Tag(ReferenceVectors.TAG)
  void anchorsOfARealRegistryAreRead() throws IOException {
    var anchor =
        ConfigurationAnchor.parse(
            Files.readAllBytes(
                ReferenceVectors.path("directory/configuration_anchor_CS_internal.xml")));
    assertEquals("DEV", anchor.instance());
    assertEquals(Optional.of(Instant.parse("2025-11-05T22:10:45.770Z")), anchor.generatedAt());
    assertEquals(
        List.of("http://cs/internalconf", "https://cs/internalconf"),
        anchor.sources().stream().map(Source::downloadUrl).toList());
    var older =
        ConfigurationAnchor.parse(
            Files.readAllBytes(ReferenceVectors.path("globalconf/configuration-anchor1.xml")));
    assertTrue(older.sources().stream().noneMatch(s -> s.verificationCertificates().isEmpty()));
    assertEquals(older, ConfigurationAnchor.parse(older.toXml()));
  }
}
