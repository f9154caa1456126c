// SPDX-License-Identifier: MIT
package org.postroad.protocol.container;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.postroad.protocol.algorithm.SignatureAlgorithm;
import org.postroad.protocol.certificate.Trust;
import org.postroad.protocol.container.Coverage.Protection;
import org.postroad.protocol.container.Finding.Outcome;
import org.postroad.protocol.container.VerificationReport.Verdict;
import org.postroad.protocol.fault.FaultCode;
import org.postroad.protocol.identifier.MemberId;
import org.postroad.protocol.signature.MessageSignature;
import org.postroad.testing.TestAuthority;
import org.postroad.testing.TestContainers;
import org.postroad.testing.TestKey;

class ContainerVerifierTest {
  private static final TestAuthority AUTHORITY = TestAuthority.create();
  private static final TestContainers CONTAINERS = new TestContainers(AUTHORITY);

  private static VerificationReport verify(ContainerContent content) {
    return verify(content, AUTHORITY.trust());
  }

  private static VerificationReport verify(ContainerContent content, Trust trust) {
    return new ContainerVerifier(trust, ContainerForm.OWN, ContainerLimits.DEFAULT)
        .verify(ContainerWriter.toByteArray(content));
  }

  private static Finding finding(VerificationReport report, Check check) {
    return report.findings().stream()
        .filter(finding -> finding.check() == check)
        .findFirst()
        .orElseThrow();
  }

  private static void assertFails(VerificationReport report, Check check, FaultCode code) {
    assertEquals(Verdict.INVALID, report.verdict());
    assertEquals(Outcome.FAIL, finding(report, check).outcome(), report.findings().toString());
    assertEquals(code, finding(report, check).code().getLast());
  }

  @Test
  void everyKindOfOwnContainerIsValid() {
    List<ContainerContent> all = new ArrayList<>();
    all.add(CONTAINERS.single(TestContainers.rest("")));
    all.add(CONTAINERS.single(TestContainers.rest("{\"a\":1}")));
    all.add(CONTAINERS.single(TestContainers.soap("id-1")));
    all.add(CONTAINERS.single(TestContainers.soap("id-2", "one", "two")));
    List<TestContainers.Sent> several =
        List.of(
            TestContainers.soap("id-3"),
            TestContainers.rest("{}"),
            TestContainers.soap("id-4", "one"));
    all.addAll(CONTAINERS.batch(several));
    all.addAll(CONTAINERS.stampedTogether(several));
    for (ContainerContent content : all) {
      VerificationReport report = verify(content);
      assertEquals(Verdict.VALID, report.verdict(), report.findings().toString());
      assertEquals(
          Optional.of(TestContainers.MEMBER),
          report.signer().flatMap(VerificationReport.Signer::member));
      assertEquals(TestContainers.STAMPED, report.timestamp().orElseThrow().time());
    }
  }

  /** As a server makes them that is set to another digest (D-009). */
  @ParameterizedTest
  @EnumSource(names = {"ECDSA_SHA256", "ECDSA_SHA384"})
  void containersWithOtherDigestsAreValid(SignatureAlgorithm algorithm) {
    TestKey key = AUTHORITY.signing(TestContainers.MEMBER);
    TestContainers others = new TestContainers(AUTHORITY, key, key.signer(algorithm));
    List<ContainerContent> all = new ArrayList<>();
    all.add(others.single(TestContainers.rest("")));
    all.add(others.single(TestContainers.rest("body")));
    all.addAll(
        others.batch(List.of(TestContainers.soap("id-1", "one"), TestContainers.rest("body"))));
    for (ContainerContent content : all) {
      VerificationReport report = verify(content);
      assertEquals(Verdict.VALID, report.verdict(), report.findings().toString());
    }
    ContainerContent one = others.single(TestContainers.rest("body"));
    ContainerContent changed =
        new ContainerContent(
            one.message(),
            one.signature(),
            one.timestamp(),
            others.single(TestContainers.rest("other")).attachments(),
            one.time());
    assertEquals(Verdict.INVALID, verify(changed).verdict());
  }

