// SPDX-License-Identifier: MIT

package org.postroad.protocol.certificate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.security.cert.X509Certificate;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERBMPString;
import org.bouncycastle.asn1.DERIA5String;
import org.bouncycastle.asn1.DERPrintableString;
import org.bouncycastle.asn1.DERT61String;
import org.bouncycastle.asn1.DERUTF8String;
import org.bouncycastle.asn1.DERUniversalString;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.postroad.protocol.fault.FaultCode;
import org.postroad.protocol.identifier.MemberId;
import org.postroad.protocol.identifier.SecurityServerId;
import org.postroad.testing.ReferenceVectors;
import org.postroad.testing.TestCertificate;

class CertificateProfileTest {
  private static final MemberId MEMBER = new MemberId("INST", "GOV", "1234");
  private static final SecurityServerId SERVER =
      new SecurityServerId(new MemberId("INST", "COM", "99"), "SS1");

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "Basic; CN=Org, O=Org, 2.5.4.15=GOV, C=EE, serialNumber=1234; CTX/GOV/1234",
        "BasicACME; C=EE, O=Org, 2.5.4.15=COM, serialNumber=77, CN=Org; CTX/COM/77",
        "Ejbca; C=INST, O=GOV, CN=1234; INST/GOV/1234",
        "FiVRK; C=FI, O=Org, serialNumber=INST/SS1/GOV, CN=1234; INST/GOV/1234",
        "FiVRK; C=FI, O=INST, OU=GOV, CN=1234; INST/GOV/1234",
        "FiVRK; C=INST, O=GOV, CN=1234; INST/GOV/1234",
        "Is; C=IS, O=INST, OU=GOV, CN=1234, serialNumber=INST/COM/99/SS1; INST/GOV/1234",
        "Is; C=INST, O=GOV, CN=1234; INST/GOV/1234",
        "Fo; C=FO, O=INST, OU=GOV, CN=1234, serialNumber=INST/COM/99/SS1; INST/GOV/1234",
        "SkKlass3; 2.5.4.97=NTREE-10000001, CN=Org; CTX/COM/10000001",
        "SkKlass3; 2.5.4.97=GO:EE-70000001, CN=Org, serialNumber=10000001; CTX/GOV/70000001",
        "SkKlass3; 2.5.4.97=NP:EE-80000001, CN=Org; CTX/NGO/80000001",
        "SkKlass3; 2.5.4.97=VATFI-123, CN=Org; CTX/NEE/VATFI-123",
        "SkKlass3; serialNumber=10000001, CN=Org; CTX/COM/10000001",
        "SkKlass3; serialNumber=60000001, CN=Org; CTX/COM/60000001",
        "SkKlass3; serialNumber=70000001, CN=Org; CTX/GOV/70000001",
        "SkKlass3; serialNumber=80000001, CN=Org; CTX/NGO/80000001",
        "SkKlass3; serialNumber=90000001, CN=Org; CTX/NGO/90000001",
        "SkEsteId; serialNumber=38001010001, CN=Person; CTX/PERSON/38001010001",
      })
  void readsTheMemberFromTheSubject(String profile, String subject, String member) {
    assertEquals(member, profile(profile).memberOf(certificate(subject), "CTX").toString());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "Basic; CN=Org, O=Org, serialNumber=1234; BusinessCategory is missing",
        "Basic; 2.5.4.15=GOV, CN=Org; is missing",
        "Ejbca; C=INST, O=GOV; CN is missing",
        "FiVRK; C=SE, O=Org, serialNumber=INST/SS1/GOV, CN=1234; C is SE, expected FI",
        "FiVRK; C=FI, serialNumber=INST/SS1/GOV, CN=1234; O is missing",
        "FiVRK; C=FI, O=Org, serialNumber=INST/GOV, CN=1234; is not instance/server/class",
        "FiVRK; C=FI, O=Org, serialNumber=INST/SS1/GOV/, CN=1234; is not instance/server/class",
        "FiVRK; C=FI, O=Org, serialNumber=//, CN=1234; is not instance/server/class",
        "Is; C=IS, O=INST, OU=GOV, CN=1234; is missing",
        "Is; C=FO, O=INST, OU=GOV, CN=1, serialNumber=a; expected IS",
        "Fo; C=INST, O=GOV, CN=1234; expected FO",
        "SkKlass3; serialNumber=1000000, CN=Org; eight digits",
        "SkKlass3; serialNumber=1000000x, CN=Org; eight digits",
        "SkKlass3; serialNumber=00000001, CN=Org; starts with 0",
        "SkKlass3; CN=Org; is missing",
        "Ejbca; C=INST, O=GOV, CN=1234, CN=4321; more than once",
        "Ejbca; C=INST, O=GOV, CN=1234+OU=x; multi-valued",
        "Ejbca; C=INST, O=GOV, O=COM, CN=1234; more than once",
      })
  void refusesSubjectsThatDoNotNameOneMember(String profile, String subject, String text) {
    Refused.with(
        FaultCode.INCORRECT_CERTIFICATE,
        text,
        () -> profile(profile).memberOf(certificate(subject), "CTX"));
  }

  @Test
  void attributesNotAskedForMayRepeat() {
    assertEquals(
        "INST/GOV/1234",
        profile("Ejbca")
            .memberOf(certificate("C=INST, O=GOV, OU=a, OU=b, CN=1234"), "CTX")
            .toString());
  }

  @Test
  void commonNameMustBeInAnUnambiguousStringType() {
    assertEquals("1234", code(new DERUTF8String("1234")));
    assertEquals("1234", code(new DERPrintableString("1234")));
    assertEquals("1234", code(new DERIA5String("1234")));
    // Cyrillic letters stay what they are: another code, not the Latin look-alike.
    assertEquals("\u0410\u0412", code(new DERUTF8String("\u0410\u0412")));
    refusesCode(new DERBMPString("1234"));
    refusesCode(new DERT61String("1234"));
    refusesCode(new DERUniversalString(new byte[] {0, 0, 0, 0x31}));
    refusesCode(new DERUTF8String("1234\0.evil"));
    refusesCode(new DERUTF8String("12\u008534"));
    refusesCode(new DERUTF8String(""));
  }

  @Test
  void anUnknownProfileIsKeptAndRefusesWhenUsed() {
    var profile = CertificateProfile.named("org.example.OtherProfile");
    assertEquals("org.example.OtherProfile", profile.className());
    Refused.with(
        FaultCode.MALFORMED_GLOBAL_CONF,
        "org.example.OtherProfile",
        () -> profile.memberOf(certificate("CN=1"), "CTX"));
    Refused.with(
        FaultCode.MALFORMED_GLOBAL_CONF, "", () -> profile.signingSubject(SERVER, MEMBER, "Org"));
  }

  @ParameterizedTest
  @EnumSource
  void whatIsAskedForIsReadBack(StandardProfile profile) {
    var member =
        switch (profile) {
          case SK_KLASS3 -> new MemberId("INST", "GOV", "70000001");
          case SK_ESTEID -> new MemberId("INST", "PERSON", "38001010001");
          default -> MEMBER;
        };
    var subject = profile.signingSubject(SERVER, member, "Smith, Jones + Co").distinguishedName();
    assertEquals(member, profile.memberOf(certificate(subject), "INST"), subject);
    assertEquals(profile, CertificateProfile.named(profile.className()));
  }

  @Test
  void subjectsFollowTheProfile() {
    assertEquals(
        "C=FI, O=Smith\\, Jones, serialNumber=INST/SS1/GOV, CN=1234",
        profile("FiVRK").signingSubject(SERVER, MEMBER, "Smith, Jones").distinguishedName());
    var server = profile("FiVRK").authenticationSubject(SERVER, "Owner", "ss1.example");
    assertEquals(
        "C=FI, O=Owner, serialNumber=INST/SS1/COM, CN=ss1.example", server.distinguishedName());
    assertEquals(Optional.of("ss1.example"), server.subjectAlternativeName());
    assertEquals(
        "C=FO, O=INST, CN=INST/COM/99/SS1",
        profile("Fo").authenticationSubject(SERVER, "Owner", "a").distinguishedName());
    assertEquals(
        "CN=ss1, serialNumber=99, C=EE, O=Owner",
        profile("Basic")
            .authenticationSubject(SERVER, "Owner", "ss1")
            .with("C", "EE")
            .distinguishedName());
  }

  @Test
  void fieldsOfTheProfileCannotBeChanged() {
    var subject = profile("FiVRK").signingSubject(SERVER, MEMBER, "Org");
    assertEquals(
        "C=FI, O=Other, serialNumber=INST/SS1/GOV, CN=1234",
        subject.with("O", "Other").distinguishedName());
    assertThrows(IllegalArgumentException.class, () -> subject.with("CN", "666"));
    assertThrows(IllegalArgumentException.class, () -> subject.with("L", "Town"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {"' lead'", "'trail '", "#hash", "a\"b", "a\\b", "a<b>c", "a;b=c+d"})
  void anyNameSurvivesTheSubjectText(String name) {
    var subject = profile("FiVRK").signingSubject(SERVER, MEMBER, name).distinguishedName();
    var organization = new X500Name(subject).getRDNs(BCStyle.O);
    assertEquals(name.strip(), organization[0].getFirst().getValue().toString().strip(), subject);
    assertEquals(4, new X500Name(subject).getRDNs().length);
  }

  @Tag(ReferenceVectors.TAG)
  @Test
  void readsTheMembersOfTheRecordedPeers() throws IOException {
    var folder = ReferenceVectors.path("live/certificates");
    var profile = profile("FiVRK");
    var first = Certificates.parse(Files.readAllBytes(folder.resolve("SS1-sign.crt.pem")));
    var second = Certificates.parse(Files.readAllBytes(folder.resolve("SS2-sign.crt.pem")));
    assertEquals("DEV/COM/1234", profile.memberOf(first, "DEV").toString());
    assertEquals("DEV/COM/4321", profile.memberOf(second, "DEV").toString());
  }

  private static CertificateProfile profile(String name) {
    return CertificateProfile.named(
        "ee.ria.xroad.common.certificateprofile.impl." + name + "CertificateProfileInfoProvider");
  }

  private static X509Certificate certificate(String subject) {
    return TestCertificate.subject(subject).selfSigned().certificate();
  }

  private static String code(ASN1Encodable commonName) {
    var name =
        new X500NameBuilder()
            .addRDN(BCStyle.C, new DERPrintableString("INST"))
            .addRDN(BCStyle.O, new DERUTF8String("GOV"))
            .addRDN(new ASN1ObjectIdentifier("2.5.4.3"), commonName)
            .build();
    var certificate = TestCertificate.subject("CN=x").subject(name).selfSigned().certificate();
    return profile("Ejbca").memberOf(certificate, "CTX").memberCode();
  }

  private static void refusesCode(ASN1Encodable commonName) {
    Refused.with(FaultCode.INCORRECT_CERTIFICATE, "CN is", () -> code(commonName));
  }
}
