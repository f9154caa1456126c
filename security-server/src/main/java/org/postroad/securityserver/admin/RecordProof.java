// SPDX-License-Identifier: MIT
package org.postroad.securityserver.admin;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import org.postroad.protocol.transparency.Unproven;
import org.postroad.securityserver.journal.JournalView;
import org.postroad.securityserver.logtree.LogProofs;
import org.postroad.securityserver.messagelog.LeafMaterial;
import org.postroad.securityserver.messagelog.StoredRecords;

/** The proof that a record is in a log, under its published checkpoint. */
final class RecordProof {
  private RecordProof() {}

  /** The text of a {@code .tlog-proof} file; for a pruned record without what it was made from. */
  static String of(long sequence, JournalView journal, Path directory) throws IOException {
    Optional<StoredRecords.Found> found = new StoredRecords(journal).find(sequence);
    Optional<LeafMaterial> material =
        found.isEmpty()
            ? Optional.empty()
            : Optional.of(LeafMaterial.read(journal.read(found.get().position()).body()));
    try {
      byte[] proof = LogProofs.open(directory).inclusion(sequence, material).toByteArray();
      return new String(proof, StandardCharsets.UTF_8);
    } catch (Unproven e) {
      throw new IOException("Record " + sequence + " cannot be proved: " + e.getMessage(), e);
    }
  }
}
