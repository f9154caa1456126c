// SPDX-License-Identifier: MIT
package org.postroad.securityserver.conf;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.postroad.protocol.globalconf.ConfigurationAnchor;
import org.postroad.protocol.globalconf.SharedParameters;
import org.postroad.testing.TestCertificate;

class ConfigurationLocationTest {
  private static final X509Certificate ANCHORED = certificate("anchored");
  private static final X509Certificate INTERNAL = certificate("internal");
  private static final X509Certificate EXTERNAL = certificate("external");

  private static X509Certificate certificate(String name) {
    return TestCertificate.subject("CN=" + name).selfSigned().certificate();
  }

  private static ConfigurationAnchor anchor(String... urls) {
    return new ConfigurationAnchor(
        Optional.empty(),
        "TEST",
        Stream.of(urls)
            .map(url -> new ConfigurationAnchor.Source(url, List.of(ANCHORED)))
            .toList());
  }

  private static Optional<SharedParameters> verified() {
    SharedParameters base = Fixtures.shared("TEST");
    return Optional.of(
        new SharedParameters(
            "TEST",
            List.of(
                new SharedParameters.Source("cs.example", List.of(INTERNAL), List.of(EXTERNAL))),
            base.certificationServices(),
            base.timestampingServices(),
            base.members(),
            base.servers(),
            base.globalGroups(),
            base.memberClasses(),
            base.ocspFreshness()));
  }

  private static List<ConfigurationLocation> inOrder(
      ConfigurationAnchor anchor, Optional<SharedParameters> verified) {
    return ConfigurationLocation.inOrder(
        anchor, verified, Optional.empty(), new SplittableRandom(1));
  }

  private static List<String> urls(List<ConfigurationLocation> locations) {
    return locations.stream().map(ConfigurationLocation::url).map(URI::toString).toList();
  }

  /** Row A12: the name in the anchor tells which of the published certificates count. */
  @ParameterizedTest
  @CsvSource({"internalconf, INTERNAL", "externalconf, EXTERNAL", "PROXY/conf, BOTH"})
  void theDirectoryOfTheAnchorSelectsTheCertificates(String directory, String counting) {
    List<ConfigurationLocation> found =
        inOrder(anchor("http://old.example/" + directory), verified());
    assertEquals(
        List.of(
            "https://cs.example/" + directory,
            "http://cs.example/" + directory,
            "https://old.example/" + directory,
            "http://old.example/" + directory),
        urls(found));
    List<X509Certificate> expected =
        switch (counting) {
          case "INTERNAL" -> List.of(INTERNAL);
          case "EXTERNAL" -> List.of(EXTERNAL);
          default -> List.of(INTERNAL, EXTERNAL);
        };
    assertEquals(expected, found.get(1).certificates());
    assertEquals(List.of(ANCHORED), found.getLast().certificates());
  }

  /** Row A11: HTTPS is derived from a plain address on its standard port, and only there. */
  @Test
  void everyPlainAddressIsTriedOverHttpsFirst() {
    assertEquals(
        List.of("https://cs.example/internalconf", "http://cs.example/internalconf"),
        urls(inOrder(anchor("http://cs.example/internalconf"), Optional.empty())));
    assertEquals(
        List.of("http://cs.example:8080/internalconf"),
        urls(inOrder(anchor("http://cs.example:8080/internalconf"), Optional.empty())));
  }

  @Test
  void whatIsNoAddressOfTheWebIsPassedOver() {
    assertTrue(
        inOrder(
                anchor("ftp://cs.example/internalconf", "http:///x", "file:/etc/passwd", "%"),
                Optional.empty())
            .isEmpty());
  }
}
