// SPDX-License-Identifier: MIT
package org.postroad.securityserver.audit;

import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.postroad.protocol.algorithm.Digest;
import org.postroad.protocol.algorithm.DigestAlgorithm;
import org.postroad.protocol.certificate.Trust;
import org.postroad.protocol.fault.Fault;
import org.postroad.protocol.message.Message;
import org.postroad.protocol.message.MessageReader;
import org.postroad.protocol.signature.HashChainDocuments;
import org.postroad.protocol.signature.SignatureVerifier;
import org.postroad.protocol.transparency.TreeHasher;
import org.postroad.securityserver.journal.JournalEntry;
import org.postroad.securityserver.messagelog.Kind;
import org.postroad.securityserver.messagelog.LeafMaterial;
import org.postroad.securityserver.messagelog.LogRecord;
import org.postroad.securityserver.messagelog.StoredRecord;

/**
 * Judges one record by itself: that everything it holds has the digest that its head states, and
 * what its leaf is. On demand also that the signature stands, and that the head says of the message
 * what the message says. Safe for several threads.
 */
final class RecordCheck {
  private static final int CHUNK = 1 << 16;

  private final boolean signatures;
  private final Optional<SignatureVerifier> verifier;

  RecordCheck(boolean signatures, Optional<Trust> trust) {
    this.signatures = signatures;
    this.verifier = trust.map(SignatureVerifier::new);
  }

  /** The leaf alone, for a record that is not looked at. */
  static Judged leafOf(JournalEntry entry) throws IOException {
    try {
      Judged.Leaf leaf = leaf(LeafMaterial.read(entry.body()));
      return new Judged.OfRecord(entry, Optional.of(leaf), Optional.empty(), List.of());
    } catch (IOException e) {
      Finding finding =
          finding(entry, FindingKind.ENTRY_UNREADABLE, String.valueOf(e.getMessage()));
      return new Judged.OfRecord(entry, Optional.empty(), Optional.empty(), List.of(finding));
    }
  }

  private static Judged.Leaf leaf(LeafMaterial material) {
    byte[] entry = material.leaf();
    return new Judged.Leaf(entry, new TreeHasher().leaf(entry).bytes());
  }

  Judged judge(JournalEntry entry) throws IOException {
    StoredRecord stored;
    try {
      stored = StoredRecord.read(entry);
    } catch (IOException | Fault e) {
      return unreadable(entry, String.valueOf(e.getMessage()));
    }
    List<Finding> findings = new ArrayList<>();
    boolean withBody = message(entry, stored.record(), findings);
    attachments(entry, stored.record(), findings);
    signature(entry, stored, findings);
    if (signatures && findings.isEmpty()) {
      verify(entry, stored.record(), findings);
    }
    return new Judged.OfRecord(
        entry,
        Optional.of(leaf(stored.leaf())),
        Optional.of(new Judged.Content(stored.record(), stored.signature(), withBody)),
        findings);
  }

  private static Judged unreadable(JournalEntry entry, String text) throws IOException {
    Judged.OfRecord bare = (Judged.OfRecord) leafOf(entry);
    Finding finding = finding(entry, FindingKind.ENTRY_UNREADABLE, text);
    return new Judged.OfRecord(entry, bare.leaf(), Optional.empty(), List.of(finding));
  }

  private static Finding finding(JournalEntry entry, FindingKind kind, String text) {
    return Finding.at(entry.position(), kind, Subject.record(entry.frame().sequence()), text);
  }

  /** Whether the message is there as it was signed; its metadata may stand in its place. */
  private static boolean message(JournalEntry entry, LogRecord record, List<Finding> findings) {
    Digest expected = record.digests().message();
    if (expected.algorithm().digest(record.message()).matches(expected)) {
      return true;
    }
    if (record.attachments().stream().anyMatch(part -> part.body().isPresent())
        || !isMetadataOf(record)) {
      findings.add(
          finding(
              entry,
              FindingKind.MESSAGE_CHANGED,
              "/message.xml does not have the digest " + expected + " and is not its metadata"));
    }
    return false;
  }

  /** E-008 to E-010: a message logged without its body says still who called what. */
  private static boolean isMetadataOf(LogRecord record) {
    try {
      Message message = MessageReader.parseLogged(record.message());
      return message.isMetadata() && says(record, message);
    } catch (Fault unreadable) {
      return false;
    }
  }

  private static boolean says(LogRecord record, Message message) {
    return message.queryId().equals(record.queryId())
        && message.client().equals(record.client())
        && message.service().equals(record.service())
        && message.protocol().equals(record.protocol());
  }

  private static void attachments(JournalEntry entry, LogRecord record, List<Finding> findings)
      throws IOException {
    for (LogRecord.Attachment attachment : record.attachments()) {
      if (attachment.body().isEmpty()) {
        continue;
      }
      try (InputStream in = attachment.body().get().open()) {
        if (!digest(in, attachment.digest().algorithm()).matches(attachment.digest())) {
          findings.add(
              finding(
                  entry,
                  FindingKind.ATTACHMENT_CHANGED,
                  "attachment %d does not have the digest %s"
                      .formatted(attachment.number(), attachment.digest())));
        }
      }
    }
  }

  private static Digest digest(InputStream in, DigestAlgorithm algorithm) throws IOException {
    MessageDigest digest = algorithm.newDigest();
    byte[] chunk = new byte[CHUNK];
    for (int count = in.read(chunk); count >= 0; count = in.read(chunk)) {
      digest.update(chunk, 0, count);
    }
    return new Digest(algorithm, digest.digest());
  }

  private static void signature(JournalEntry entry, StoredRecord stored, List<Finding> findings) {
    requireDigest(
        entry,
        "signature document",
        stored.record().signature().document(),
        stored.signature(),
        findings);
    Optional<HashChainDocuments> chain = stored.record().signature().hashChain();
    if (chain.isPresent() == stored.hashChain().isEmpty()) {
      findings.add(
          finding(
              entry,
              FindingKind.SIGNATURE_CHANGED,
              chain.isPresent() ? "a hash chain that the head does not state" : "no hash chain"));
    } else if (chain.isPresent()) {
      requireDigest(
          entry, "hash-chain result", chain.get().result(), stored.hashChain().get(0), findings);
      requireDigest(entry, "hash chain", chain.get().chain(), stored.hashChain().get(1), findings);
    }
  }

  private static void requireDigest(
      JournalEntry entry, String what, byte[] bytes, Digest expected, List<Finding> findings) {
    if (!expected.algorithm().digest(bytes).matches(expected)) {
      findings.add(
          finding(
              entry,
              FindingKind.SIGNATURE_CHANGED,
              what + " does not have the digest " + expected));
    }
  }

  private void verify(JournalEntry entry, LogRecord record, List<Finding> findings) {
    try {
      if (verifier.isPresent()) {
        var sender = record.kind() == Kind.REQUEST ? record.client() : record.service().owner();
        verifier.get().verify(record.signature(), record.digests(), sender, record.time());
      } else {
        SignatureVerifier.checkIntegrity(record.signature(), record.digests());
      }
      if (!says(record, MessageReader.parseLogged(record.message()))) {
        findings.add(
            finding(
                entry,
                FindingKind.MESSAGE_CHANGED,
                "the head names another query, client, service or protocol than the message"));
      }
    } catch (Fault e) {
      findings.add(finding(entry, FindingKind.SIGNATURE_INVALID, e.text()));
    }
  }
}
