// SPDX-License-Identifier: MIT
package org.postroad.securityserver.messagelog;

import java.io.IOException;
import java.util.Arrays;
import org.postroad.protocol.algorithm.Digest;
import org.postroad.protocol.identifier.ClientId;
import org.postroad.protocol.identifier.ServiceId;
import org.postroad.protocol.signature.SignedParts;
import org.postroad.protocol.transparency.RecordLeaf;
import org.postroad.protocol.transparency.Unproven;
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

  /** Salt and head one after the other, as a proof carries them. */
  public byte[] toByteArray() {
    byte[] bytes = Arrays.copyOf(salt, salt.length + head.length);
    System.arraycopy(head, 0, bytes, salt.length, head.length);
    return bytes;
  }

  /** Takes apart what {@link #toByteArray} put together; whether it is true a leaf tells. */
  public static LeafMaterial parse(byte[] bytes) {
    if (bytes.length < RecordLeaf.SALT) {
      throw new Unproven(bytes.length + " bytes, expected a salt of 32 and a record head");
    }
    return new LeafMaterial(
        Arrays.copyOf(bytes, RecordLeaf.SALT),
        Arrays.copyOfRange(bytes, RecordLeaf.SALT, bytes.length));
  }

  /** What the head says that was signed, by digests, and how the signature is known again. */
  public record Stated(
      SignedParts parts, Digest signature, String queryId, ClientId client, ServiceId service) {}

  /** What the head says. */
  public Stated stated() throws IOException {
    RecordHead said = RecordHead.parse(head);
    return new Stated(
        said.digests(), said.signature(), said.queryId(), said.client(), said.service());
  }

  /** The leaf's entry in the tree. */
  public byte[] leaf() {
    return RecordLeaf.entry(salt, head);
  }
}
