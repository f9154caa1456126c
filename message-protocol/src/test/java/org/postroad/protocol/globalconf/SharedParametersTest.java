// SPDX-License-Identifier: MIT

package org.postroad.protocol.globalconf;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.postroad.protocol.globalconf.Fixtures.EC;
import static org.postroad.protocol.globalconf.Fixtures.OTHER_RSA;
import static org.postroad.protocol.globalconf.Fixtures.RSA;
import static org.postroad.protocol.globalconf.Fixtures.assertFault;

import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.postroad.protocol.algorithm.DigestAlgorithm;
import org.postroad.protocol.certificate.Certificates;
import org.postroad.protocol.fault.FaultCode;
import org.postroad.protocol.globalconf.CertificationService.AcmeServer;
import org.postroad.protocol.globalconf.CertificationService.Authority;
import org.postroad.protocol.globalconf.CertificationService.OcspService;
import org.postroad.protocol.globalconf.CertificationService.RequestFormat;
import org.postroad.protocol.globalconf.SharedParameters.CostType;
import org.postroad.protocol.globalconf.SharedParameters.GlobalGroup;
import org.postroad.protocol.globalconf.SharedParameters.Maintenance;
import org.postroad.protocol.globalconf.SharedParameters.Member;
import org.postroad.protocol.globalconf.SharedParameters.MemberClass;
import org.postroad.protocol.globalconf.SharedParameters.Server;
import org.postroad.protocol.globalconf.SharedParameters.Source;
import org.postroad.protocol.globalconf.SharedParameters.Subsystem;
import org.postroad.protocol.globalconf.SharedParameters.TimestampingService;
import org.postroad.protocol.identifier.GlobalGroupId;
import org.postroad.protocol.identifier.MemberId;
import org.postroad.protocol.identifier.SecurityServerId;
import org.postroad.protocol.identifier.SubsystemId;

class SharedParametersTest {
  static final MemberId MEMBER = new MemberId("DEV", "GOV", "1234");
  static final MemberId OTHER = new MemberId("DEV", "COM", "<4&3>");
  static final SubsystemId SUBSYSTEM = new SubsystemId(MEMBER, "People");
  static final SubsystemId OTHER_SUBSYSTEM = new SubsystemId(OTHER, "Shop");

  /** Uses every element there is. */
  static SharedParameters everything() {
    return new SharedParameters(
        "DEV",
        List.of(
            new Source(
                "cs.example",
                List.of(RSA.certificate(), EC.certificate()),
                List.of(OTHER_RSA.certificate()))),
        List.of(
            new CertificationService(
                "Authority \"A\" & sons",
                true,
                new Authority(
                    RSA.certificate(),
                    List.of(
                        new OcspService(
                            "http://ocsp.example",
                            Optional.of(EC.certificate()),
                            Optional.of(CostType.FREE)),
                        new OcspService(
                            "http://ocsp2.example", Optional.empty(), Optional.empty()))),
                List.of(new Authority(OTHER_RSA.certificate(), List.of())),
                "ee.ria.xroad.common.certificateprofile.impl.FiVRKCertificateProfileInfoProvider",
                Optional.of(RequestFormat.DER),
                Optional.of(
                    new AcmeServer(
                        "http://acme.example",
                        Optional.of("192.0.2.1"),
                        Optional.of("5"),
                        Optional.of("6"))))),
        List.of(
            new TimestampingService(
                "Clock", "http://tsa.example", EC.certificate(), Optional.of(CostType.PAID))),
        List.of(
            new Member(
                MEMBER,
                "Government",
                "Registry of people",
                List.of(new Subsystem(SUBSYSTEM, Optional.of("People – inimesed")))),
            new Member(
                OTHER,
                "Commerce",
                "Shop",
                List.of(new Subsystem(OTHER_SUBSYSTEM, Optional.empty())))),
        List.of(
            new Server(
                new SecurityServerId(MEMBER, "SS1"),
                Optional.of("ss1.example"),
                List.of(
                    Certificates.digest(RSA.certificate(), DigestAlgorithm.SHA1),
                    Certificates.sha256(RSA.certificate())),
                List.of(SUBSYSTEM, OTHER),
                Optional.of(new Maintenance(Optional.of("Back at 8")))),
            new Server(
                new SecurityServerId(OTHER, "SS2"),
                Optional.empty(),
                List.of(),
                List.of(OTHER_SUBSYSTEM),
                Optional.of(new Maintenance(Optional.empty())))),
        List.of(
            new GlobalGroup(
                new GlobalGroupId("DEV", "security-server-owners"),
                "Security server owners",
                List.of(MEMBER, new SubsystemId(new MemberId("EE", "GOV", "1"), "S")))),
        List.of(new MemberClass("GOV", "Government"), new MemberClass("COM", "Commerce")),
        Duration.ofHours(1));
  }