  @Test
  void tellsWhoSentWhatToWhom() {
    VerificationReport report = verify(CONTAINERS.single(TestContainers.soap("id-1")));
    VerificationReport.SignedMessage message = report.message().orElseThrow();
    assertFalse(message.response());
    assertEquals("SOAP 4.0", message.protocol());
    assertEquals("id-1", message.queryId());
    assertEquals("TEST/GOV/1234/Client", message.client().toString());
    assertEquals("TEST/GOV/99/Service/getState", message.service().toString());
    assertEquals(message.client(), message.sender());
    assertEquals(TestAuthority.NOW, report.signer().orElseThrow().claimedTime());
  }

  @Test
  void saysOfEveryFileWhatProtectsIt() {
    List<TestContainers.Sent> sent =
        List.of(TestContainers.rest("one"), TestContainers.rest("two"));
    VerificationReport report = verify(CONTAINERS.batch(sent).getFirst());
    assertEquals(
        Map.ofEntries(
            Map.entry("mimetype", Protection.NONE),
            Map.entry("message.xml", Protection.SIGNATURE),
            Map.entry("META-INF/signatures.xml", Protection.TIMESTAMP),
            Map.entry("sig-hashchainresult.xml", Protection.SIGNATURE),
            Map.entry("sig-hashchain.xml", Protection.SIGNATURE),
            Map.entry("ts-hashchainresult.xml", Protection.TIMESTAMP),
            Map.entry("ts-hashchain.xml", Protection.TIMESTAMP),
            Map.entry("META-INF/manifest.xml", Protection.NONE),
            Map.entry("META-INF/ASiCManifest.xml", Protection.NONE),
            Map.entry("META-INF/timestamp.tst", Protection.TIMESTAMP),
            Map.entry("attachment1", Protection.SIGNATURE)),
        report.entries().stream()
            .collect(java.util.stream.Collectors.toMap(Coverage::entry, Coverage::protection)));
    assertEquals(Outcome.PASS, finding(report, Check.UNPROTECTED).outcome());
  }

  @Test
  void changedMessageFailsTheSignatureAndSparesTheRest() {
    ContainerContent content = CONTAINERS.single(TestContainers.soap("id-1"));
    VerificationReport report =
        verify(
            new ContainerContent(
                TestContainers.soap("id-2").message(),
                content.signature(),
                content.timestamp(),
                content.attachments(),
                content.time()));
    assertFails(report, Check.SIGNATURE, FaultCode.INVALID_SIGNATURE_VALUE);
    assertEquals(Outcome.PASS, finding(report, Check.MESSAGE).outcome());
    for (Check check : List.of(Check.TIMESTAMP, Check.SIGNER, Check.CHAIN, Check.OCSP)) {
      assertEquals(Outcome.NOT_CHECKED, finding(report, check).outcome(), check.label());
    }
    assertTrue(report.entries().stream().allMatch(e -> e.protection() == Protection.NONE));
  }

  @Test
  void changedAttachmentFails() {
    ContainerContent content = CONTAINERS.single(TestContainers.rest("body"));
    VerificationReport report =
        verify(withAttachments(content, List.of(new Attachment(1, new byte[] {1}))));
    assertFails(report, Check.SIGNATURE, FaultCode.INVALID_HASH_CHAIN_REF);
  }

  @Test
  void furtherAttachmentFails() {
    ContainerContent content = CONTAINERS.single(TestContainers.rest("body"));
    List<Attachment> more =
        List.of(content.attachments().getFirst(), new Attachment(2, new byte[] {1}));
    assertFails(
        verify(withAttachments(content, more)),
        Check.SIGNATURE,
        FaultCode.HASH_CHAIN_UNUSED_INPUTS);
  }

  @Test
  void attachmentsLeftOutAreNamedWithTheirDigests() {
    ContainerContent content = CONTAINERS.single(TestContainers.soap("id", "one", "two"));
    VerificationReport report = verify(withAttachments(content, List.of()));
    assertEquals(Verdict.VALID, report.verdict());
    List<Finding> absent =
        report.findings().stream().filter(f -> f.check() == Check.ABSENT_PART).toList();
    assertEquals(2, absent.size());
    assertTrue(absent.getLast().text().startsWith("/attachment2 is signed as SHA-512:"));
  }

