// SPDX-License-Identifier: MIT
package org.postroad.securityserver.messagelog;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.postroad.protocol.algorithm.Digest;
import org.postroad.securityserver.journal.JournalEntry;

/**
 * A record taken apart, for whoever judges whether its content is what its head states; {@link
 * LogRecord#digests} are those of the head too.
 *
 * @param leaf what the record's leaf is made from
 * @param signature the digest that the head states of the signature document
 * @param hashChain the digests that the head states of hash-chain result and hash chain, or none
 */
public record StoredRecord(
    LogRecord record, LeafMaterial leaf, Digest signature, List<Digest> hashChain) {

  public StoredRecord {
    hashChain = List.copyOf(hashChain);
  }

  /** Reads an entry of type {@code RECORD}; attachments stay where they are. */
  public static StoredRecord read(JournalEntry entry) throws IOException {
    LeafMaterial leaf = LeafMaterial.read(entry.body());
    RecordHead head = RecordHead.parse(leaf.head());
    Optional<RecordHead.HashChainDigests> chain = head.hashChain();
    return new StoredRecord(
        RecordCodec.decode(entry, head, leaf.head().length),
        leaf,
        head.signature(),
        chain.map(both -> List.of(both.result(), both.chain())).orElse(List.of()));
  }
}
