// SPDX-License-Identifier: MIT
package org.postroad.securityserver.messagelog;

import java.io.IOException;
import org.postroad.protocol.transparency.RecordLeaf;
import org.postroad.securityserver.journal.EntryBody;

/**
 * What the leaf of a record in the log's tree is made from, as it stands in the record's entry.
 *
 * @param salt 32 random bytes, the record's own
 * @param head canonical JSON of identifiers, times and digests, see {@link RecordHeadJson}
 */
public record LeafMaterial(byte[] salt, byte[] head) {

  /** Reads no more of an entry of type {@code RECORD} than these. */
  public static LeafMaterial read(EntryBody record) throws IOException {
    return RecordCodec.leafMaterial(record);
  }

  /** The leaf's entry in the tree. */
  public byte[] leaf() {
    return RecordLeaf.entry(salt, head);
  }
}
