// SPDX-License-Identifier: MIT
package org.postroad.protocol.container;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.postroad.protocol.algorithm.DigestAlgorithm;
import org.postroad.protocol.container.Finding.Outcome;
import org.postroad.protocol.container.VerificationReport.Verdict;
import org.postroad.protocol.message.MessageReader;
import org.postroad.testing.TestAuthority;
import org.postroad.testing.TestContainers;

/** Containers of a log that keeps metadata only (D-065). */
class LoggedWithoutBodyTest {
  private static final String WHY = "The message is metadata, logged without its body";

  private final TestAuthority authority = TestAuthority.create();
  private final TestContainers containers = new TestContainers(authority);

  private static ContainerContent withMessage(ContainerContent content, byte[] message) {
    return new ContainerContent(
        message, content.signature(), content.timestamp(), List.of(), content.time());
  }

  private Finding signature(ContainerContent content) {
    VerificationReport report =
        new ContainerVerifier(authority.trust(), ContainerForm.OWN, ContainerLimits.DEFAULT)
            .verify(ContainerWriter.toByteArray(content));
    assertEquals(Verdict.INVALID, report.verdict());
    Finding found =
        report.findings().stream()
            .filter(finding -> finding.check() == Check.SIGNATURE)
            .findFirst()
            .orElseThrow();
    assertEquals(Outcome.FAIL, found.outcome());
    return found;
  }

  @Test
  void theyNeverVerifyAndSayWhyAndWhatTheSignatureIsAbout() {
    List<TestContainers.Sent> sent =
        List.of(TestContainers.soap("id-1", "one"), TestContainers.rest("{}"));
    List<ContainerContent> all = new ArrayList<>(containers.batch(sent));
    sent.forEach(one -> all.add(containers.single(one)));
    for (ContainerContent whole : all) {
      byte[] metadata = MessageReader.parseLogged(whole.message()).metadata();
      Finding finding = signature(withMessage(whole, metadata));
      assertTrue(finding.text().contains(WHY), finding.text());
      String signed = DigestAlgorithm.SHA512.digest(whole.message()).toString();
      assertTrue(finding.text().endsWith("signed as " + signed), finding.text());
      assertFalse(finding.code().isEmpty());
    }
  }

  private VerificationReport verify(ContainerContent content, SuppliedParts supplied) {
    return new ContainerVerifier(authority.trust(), ContainerForm.OWN, ContainerLimits.DEFAULT)
        .verify(ContainerWriter.toByteArray(content), supplied);
  }

  private static ContainerContent metadataOf(ContainerContent whole) {
    return withMessage(whole, MessageReader.parseLogged(whole.message()).metadata());
  }

  private static List<Outcome> supplied(VerificationReport report) {
    return report.findings().stream()
        .filter(finding -> finding.check() == Check.SUPPLIED_PART)
        .map(Finding::outcome)
        .toList();
  }

  @Test
  void theMessageThatWasKeptElsewhereMakesThemValid() {
    List<TestContainers.Sent> sent =
        List.of(TestContainers.soap("id-1", "one", "two"), TestContainers.rest("{}"));
    List<ContainerContent> all = new ArrayList<>(containers.batch(sent));
    sent.forEach(one -> all.add(containers.single(one)));
    for (int i = 0; i < all.size(); i++) {
      TestContainers.Sent kept = sent.get(i % sent.size());
      SuppliedParts parts = new SuppliedParts(Optional.of(kept.message()), kept.attachments());
      VerificationReport report = verify(metadataOf(all.get(i)), parts);
      assertEquals(Verdict.VALID, report.verdict(), report.findings().toString());
      assertEquals(
          Collections.nCopies(1 + kept.attachments().size(), Outcome.PASS), supplied(report));
      Coverage message =
          report.entries().stream()
              .filter(entry -> entry.entry().equals("message.xml"))
              .findFirst()
              .orElseThrow();
      assertEquals(Coverage.Protection.NONE, message.protection());
    }
  }

  @Test
  void aBodyAloneIsKnownAgainAndTheContainerStaysInvalid() {
    TestContainers.Sent sent = TestContainers.rest("{}");
    SuppliedParts body = new SuppliedParts(Optional.empty(), sent.attachments());
    for (ContainerContent whole :
        List.of(
            containers.single(sent),
            containers.batch(List.of(sent, TestContainers.rest("[]"))).getFirst())) {
      VerificationReport report = verify(metadataOf(whole), body);
      assertEquals(Verdict.INVALID, report.verdict());
      assertEquals(List.of(Outcome.PASS), supplied(report));
    }
  }

  @Test
  void anythingElseThanWhatWasSignedIsRefused() {
    TestContainers.Sent sent = TestContainers.soap("id-1", "one");
    ContainerContent metadata = metadataOf(containers.single(sent));
    byte[] other = TestContainers.soap("id-2").message();
    byte[] body = sent.attachments().getFirst();
    VerificationReport report =
        verify(metadata, new SuppliedParts(Optional.of(other), List.of(body, body)));
    assertEquals(Verdict.INVALID, report.verdict());
    assertEquals(List.of(Outcome.FAIL, Outcome.PASS, Outcome.FAIL), supplied(report));
    VerificationReport changed =
        verify(metadata, new SuppliedParts(Optional.of(sent.message()), List.of(other)));
    assertEquals(Verdict.INVALID, changed.verdict());
    assertEquals(List.of(Outcome.PASS, Outcome.FAIL), supplied(changed));
  }

  @Test
  void theCodeIsThatOfAnyChangedMessage() {
    ContainerContent whole = containers.single(TestContainers.soap("id-1"));
    Finding changed = signature(withMessage(whole, TestContainers.soap("id-2").message()));
    byte[] metadata = MessageReader.parseLogged(whole.message()).metadata();
    assertEquals(changed.code(), signature(withMessage(whole, metadata)).code());
    assertFalse(changed.text().contains(WHY), changed.text());
    List<TestContainers.Sent> two = List.of(TestContainers.rest("{}"), TestContainers.rest("[]"));
    ContainerContent batch = containers.batch(two).getFirst();
    Finding other = signature(withMessage(batch, TestContainers.soap("id-2").message()));
    byte[] rest = MessageReader.parseLogged(batch.message()).metadata();
    assertEquals(other.code(), signature(withMessage(batch, rest)).code());
  }
}