  @Test
  void someAttachmentsLeftOutFail() {
    ContainerContent content = CONTAINERS.single(TestContainers.soap("id", "one", "two"));
    assertFails(
        verify(withAttachments(content, content.attachments().subList(0, 1))),
        Check.SIGNATURE,
        FaultCode.INVALID_HASH_CHAIN_REF);
  }

  @Test
  void containerWithoutTimestampIsNotValid() {
    VerificationReport report = verify(CONTAINERS.unstamped(TestContainers.soap("id-1")));
    assertFails(report, Check.TIMESTAMP, FaultCode.ASIC_TIMESTAMP_NOT_FOUND);
    assertEquals(Outcome.PASS, finding(report, Check.SIGNATURE).outcome());
    assertEquals(Outcome.PASS, finding(report, Check.SIGNER).outcome());
    assertEquals(Outcome.NOT_CHECKED, finding(report, Check.OCSP).outcome());
  }

  @Test
  void timestampOfAnotherContainerFails() {
    ContainerContent first = CONTAINERS.single(TestContainers.soap("id-1"));
    List<ContainerContent> others =
        CONTAINERS.stampedTogether(
            List.of(TestContainers.soap("id-2"), TestContainers.soap("id-3")));
    VerificationReport report =
        verify(
            new ContainerContent(
                first.message(),
                first.signature(),
                others.getFirst().timestamp(),
                List.of(),
                first.time()));
    assertEquals(Outcome.FAIL, finding(report, Check.TIMESTAMP).outcome());
    VerificationReport swapped =
        verify(
            new ContainerContent(
                others.get(1).message(),
                others.get(1).signature(),
                others.getFirst().timestamp(),
                List.of(),
                first.time()));
    assertFails(swapped, Check.TIMESTAMP, FaultCode.INVALID_HASH_CHAIN_REF);
  }

  @Test
  void timestampOfAnUnknownAuthorityFails() {
    TestAuthority other = TestAuthority.create("Other");
    Trust mixed =
        new Trust(
            Map.of(TestAuthority.TEST_INSTANCE, List.of(AUTHORITY.approved())),
            Duration.ofHours(1),
            true,
            List.of(other.timestampAuthority()));
    VerificationReport report = verify(CONTAINERS.single(TestContainers.soap("id")), mixed);
    assertFails(report, Check.TIMESTAMP_AUTHORITY, FaultCode.TIMESTAMPING_FAILED);
    assertEquals(Outcome.PASS, finding(report, Check.TIMESTAMP).outcome());
  }

  @Test
  void certificateOfAnotherMemberFails() {
    MemberId other = new MemberId(TestAuthority.TEST_INSTANCE, "GOV", "4321");
    VerificationReport report =
        verify(signedWith(AUTHORITY.signing(other)).single(TestContainers.soap("id")));
    assertFails(report, Check.SIGNER, FaultCode.INCORRECT_CERTIFICATE);
    assertTrue(report.signer().orElseThrow().member().isEmpty());
    assertEquals(Outcome.PASS, finding(report, Check.CHAIN).outcome());
  }

  @Test
  void authenticationCertificateFails() {
    VerificationReport report =
        verify(
            signedWith(AUTHORITY.authentication(TestContainers.MEMBER))
                .single(TestContainers.soap("id")));
    assertFails(report, Check.SIGNER, FaultCode.MALFORMED_SIGNATURE);
  }

  @Test
  void certificateOfAnUnknownAuthorityFails() {
    TestAuthority other = TestAuthority.create("Other");
    VerificationReport report =
        verify(signedWith(other.signing(TestContainers.MEMBER)).single(TestContainers.soap("id")));
    assertFails(report, Check.SIGNER, FaultCode.CERT_VALIDATION);
    assertEquals(Outcome.FAIL, finding(report, Check.CHAIN).outcome());
  }

