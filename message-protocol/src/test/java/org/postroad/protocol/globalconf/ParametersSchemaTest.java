// SPDX-License-Identifier: MIT

package org.postroad.protocol.globalconf;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
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
import java.util.Locale;
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

  /** The file a mutation is made in, and what judges it. */
  enum File {
    SHARED,
    PRIVATE,
    ANCHOR,
    MONITORING,
    NEXTUPDATE,
    FETCHINTERVAL;

    byte[] content() {
      return switch (this) {
        case SHARED -> everything().toXml(6);
        case PRIVATE -> ParametersSchemaTest.PRIVATE.toXml(6);
        case ANCHOR -> ParametersSchemaTest.ANCHOR.toXml();
        case MONITORING ->
            part(
                "<monitoringClient><monitoringClientId i:objectType='MEMBER'>"
                    + "<i:xRoadInstance>DEV</i:xRoadInstance><i:memberClass>GOV</i:memberClass>"
                    + "<i:memberCode>1</i:memberCode></monitoringClientId></monitoringClient>");
        case NEXTUPDATE -> part("<verifyNextUpdate>true</verifyNextUpdate>");
        case FETCHINTERVAL -> part("<ocspFetchInterval>1200</ocspFetchInterval>");
      };
    }

    private static byte[] part(String content) {
      String xml =
          "<x:conf xmlns:x='http://x-road.eu/xsd/xroad.xsd'"
              + " xmlns:i='http://x-road.eu/xsd/identifiers'>"
              + content
              + "</x:conf>";
      return xml.getBytes(UTF_8);
    }

    ConfigurationSchema schema() {
      return switch (this) {
        case SHARED -> ConfigurationSchema.ofShared(6);
        case PRIVATE -> ConfigurationSchema.ofPrivate(6);
        case ANCHOR -> ConfigurationSchema.ofAnchor();
        case MONITORING, NEXTUPDATE, FETCHINTERVAL ->
            ConfigurationSchema.ofPart(name().toLowerCase(Locale.ROOT) + "-params.xml");
      };
    }
  }

  /** An element taken away, added, of another type or name, or at another place. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "SHARED | <instanceIdentifier>DEV</instanceIdentifier> | ~~",
        "SHARED | <source> | <source><address>twice</address>",
        "SHARED | <address>cs.example</address> | ~~",
        "SHARED | <approvedCA> | <approvedTSA/><approvedCA>",
        "SHARED | <authenticationOnly>true< | <authenticationOnly>yes<",
        "SHARED | <defaultCsrFormat>DER< | <defaultCsrFormat>DR<",
        "SHARED | <costType>FREE< | <costType>free<",
        "SHARED | <ocspFreshnessSeconds>3600< | <ocspFreshnessSeconds>1h<",
        "SHARED | <owner>id0< | <owner>nobody<",
        "SHARED | <member id= | <member ids=",
        "SHARED | <member id=`id2` | <member id=`id0`",
        "SHARED | <serverCode>SS1</serverCode> | <code>SS1</code>",
        "SHARED | <groupCode> | <groupMember/><groupCode>",
        "SHARED | </cert> | =</cert>",
        "PRIVATE | <instanceIdentifier>DEV</instanceIdentifier> | ~~",
        "PRIVATE | <managementService> | <managementService/><managementService>",
        "PRIVATE | <timeStampingIntervalSeconds>60< | <timeStampingIntervalSeconds>1.5<",
        "PRIVATE | </authCertRegServiceAddress> | </authCertRegServiceAddress><more/>",
        "ANCHOR | <source> | <instanceIdentifier>DEV</instanceIdentifier><source>",
        "ANCHOR | <generatedAt>2026-11-21T | <generatedAt>2026-11-21 ",
        "ANCHOR | downloadURL> | downloadURI>",
        "ANCHOR | verificationCert> | certificate>",
        "MONITORING | objectType='MEMBER' | objectType='CLIENT'",
        "MONITORING | <i:memberCode>1</i:memberCode> | ~~",
        "MONITORING | i:memberClass> | memberClass>",
        "MONITORING | <monitoringClientId i | <monitoringClientId/><monitoringClientId i",
        "NEXTUPDATE | >true< | >maybe<",
        "NEXTUPDATE | verifyNextUpdate> | verify>",
        "NEXTUPDATE | </x:conf> | <more/></x:conf>",
        "FETCHINTERVAL | >1200< | >20m<",
        "FETCHINTERVAL | >1200< | >3000000000<",
        "FETCHINTERVAL | x:conf | x:configuration"
      })
  void theSchemaSeesWhatIsWrong(File file, String right, String wrong) throws IOException {
    assertEquals(Optional.empty(), file.schema().judge(file.content()));
    String text = new String(file.content(), UTF_8);
    String broken = text.replace(right.replace('`', '"'), wrong.replace('`', '"'));
    assertNotEquals(text, broken);
    assertTrue(file.schema().judge(broken.getBytes(UTF_8)).isPresent());
  }

  /** Row A04: the schema of version 2 has the anchor, the one of version 3 has not. */
  @Test
  void anAnchorFollowsTheSchemaOfVersion2Only() throws IOException {
    assertEquals(Optional.empty(), ConfigurationSchema.ofAnchor().judge(ANCHOR.toXml()));
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
      assertEquals(Optional.empty(), ConfigurationSchema.ofAnchor().judge(xml), file);
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
