// SPDX-License-Identifier: MIT
package org.postroad.securityserver.archive;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.postroad.protocol.algorithm.DigestAlgorithm;
import org.postroad.protocol.container.ContainerContent;
import org.postroad.protocol.container.ContainerForm;
import org.postroad.protocol.container.ContainerLimits;
import org.postroad.protocol.container.ContainerReader;
import org.postroad.protocol.container.ZipReader;
import org.postroad.protocol.signature.SignatureVerifier;
import org.postroad.protocol.signature.SignedParts;
import org.postroad.testing.ReferenceVectors;

/** An archive that the reference wrote. */
@Tag(ReferenceVectors.TAG)
class ReferenceArchiveTest {
  private static final String NAME = "message-archive-0.zip";

  private static byte[] archive() throws IOException {
    return Files.readAllBytes(ReferenceVectors.path("archives/" + NAME));
  }

  @Test
  void theChainHoldsByTheWordsOfTheRule() throws IOException {
    ChainAuditor auditor = new ChainAuditor();
    auditor.next(NAME, archive());
    assertEquals(1, auditor.containers().size());
    Map<String, byte[]> files = ZipReader.files(archive(), ContainerLimits.DEFAULT);
    byte[] info = Optional.ofNullable(files.get(LinkingInfo.NAME)).orElseThrow();
    assertEquals(auditor.lastDigest(), LinkingInfo.parse(info).digest());
    assertArrayEquals(info, LinkingInfo.parse(info).toByteArray());
  }

  @Test
  void theSameContainerGivesTheSameArchiveHere() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ArchiveZip zip = new ArchiveZip(out, Optional.empty(), DigestAlgorithm.SHA512);
    Instant time = Instant.ofEpochSecond(0x65366347L);
    Map<String, byte[]> files = ZipReader.files(archive(), ContainerLimits.DEFAULT);
    List<String> names = List.copyOf(files.keySet());
    byte[] container = Optional.ofNullable(files.get(names.getFirst())).orElseThrow();
    zip.container(names.getFirst(), time, to -> to.write(container));
    var _ = zip.end(time);
    assertArrayEquals(archive(), out.toByteArray());
  }

  /**
   * Its three attachments are not in it, as always in a batch. Who signed it cannot be judged: the
   * configuration of its instance is not known.
   */
  @Test
  void theSignatureOfItsContainerIsWhole() throws IOException {
    ChainAuditor auditor = new ChainAuditor();
    auditor.next(NAME, archive());
    ContainerContent content =
        ContainerReader.read(
            auditor.containers().values().iterator().next(),
            ContainerForm.ANY,
            ContainerLimits.DEFAULT);
    SignedParts parts =
        new SignedParts(
            DigestAlgorithm.SHA512.digest(content.message()),
            SignatureVerifier.partsOf(content.signature()).attachments());
    assertEquals(3, parts.attachments().size());
    assertTrue(SignatureVerifier.checkIntegrity(content.signature(), parts).batch());
  }
}
