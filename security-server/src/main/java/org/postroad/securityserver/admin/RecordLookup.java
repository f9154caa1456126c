// SPDX-License-Identifier: MIT
package org.postroad.securityserver.admin;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import org.postroad.protocol.transparency.Checkpoint;
import org.postroad.protocol.transparency.InclusionProof;
import org.postroad.protocol.transparency.TlogProof;
import org.postroad.protocol.transparency.TreeHasher;
import org.postroad.protocol.transparency.Unproven;
import org.postroad.securityserver.admin.RecordReport.Leaf;
import org.postroad.securityserver.admin.RecordReport.Position;
import org.postroad.securityserver.archive.ArchiveEntry;
import org.postroad.securityserver.archive.KnownArchives;
import org.postroad.securityserver.journal.JournalEntry;
import org.postroad.securityserver.journal.JournalPosition;
import org.postroad.securityserver.journal.JournalView;
import org.postroad.securityserver.journal.Segment;
import org.postroad.securityserver.logtree.LogProofs;
import org.postroad.securityserver.logtree.PublishedCheckpoint;
import org.postroad.securityserver.messagelog.LeafMaterial;
import org.postroad.securityserver.messagelog.PrunedRecord;
import org.postroad.securityserver.messagelog.StoredRecords;

/**
 * Finds all about one record, pruned or not: from the journal, the tree and the archives alone, so
 * that it works without the database too.
 */
record RecordLookup(JournalView journal, Path directory) {

  RecordReport show(long sequence, KnownArchives archives) throws IOException {
    Optional<String> archive =
        archives.archiveOf(sequence).map(ArchiveEntry::archive).map(file -> file.name());
    Optional<StoredRecords.Found> found = new StoredRecords(journal).find(sequence);
    if (found.isPresent()) {
      JournalPosition position = found.get().position();
      return new RecordReport(
          sequence,
          Optional.of(RecordReport.Content.of(found.get())),
          Optional.empty(),
          leaf(sequence, material(position).leaf()),
          archive,
          new Position(position.segment(), position.offset()));
    }
    JournalEntry left = pruned(sequence);
    return new RecordReport(
        sequence,
        Optional.empty(),
        Optional.of(rewritten(left.position().segment())),
        leaf(sequence, PrunedRecord.parse(left.body()).leaf()),
        archive,
        new Position(left.position().segment(), left.position().offset()));
  }

  private JournalEntry pruned(long sequence) throws IOException {
    return new StoredRecords(journal).pruned(sequence).orElseThrow(() -> none(sequence));
  }

  private static IOException none(long sequence) {
    return new IOException(
        "No record %d. Look for it with: postroad log search".formatted(sequence));
  }

  /** Says why the content of a record cannot be had. */
  IOException withoutContent(long sequence) throws IOException {
    Optional<JournalEntry> left = new StoredRecords(journal).pruned(sequence);
    return left.isEmpty()
        ? none(sequence)
        : new IOException(
            "Record %d was pruned on %s; its archive has it, and its proof is still valid: postroad log show %d"
                .formatted(sequence, rewritten(left.get().position().segment()), sequence));
  }

  private LeafMaterial material(JournalPosition position) throws IOException {
    return LeafMaterial.read(journal.read(position).body());
  }

  /** Of one segment, to the second. */
  private Instant rewritten(long number) throws IOException {
    Path file = Segment.file(directory, number);
    return Instant.ofEpochSecond(Files.getLastModifiedTime(file).toInstant().getEpochSecond());
  }

  /** The leaf, proven to be in the tree of the published checkpoint where that covers it. */
  private Leaf leaf(long sequence, byte[] entry) {
    long index = sequence - 1;
    try {
      Optional<PublishedCheckpoint> published = PublishedCheckpoint.read(directory);
      if (published.filter(known -> known.checkpoint().size() >= sequence).isEmpty()) {
        return new Leaf(index, Optional.empty(), Optional.empty());
      }
      Checkpoint checkpoint = published.get().checkpoint();
      TlogProof proof =
          LogProofs.open(directory).inclusion(sequence, Optional.empty(), published.get().note());
      new InclusionProof(index, checkpoint.size(), proof.path())
          .check(new TreeHasher().leaf(entry), checkpoint.root());
      return new Leaf(index, Optional.of(checkpoint.size()), Optional.empty());
    } catch (IOException | Unproven e) {
      return new Leaf(index, Optional.empty(), Optional.of(String.valueOf(e.getMessage())));
    }
  }

  /** The text of a {@code .tlog-proof} file; for a pruned record without what it was made from. */
  String prove(long sequence) throws IOException {
    Optional<StoredRecords.Found> found = new StoredRecords(journal).find(sequence);
    Optional<LeafMaterial> material =
        found.isEmpty() ? Optional.empty() : Optional.of(material(found.get().position()));
    try {
      byte[] proof = LogProofs.open(directory).inclusion(sequence, material).toByteArray();
      return new String(proof, StandardCharsets.UTF_8);
    } catch (Unproven e) {
      throw new IOException("Record " + sequence + " cannot be proved: " + e.getMessage(), e);
    }
  }
}
