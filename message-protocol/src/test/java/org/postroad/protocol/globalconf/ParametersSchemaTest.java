// SPDX-License-Identifier: MIT

package org.postroad.protocol.globalconf;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.postroad.protocol.globalconf.Fixtures.EC;
import static org.postroad.protocol.globalconf.Fixtures.RSA;
import static org.postroad.protocol.globalconf.SharedParametersTest.everything;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.postroad.protocol.globalconf.ConfigurationAnchor.Source;
import org.postroad.protocol.globalconf.PrivateParameters.ManagementService;
import org.postroad.protocol.identifier.MemberId;
import org.postroad.testing.ConfigurationSchema;
import org.postroad.testing.ReferenceVectors;

/** What is written is what the schema of its version says, and of no older one. */
class ParametersSchemaTest {
  private static final ConfigurationAnchor ANCHOR =
      new ConfigurationAnchor(
          Optional.of(Instant.parse("2026-11-21T04:00:00Z")),
          "DEV",
          List.of(
              new Source("http://cs/internalconf", List.of(RSA.certificate(), EC.certificate()))));
  private static final PrivateParameters PRIVATE =
      new PrivateParameters(
          "DEV",
          List.of(ANCHOR),
          new ManagementService(
              "https://cs:4001/managementservice/",
              Optional.of(EC.certificate()),
              new MemberId("DEV", "GOV", "1")),
          Duration.ofMinutes(1));

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 4, 5, 6})
  void parametersAreValidInTheirVersion(int version) throws IOException {
    assertEquals(
        Optional.empty(), ConfigurationSchema.ofShared(version).judge(everything().toXml(version)));
    assertEquals(
        Optional.empty(), ConfigurationSchema.ofPrivate(version).judge(PRIVATE.toXml(version)));
  }

  @ParameterizedTest
  @CsvSource({
    "3, source",
    "4, authenticationCertificateProfileId",
    "5, subsystemName",
    "6, costType"
  })
  void theVersionBeforeDoesNotKnowTheElementsOfTheNext(int version, String unknown)
      throws IOException {
    String problem =
        ConfigurationSchema.ofShared(version - 1)
            .judge(everything().toXml(version))
            .orElse("valid");
    assertTrue(problem.contains("'" + unknown + "'"), problem);
  }

  @ParameterizedTest
  @CsvSource({"<serverCode>, <code>", "<owner>id0, <owner>nobody", "<member id=, <member ids="})
  void theSchemaSeesWhatIsWrong(String right, String wrong) throws IOException {
    String text = new String(everything().toXml(6), UTF_8);
    String broken = text.replace(right, wrong).replace("</serverCode>", wrong.replace("<", "</"));
    assertTrue(ConfigurationSchema.ofShared(6).judge(broken.getBytes(UTF_8)).isPresent());
  }

  /** Row A04: the schema of version 2 has the anchor, the one of version 3 has not. */
  @Test
  void anAnchorFollowsTheSchemaOfVersion2Only() throws IOException {
    assertEquals(Optional.empty(), ConfigurationSchema.ofPrivate(2).judge(ANCHOR.toXml()));
    assertTrue(ConfigurationSchema.ofPrivate(3).judge(ANCHOR.toXml()).isPresent());
  }

  @Test
  @Tag(ReferenceVectors.TAG)
  void anchorsOfARealRegistryFollowItToo() throws IOException {
    for (String file :
        List.of(
            "directory/configuration_anchor_CS_internal.xml",
            "globalconf/configuration-anchor1.xml")) {
      byte[] xml = Files.readAllBytes(ReferenceVectors.path(file));
      assertEquals(Optional.empty(), ConfigurationSchema.ofPrivate(2).judge(xml), file);
    }
  }

  /** The schemas here and those of the reference judge real files alike (A87). */
  @ParameterizedTest
  @CsvSource({"3, 3, false", "4, 4, true", "5, 5, true", "6, 6, true", "6, 5, false"})
  @Tag(ReferenceVectors.TAG)
  void realFilesAreJudgedAsKnown(int version, int schema, boolean valid) throws IOException {
    Path folder = ReferenceVectors.path("directory/V" + version);
    try (var generations = Files.newDirectoryStream(folder, Files::isDirectory)) {
      Path generation = generations.iterator().next();
      byte[] shared = Files.readAllBytes(generation.resolve("shared-params.xml"));
      Optional<String> problem = ConfigurationSchema.ofShared(schema).judge(shared);
      assertEquals(valid, problem.isEmpty(), problem::toString);
      byte[] own = Files.readAllBytes(generation.resolve("private-params.xml"));
      assertEquals(Optional.empty(), ConfigurationSchema.ofPrivate(3).judge(own));
    }
  }
}
