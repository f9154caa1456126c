// SPDX-License-Identifier: MIT
package org.postroad.securityserver.logtree;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import org.postroad.protocol.algorithm.Digest;
import org.postroad.protocol.algorithm.DigestAlgorithm;
import org.postroad.protocol.transparency.Checkpoint;
import org.postroad.protocol.transparency.SignedNote;
import org.postroad.protocol.transparency.Unproven;
import org.postroad.securityserver.journal.EntryBody;
import org.postroad.securityserver.journal.EntryContent;
import org.postroad.securityserver.journal.EntryType;

/**
 * The body of a journal entry of type {@link EntryType#CHECKPOINT}:
 *
 * <pre>
 * u8     1, version of this body
 * block  the checkpoint as a signed note; the first signature is the log's, others are of witnesses
 * option block time-stamp token, DER
 *
 * block = u32 length, bytes; option = u8 0, or u8 1 and the value; big endian
 * </pre>
 *
 * <p>A checkpoint is written when it is signed, and again with each cosignature and with its
 * time-stamp, as they come.
 *
 * @param timestamp a token over SHA-512 of {@link #stamped}
 */
public record CheckpointEntry(SignedNote note, Optional<byte[]> timestamp) {
  private static final int VERSION = 1;
  private static final int LARGEST = 1 << 21;

  public CheckpointEntry {
    Checkpoint.parse(note.text());
  }

  /** What the note says; who signed it is another question. */
  public Checkpoint checkpoint() {
    return Checkpoint.parse(note.text());
  }

  /** What is time-stamped: the note as the log signed it, without what witnesses added later. */
  public byte[] stamped() {
    return stamped(note);
  }

  static byte[] stamped(SignedNote note) {
    return signedByLog(note).toByteArray();
  }

  static SignedNote signedByLog(SignedNote note) {
    return new SignedNote(note.text(), List.of(note.signatures().getFirst()));
  }

  static Digest imprint(SignedNote note) {
    return DigestAlgorithm.SHA512.digest(stamped(note));
  }

  EntryContent content() {
    byte[] text = note.toByteArray();
    int token = timestamp.map(bytes -> Integer.BYTES + bytes.length).orElse(0);
    ByteBuffer out = ByteBuffer.allocate(2 + Integer.BYTES + text.length + token);
    out.put((byte) VERSION).putInt(text.length).put(text);
    out.put((byte) (timestamp.isPresent() ? 1 : 0));
    timestamp.ifPresent(bytes -> out.putInt(bytes.length).put(bytes));
    return EntryContent.of(EntryType.CHECKPOINT, out.array());
  }

  /** Reads what {@link #content} wrote and refuses everything else. */
  public static CheckpointEntry read(EntryBody body) throws IOException {
    if (body.length() < 2 || body.length() > LARGEST) {
      throw new IOException("checkpoint entry of " + body.length() + " bytes");
    }
    ByteBuffer in = ByteBuffer.wrap(body.bytes(0, (int) body.length()));
    int version = in.get();
    if (version != VERSION) {
      throw new IOException("checkpoint entry of version " + version + ", expected " + VERSION);
    }
    try {
      SignedNote note = SignedNote.parse(block(in));
      Optional<byte[]> token = flag(in) ? Optional.of(block(in)) : Optional.empty();
      if (in.hasRemaining()) {
        throw new IOException(in.remaining() + " bytes after a checkpoint");
      }
      return new CheckpointEntry(note, token);
    } catch (Unproven e) {
      throw new IOException("checkpoint entry: " + e.getMessage(), e);
    }
  }

  private static byte[] block(ByteBuffer in) throws IOException {
    int length = in.remaining() < Integer.BYTES ? -1 : in.getInt();
    if (length < 0 || length > in.remaining()) {
      throw new IOException("block of " + length + " bytes where " + in.remaining() + " are left");
    }
    byte[] block = new byte[length];
    in.get(block);
    return block;
  }

  private static boolean flag(ByteBuffer in) throws IOException {
    int flag = in.hasRemaining() ? in.get() : -1;
    if (flag != 0 && flag != 1) {
      throw new IOException("flag of " + flag + ", expected 0 or 1");
    }
    return flag == 1;
  }
}
