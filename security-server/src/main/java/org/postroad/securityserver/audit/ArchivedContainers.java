// SPDX-License-Identifier: MIT
package org.postroad.securityserver.audit;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.postroad.protocol.certificate.Trust;
import org.postroad.protocol.container.ContainerContent;
import org.postroad.protocol.container.ContainerForm;
import org.postroad.protocol.container.ContainerLimits;
import org.postroad.protocol.container.ContainerReader;
import org.postroad.protocol.container.ContainerVerifier;
import org.postroad.protocol.container.Finding.Outcome;
import org.postroad.protocol.fault.Fault;
import org.postroad.protocol.message.Message;
import org.postroad.protocol.message.MessageReader;
import org.postroad.protocol.signature.SignatureVerifier;
import org.postroad.protocol.transparency.TlogProof;
import org.postroad.protocol.transparency.TreeHash;
import org.postroad.protocol.transparency.TreeHasher;
import org.postroad.protocol.transparency.Unproven;
import org.postroad.securityserver.archive.ArchiveEntry;
import org.postroad.securityserver.archive.LinkingInfo;
import org.postroad.securityserver.journal.Sequences;
import org.postroad.securityserver.messagelog.LeafMaterial;

/**
 * Opens the containers of an archive and holds each against the leaf of its record: the proof
 * beside it has what the leaf was made from, so a container is the one that was logged or it is
 * found out, even if archive, proofs and the journal's entry were rewritten to fit each other. The
 * leaves are those that the server published; that they are those of the records is judged apart.
 */
record ArchivedContainers(Path log, Optional<Trust> trust) {
  private static final Pattern NAME =
      Pattern.compile("(.*-(?:request|response)-([0-9a-v]{1,13}))\\.asice");
  private static final int DIGITS = 32;

  /** What is wrong with it, in words that name the container. */
  List<String> judge(
      ArchiveEntry archive, Map<String, byte[]> containers, Map<String, byte[]> proofs) {
    PublishedLeaves leaves = new PublishedLeaves(log);
    List<String> wrong = new ArrayList<>();
    Sequences found = new Sequences();
    for (Map.Entry<String, byte[]> container : containers.entrySet()) {
      if (container.getKey().equals(LinkingInfo.NAME)) {
        continue;
      }
      try {
        found.add(judge(container.getKey(), container.getValue(), proofs, leaves));
      } catch (IOException | Fault | Unproven | IllegalArgumentException e) {
        wrong.add(container.getKey() + ": " + e.getMessage());
      }
    }
    if (wrong.isEmpty() && !found.toString().equals(archive.records().toString())) {
      wrong.add("has the records %s, its entry says %s".formatted(found, archive.records()));
    }
    return wrong;
  }

  /** The sequence of the record that the container is of. */
  private long judge(
      String name, byte[] container, Map<String, byte[]> proofs, PublishedLeaves leaves)
      throws IOException {
    Matcher matcher = NAME.matcher(name);
    if (!matcher.matches()) {
      throw new IOException("no name of a container");
    }
    long sequence = Long.parseUnsignedLong(matcher.group(2), DIGITS);
    Optional<byte[]> proof = Optional.ofNullable(proofs.get(matcher.group(1) + ".tlog-proof"));
    if (proof.isEmpty()) {
      throw new IOException("no proof beside it");
    }
    LeafMaterial.Stated stated = proven(sequence, proof.get(), leaves).stated();
    ContainerContent content =
        ContainerReader.read(container, ContainerForm.OWN, ContainerLimits.DEFAULT);
    requireSigned(content, stated);
    if (requireMessage(content.message(), stated)) {
      requireValid(container);
    }
    return sequence;
  }

  /** What the leaf was made from, once it was seen to make the leaf of that record. */
  private static LeafMaterial proven(long sequence, byte[] file, PublishedLeaves leaves)
      throws IOException {
    TlogProof proof = TlogProof.parse(file);
    byte[] extra =
        proof.extra().orElseThrow(() -> new IOException("its proof does not say what it proves"));
    LeafMaterial material = LeafMaterial.parse(extra);
    TreeHash hash = new TreeHasher().leaf(material.leaf());
    Optional<TreeHash> published = leaves.hash(sequence - 1);
    if (published.isEmpty()) {
      throw new IOException("the leaf of record " + sequence + " is not in the published tree");
    }
    if (proof.index() != sequence - 1 || !published.get().equals(hash)) {
      throw new IOException("its proof is not of record " + sequence);
    }
    return material;
  }

  private static void requireSigned(ContainerContent content, LeafMaterial.Stated stated)
      throws IOException {
    byte[] document = content.signature().document();
    if (!stated.signature().algorithm().digest(document).matches(stated.signature())) {
      throw new IOException("has another signature than the record that was logged");
    }
    SignatureVerifier.checkIntegrity(content.signature(), stated.parts());
  }

  /** Whether the message is there; where the log keeps no bodies its metadata is. */
  private static boolean requireMessage(byte[] message, LeafMaterial.Stated stated)
      throws IOException {
    var expected = stated.parts().message();
    if (expected.algorithm().digest(message).matches(expected)) {
      return true;
    }
    Message metadata = MessageReader.parseLogged(message);
    if (!metadata.isMetadata()
        || !metadata.queryId().equals(stated.queryId())
        || !metadata.client().equals(stated.client())
        || !metadata.service().equals(stated.service())) {
      throw new IOException("has another message than the record that was logged");
    }
    return false;
  }

  /** Only with a configuration that says whom to believe. */
  private void requireValid(byte[] container) throws IOException {
    if (trust.isEmpty()) {
      return;
    }
    var report =
        new ContainerVerifier(trust.get(), ContainerForm.OWN, ContainerLimits.DEFAULT)
            .verify(container);
    if (!report.valid()) {
      throw new IOException(
          "is not valid: "
              + report.findings().stream()
                  .filter(finding -> finding.outcome() != Outcome.PASS)
                  .map(finding -> finding.check() + " " + finding.text())
                  .findFirst()
                  .orElse("it could not be judged"));
    }
  }
}