  @Test
  void ocspResponseMustBeFreshAtTheTimeOfTheTimestamp() {
    TestKey key = AUTHORITY.signing(TestContainers.MEMBER);
    Duration freshness = Duration.ofHours(1);
    for (int seconds : new int[] {-1, 1}) {
      var time = TestContainers.STAMPED.minus(freshness).plusSeconds(seconds);
      VerificationReport report =
          verify(new TestContainers(AUTHORITY, key, time).single(TestContainers.soap("id")));
      assertEquals(seconds > 0, report.valid(), seconds + " " + report.findings());
      if (seconds < 0) {
        assertEquals(Outcome.FAIL, finding(report, Check.OCSP).outcome());
      }
    }
  }

  @Test
  void unknownInstanceLeavesTheVerdictOpen() {
    VerificationReport report =
        verify(
            CONTAINERS.single(TestContainers.soap("id")),
            TestAuthority.create("Other").trust("OTHER", AUTHORITY.approved()));
    assertEquals(Verdict.UNDECIDED, report.verdict());
    assertFalse(report.valid());
    assertEquals(Outcome.NOT_CHECKED, finding(report, Check.SIGNER).outcome());
  }

  @Test
  void fileThatNothingProtectsIsNamed() {
    ContainerContent content = CONTAINERS.single(TestContainers.soap("id"));
    ForgedZip zip = new ForgedZip();
    ZipReader.files(ContainerWriter.toByteArray(content), ContainerLimits.DEFAULT)
        .forEach(zip::stored);
    zip.stored("note.txt", Fixtures.ascii("trust me"));

    VerificationReport report = any(zip.bytes());
    assertEquals(Verdict.VALID, report.verdict());
    assertEquals("nothing protects note.txt", finding(report, Check.UNPROTECTED).text());
    assertEquals(
        Verdict.INVALID,
        new ContainerVerifier(AUTHORITY.trust(), ContainerForm.OWN, ContainerLimits.DEFAULT)
            .verify(zip.bytes())
            .verdict());
  }

  @Test
  void chainThatNobodySignedFails() {
    ContainerContent direct = CONTAINERS.single(TestContainers.soap("id"));
    ContainerContent batch = CONTAINERS.single(TestContainers.soap("id", "one"));
    VerificationReport report =
        verify(
            new ContainerContent(
                direct.message(),
                new MessageSignature(direct.signature().document(), batch.signature().hashChain()),
                Optional.empty(),
                List.of(),
                direct.time()));
    assertFails(report, Check.SIGNATURE, FaultCode.MALFORMED_SIGNATURE);
  }

  @Test
  void manifestThatNamesAnotherDigestFails() {
    ContainerContent content =
        CONTAINERS
            .stampedTogether(List.of(TestContainers.soap("id-1"), TestContainers.soap("id-2")))
            .getFirst();
    ForgedZip zip = new ForgedZip();
    ZipReader.files(ContainerWriter.toByteArray(content), ContainerLimits.DEFAULT)
        .forEach((name, bytes) ->
            zip.stored(
                name,
                name.equals("META-INF/ASiCManifest.xml") ? Fixtures.ascii("<manifest/>") : bytes));
    assertFails(any(zip.bytes()), Check.MANIFEST, FaultCode.INVALID_REFERENCE);
  }

  @Test
  void noContainerIsNotValid() {
    VerificationReport report = any(Fixtures.ascii("no container"));
    assertFails(report, Check.CONTAINER, FaultCode.ASIC_MIME_TYPE_NOT_FOUND);
    assertEquals(1, report.findings().size());
  }

  private static VerificationReport any(byte[] file) {
    return new ContainerVerifier(AUTHORITY.trust(), ContainerForm.ANY, ContainerLimits.DEFAULT)
        .verify(file);
  }

  private static TestContainers signedWith(TestKey key) {
    return new TestContainers(AUTHORITY, key, TestAuthority.NOW);
  }

  private static ContainerContent withAttachments(
      ContainerContent content, List<Attachment> attachments) {
    return new ContainerContent(
        content.message(), content.signature(), content.timestamp(), attachments, content.time());
  }
}
