// SPDX-License-Identifier: MIT

package org.postroad.protocol.globalconf;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.postroad.protocol.globalconf.Fixtures.assertFault;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.postroad.protocol.fault.Fault;
import org.postroad.protocol.fault.FaultCode;
import org.postroad.testing.ReferenceVectors;

/** The signed directories of a real registry, versions 3 to 6, with the verdict of each. */
@Tag(ReferenceVectors.TAG)
class DirectoryVectorsTest {
  private static final Instant NOW = Instant.parse("2026-11-21T04:00:00Z");

  private static byte[] read(String path) throws IOException {
    return Files.readAllBytes(ReferenceVectors.path("directory").resolve(path));
  }

  private static SharedParameters shared(int version) throws IOException {
    return SharedParameters.parse(part(version, "shared-params.xml"), version);
  }

  private static byte[] part(int version, String file) throws IOException {
    Path folder = ReferenceVectors.path("directory/V" + version);
    try (var generations = Files.newDirectoryStream(folder, Files::isDirectory)) {
      return Files.readAllBytes(generations.iterator().next().resolve(file));
    }
  }

  private static List<X509Certificate> certificates(int version, String source) throws IOException {
    return shared(version).sources().stream()
        .flatMap(s -> (source.equals("internal") ? s.internal() : s.external()).stream())
        .toList();
  }

  private static List<X509Certificate> anchorCertificates() throws IOException {
    return ConfigurationAnchor.parse(read("configuration_anchor_CS_internal.xml"))
        .sources()
        .getFirst()
        .verificationCertificates();
  }

  private static SignedDirectory verify(
      int version, String source, List<X509Certificate> certificates) throws IOException {
    byte[] document = read("V" + version + "/" + source + "conf");
    return SignedDirectory.verify(document, certificates, NOW);
  }

  private static void checkPart(PartReference part, int version) throws IOException {
    part.check(part(version, part.storedName()));
  }

  @ParameterizedTest
  @CsvSource({
    "3, internal, 2",
    "3, external, 1",
    "4, internal, 2",
    "4, external, 1",
    "5, internal, 2",
    "5, external, 1",
    "6, external, 1"
  })
  void verifiesWithTheCertificatesOfItsOwnSource(int version, String source, int parts)
      throws IOException {
    SignedDirectory directory = verify(version, source, certificates(version, source));
    assertEquals(version, directory.version());
    assertEquals(parts, directory.parts().size());
    assertTrue(
        directory.generation(directory.parts().getFirst().instance()).generatedAt().isPresent());
    if (version != 6) {
      for (PartReference part : directory.parts()) {
        checkPart(part, version);
      }
    }
  }

  @Test
  void internalVersion6VerifiesOnlyWithTheAnchor() throws IOException {
    assertFault(FaultCode.CERT_NOT_FOUND, () -> verify(6, "internal", certificates(6, "internal")));
    SignedDirectory directory = verify(6, "internal", anchorCertificates());
    for (PartReference part : directory.parts()) {
      checkPart(part, 6);
    }
  }

  @Test
  void externalVersion6DoesNotMatchItsPart() throws IOException {
    SignedDirectory directory = verify(6, "external", certificates(6, "external"));
    PartReference part = directory.part(PartReference.SHARED_PARAMETERS, "DEV").orElseThrow();
    assertFault(FaultCode.MALFORMED_GLOBAL_CONF, () -> checkPart(part, 6));
  }

  @ParameterizedTest
  @ValueSource(strings = {"internalconf", "externalconf"})
  void everyChangedBitIsRefused(String file) throws IOException {
    byte[] document = read("V5/" + file);
    List<X509Certificate> certificates =
        certificates(5, file.substring(0, file.length() - "conf".length()));
    for (int bit = 0; bit < document.length * 8; bit++) {
      document[bit / 8] ^= (byte) (1 << (bit % 8));
      int position = bit / 8;
      assertThrows(
          Fault.class,
          () -> SignedDirectory.verify(document, certificates, NOW),
          () -> "byte " + position);
      document[bit / 8] ^= (byte) (1 << (bit % 8));
    }
  }
}
