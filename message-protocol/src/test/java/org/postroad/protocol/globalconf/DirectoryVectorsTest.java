// SPDX-License-Identifier: MIT

package org.postroad.protocol.globalconf;

import static org.junit.jupiter.api.Assertions.assertEquals;
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
import org.postroad.protocol.algorithm.Digest;
import org.postroad.protocol.fault.FaultCode;
import org.postroad.testing.ChangedBits;
import org.postroad.testing.ReferenceVectors;
import org.postroad.testing.VerifyDirectoryScript;

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
  void theScriptForAuditorsSaysTheSame() {
    Path folder = ReferenceVectors.path("directory");
    Path anchor = folder.resolve("configuration_anchor_CS_internal.xml");
    var internal = VerifyDirectoryScript.run(anchor, folder.resolve("V6/internalconf"), folder);
    assertEquals(0, internal.status(), internal.text());
    var another = VerifyDirectoryScript.run(anchor, folder.resolve("V6/externalconf"), folder);
    assertEquals(1, another.status(), another.text());
  }

  @Test
  void externalVersion6DoesNotMatchItsPart() throws IOException {
    SignedDirectory directory = verify(6, "external", certificates(6, "external"));
    PartReference part = directory.part(PartReference.SHARED_PARAMETERS, "DEV").orElseThrow();
    assertFault(FaultCode.MALFORMED_GLOBAL_CONF, () -> checkPart(part, 6));
  }

  /** The certificates that the verdict of each directory says it verifies with. */
  private static List<X509Certificate> certificatesThatVerify(int version, String source)
      throws IOException {
    return version == 6 && source.equals("internal")
        ? anchorCertificates()
        : certificates(version, source);
  }

  /**
   * Nothing of a directory is outside of the grammar or the signature: what is not signed is
   * spelled in one way, so no bit may change, not even one of an unsigned header.
   */
  @ParameterizedTest
  @CsvSource({
    "3, internal", "3, external",
    "4, internal", "4, external",
    "5, internal", "5, external",
    "6, internal", "6, external"
  })
  void everyChangedBitIsRefused(int version, String source) throws IOException {
    byte[] document = read("V" + version + "/" + source + "conf");
    List<X509Certificate> certificates = certificatesThatVerify(version, source);
    int tried =
        ChangedBits.areRefused(
            document,
            ChangedBits.ALL,
            changed -> SignedDirectory.verify(changed, certificates, NOW));
    assertEquals(document.length * 8, tried);
  }

  /** The external directories list the same shared parameters, that of version 6 other ones. */
  @ParameterizedTest
  @ValueSource(ints = {3, 4, 5, 6})
  @Tag("long")
  void everyChangedBitOfAPartIsRefused(int version) throws IOException {
    SignedDirectory directory =
        verify(version, "internal", certificatesThatVerify(version, "internal"));
    assertEquals(2, directory.parts().size());
    for (PartReference part : directory.parts()) {
      byte[] content = part(version, part.storedName());
      assertEquals(
          content.length * 8, ChangedBits.areRefused(content, ChangedBits.ALL, part::check));
    }
    SignedDirectory external = verify(version, "external", certificates(version, "external"));
    assertEquals(version != 6, digests(directory).containsAll(digests(external)));
  }

  private static List<Digest> digests(SignedDirectory directory) {
    return directory.parts().stream().map(PartReference::digest).toList();
  }
}
