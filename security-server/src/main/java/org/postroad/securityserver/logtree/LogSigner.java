// SPDX-License-Identifier: MIT
package org.postroad.securityserver.logtree;

import java.util.List;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.postroad.protocol.identifier.SecurityServerId;
import org.postroad.protocol.transparency.Checkpoint;
import org.postroad.protocol.transparency.NoteKey;
import org.postroad.protocol.transparency.SignedNote;
import org.postroad.protocol.transparency.TreeHash;

/**
 * Who signs the checkpoints of a log. The name of the key is the log's origin.
 *
 * @param ed25519 gives the signature of the private key over a message
 */
public record LogSigner(NoteKey key, UnaryOperator<byte[]> ed25519) {

  /**
   * The signer of one journal of a server.
   *
   * @param publicKey 32 bytes (RFC 8032)
   */
  public static LogSigner of(
      SecurityServerId server, UUID journal, byte[] publicKey, UnaryOperator<byte[]> ed25519) {
    NoteKey key = new NoteKey(origin(server, journal), NoteKey.Type.NOTE, publicKey);
    return new LogSigner(key, ed25519);
  }

  /**
   * Names the log of one journal: {@code INST/CLASS/CODE/SERVER/log/JOURNAL}. A new journal is a
   * new log, and so is each node of a server that has several. The parts are percent-encoded, the
   * plus sign too, which has a meaning in names of keys.
   */
  public static String origin(SecurityServerId server, UUID journal) {
    return server.encoded().replace("+", "%2B") + "/log/" + journal;
  }

  SignedNote sign(long size, TreeHash root) {
    String text = Checkpoint.of(key.name(), size, root).text();
    return new SignedNote(text, List.of(key.sign(text, ed25519)));
  }
}