  private static String text(int version) {
    return new String(everything().toXml(version), UTF_8);
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 4, 5, 6})
  void readsBackWhatTheVersionCanSay(int version) {
    SharedParameters read = SharedParameters.parse(everything().toXml(version), version);
    assertEquals(everything().reducedTo(version), read);
    assertEquals(text(version), new String(read.toXml(version), UTF_8));
  }

  /** Row A88: the first version of each element. */
  @ParameterizedTest
  @CsvSource({
    "source, 3",
    "acmeServer, 3",
    "ipAddress, 3",
    "authenticationCertificateProfileId, 4",
    "signingCertificateProfileId, 4",
    "subsystemName, 5",
    "inMaintenanceMode, 5",
    "costType, 6",
    "defaultCsrFormat, 6",
    "certificateProfileInfo, 2",
    "globalSettings, 2"
  })
  void anElementAppearsWithItsVersion(String element, int first) {
    for (int version = 2; version <= 6; version++) {
      boolean present = text(version).contains("<" + element + ">");
      assertEquals(version >= first, present, "version " + version);
    }
  }

  @Test
  void theOrderIsThatOfTheSchema() {
    assertInOrder(
        text(6),
        "<instanceIdentifier>",
        "<source>",
        "<internalVerificationCert>",
        "<externalVerificationCert>",
        "<approvedCA>",
        "<authenticationOnly>true",
        "<topCA>",
        "<ocsp>",
        "<url>",
        "<cert>",
        "<costType>",
        "<intermediateCA>",
        "<certificateProfileInfo>",
        "<defaultCsrFormat>DER",
        "<acmeServer>",
        "<directoryURL>",
        "<ipAddress>",
        "<authenticationCertificateProfileId>",
        "<signingCertificateProfileId>",
        "<approvedTSA>",
        "<member id=\"id0\">",
        "<memberClass>",
        "<memberCode>",
        "<name>",
        "<subsystem id=\"id1\">",
        "<subsystemCode>",
        "<subsystemName>",
        "<member id=\"id2\">",
        "<subsystem id=\"id3\">",
        "<securityServer>",
        "<owner>id0</owner>",
        "<serverCode>",
        "<address>",
        "<authCertHash>",
        "<client>id1</client>",
        "<client>id2</client>",
        "<inMaintenanceMode>",
        "<message>",
        "<globalGroup>",
        "<groupMember ns2:objectType=\"MEMBER\">",
        "<ns2:xRoadInstance>",
        "<globalSettings>",
        "<memberClass>",
        "<ocspFreshnessSeconds>3600<");
  }

  private static void assertInOrder(String text, String... pieces) {
    int from = 0;
    for (String piece : pieces) {
      int found = text.indexOf(piece, from);
      assertTrue(found >= 0, piece + " after " + text.substring(Math.max(0, from - 60), from));
      from = found + piece.length();
    }
  }

  @Test
  void certificateHashesAreSha1InVersion2AndSha256Later() {
    String sha1 = Certificates.digest(RSA.certificate(), DigestAlgorithm.SHA1).base64();
    String sha256 = Certificates.sha256(RSA.certificate()).base64();
    assertTrue(text(2).contains(sha1));
    assertFalse(text(2).contains(sha256));
    assertFalse(text(3).contains(sha1));
    assertTrue(text(3).contains(sha256));
    assertEquals(
        DigestAlgorithm.SHA1,
        SharedParameters.parse(everything().toXml(2), 2)
            .servers()
            .getFirst()
            .authenticationCertificates()
            .getFirst()
            .algorithm());
  }

  @Test
  void aHashThatCannotBeOfTheVersionNeverMatches() {
    assertEquals(
        List.of(),
        SharedParameters.parse(everything().toXml(6), 2)
            .servers()
            .getFirst()
            .authenticationCertificates());
  }

  @Test
  void prefixesUnknownElementsAndPemAreRead() {
    String pem =
        Base64.getMimeEncoder().encodeToString(Certificates.pem(EC.certificate()).getBytes(UTF_8));
    String der = Base64.getEncoder().encodeToString(Certificates.encoded(EC.certificate()));
    String foreign =
        text(6)
            .replace("ns2:", "identifier:")
            .replace(":ns2", ":identifier")
            .replace("<cert>" + der, "<cert>\n  " + pem)
            .replace("</ns3:conf>", "<later xmlns='urn:x'><cert/></later></ns3:conf>")
            .replace("<serverCode>", "<serverKind>new</serverKind><serverCode>");
    assertNotEquals(text(6), foreign);
    assertEquals(everything(), withoutSha1(SharedParameters.parse(foreign.getBytes(UTF_8), 6)));
  }

  /** Puts back the digests only version 2 carries. */
  private static SharedParameters withoutSha1(SharedParameters read) {
    SharedParameters whole = everything();
    assertEquals(whole.reducedTo(6).servers(), read.servers());
    return new SharedParameters(
        read.instance(),
        read.sources(),
        read.certificationServices(),
        read.timestampingServices(),
        read.members(),
        whole.servers(),
        read.globalGroups(),
        read.memberClasses(),
        read.ocspFreshness());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "<owner>id0</owner> | <owner>id1</owner>",
        "<owner>id0</owner> | <owner>id9</owner>",
        "<client>id1</client> | <client>nobody</client>",
        "<member id=\"id2\"> | <member id=\"id0\">",
        "<subsystem id=\"id1\"> | <subsystem>",
        "<ocspFreshnessSeconds>3600 | <ocspFreshnessSeconds>0",
        "<ocspFreshnessSeconds>3600 | <ocspFreshnessSeconds>-1",
        "<ocspFreshnessSeconds>3600 | <ocspFreshnessSeconds>99999999999",
        "<authenticationOnly>true | <authenticationOnly>yes",
        "<serverCode>SS1 | <serverCode>",
        "<serverCode>SS2 | <serverCode>SS2</serverCode><serverCode>SS3",
        "<memberCode>1234 | <memberCode><x>1234</x>",
        "<cert>MII | <cert>NII",
        "objectType=\"MEMBER\" | objectType=\"SERVICE\"",
        "<instanceIdentifier>DEV</instanceIdentifier> | <x/>",
        "xmlns:ns3=\"http://x-road.eu/xsd/xroad.xsd\" | xmlns:ns3=\"http://x-road.eu/xsd/other\"",
        "standalone=\"yes\"?> | standalone=\"yes\"?><!DOCTYPE x>"
      })
  void brokenFilesAreRefused(String original, String replacement) {
    String broken = text(6).replace(original, replacement);
    assertNotEquals(text(6), broken);
    assertFault(
        FaultCode.MALFORMED_GLOBAL_CONF, () -> SharedParameters.parse(broken.getBytes(UTF_8), 6));
  }

  @Test
  void onlyKnownVersionsAreWritten() {
    assertThrows(IllegalArgumentException.class, () -> everything().toXml(1));
    assertThrows(IllegalArgumentException.class, () -> everything().toXml(7));
  }
}
