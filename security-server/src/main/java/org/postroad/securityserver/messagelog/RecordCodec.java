// SPDX-License-Identifier: MIT
package org.postroad.securityserver.messagelog;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.postroad.protocol.algorithm.Digest;
import org.postroad.protocol.signature.HashChainDocuments;
import org.postroad.protocol.signature.MessageSignature;
import org.postroad.protocol.transparency.RecordLeaf;
import org.postroad.securityserver.journal.BodySource;
import org.postroad.securityserver.journal.EntryBody;
import org.postroad.securityserver.journal.EntryContent;
import org.postroad.securityserver.journal.EntryType;
import org.postroad.securityserver.journal.JournalEntry;

/**
 * The body of a journal entry of type {@link EntryType#RECORD}:
 *
 * <pre>
 * u8     1, version of this body
 * 32     salt, random, the record's own
 * block  head, see {@link RecordHeadJson}: all that is not content
 * block  bytes of /message.xml, or its metadata where bodies are not logged: then they do not have
 *        the digest that stands in the head
 * block  signature document
 * option block hash-chain result, block hash chain
 * u8     1 when the attachments follow, 0 when the log keeps their digests only
 *        the attachments one after the other; their lengths stand in the head
 *
 * block = u32 length, bytes
 * </pre>
 *
 * <p>Small attachments are copied while encoding, in the thread of the caller; large ones are left
 * to the journal's writer, which streams them.
 */
final class RecordCodec {
  private static final int SALT = RecordLeaf.SALT;
  private static final int VERSION = 1;
  private static final int COPIED_LIMIT = 1 << 18;
  private static final int HEAD_AT = 1 + SALT;
  private static final int HEAD_LIMIT = 1 << 28;
  private static final byte[] SET = {1};
  private static final byte[] NOT_SET = {0};

  private RecordCodec() {}

  static EntryContent encode(
      NewRecord record,
      Instant time,
      boolean keepAttachments,
      RandomGenerator random,
      BatchDigests batches)
      throws IOException {
    byte[] salt = new byte[SALT];
    random.nextBytes(salt);
    byte[] head = RecordHead.of(record, time, batches).toByteArray();
    List<NewRecord.Attachment> kept = keepAttachments ? record.attachments() : List.of();
    int copied = copiedAttachments(kept);
    MessageSignature signature = record.signature();
    List<byte[]> pieces = new ArrayList<>();
    pieces.add(
        new FieldWriter(HEAD_AT + Integer.BYTES + head.length)
            .u8(VERSION)
            .raw(salt)
            .block(head)
            .toByteArray());
    block(record.message(), pieces);
    block(signature.document(), pieces);
    pieces.add(flag(signature.hashChain().isPresent()));
    signature
        .hashChain()
        .ifPresent(chain -> {
          block(chain.result(), pieces);
          block(chain.chain(), pieces);
        });
    pieces.add(flag(keepAttachments));
    for (NewRecord.Attachment attachment : kept.subList(0, copied)) {
      pieces.add(bytes(attachment));
    }
    List<EntryContent.Spooled> spooled = new ArrayList<>();
    for (NewRecord.Attachment attachment : kept.subList(copied, kept.size())) {
      spooled.add(new EntryContent.Spooled(attachment.length(), attachment.body()));
    }
    return new EntryContent(EntryType.RECORD, pieces, spooled);
  }

  /** How many of the first attachments are small enough together. */
  private static int copiedAttachments(List<NewRecord.Attachment> attachments) {
    long length = 0;
    for (int i = 0; i < attachments.size(); i++) {
      length += attachments.get(i).length();
      if (length > COPIED_LIMIT) {
        return i;
      }
    }
    return attachments.size();
  }

  private static void block(byte[] bytes, List<byte[]> pieces) {
    pieces.add(new FieldWriter(Integer.BYTES).u32(bytes.length).toByteArray());
    pieces.add(bytes);
  }

  private static byte[] flag(boolean set) {
    return set ? SET : NOT_SET;
  }

  /** As many as its length says. */
  private static byte[] bytes(NewRecord.Attachment attachment) throws IOException {
    FieldWriter out = new FieldWriter((int) attachment.length());
    try (InputStream in = attachment.body().open()) {
      out.raw(in, (int) attachment.length());
    }
    return out.toByteArray();
  }

  /** The digest of its signature document. */
  static Digest signature(EntryBody body) throws IOException {
    return RecordHeadJson.signature(leafMaterial(body).head());
  }

  /** What the index keeps of it. */
  static IndexedHead indexedHead(EntryBody body) throws IOException {
    return IndexedHead.read(leafMaterial(body).head());
  }

  /** Salt and head as they are; whether the head says anything is not looked at. */
  static LeafMaterial leafMaterial(EntryBody body) throws IOException {
    ByteBuffer start = ByteBuffer.wrap(body.bytes(0, HEAD_AT + Integer.BYTES));
    int version = start.get();
    if (version != VERSION) {
      throw new IOException("record of version " + version + ", expected " + VERSION);
    }
    byte[] salt = new byte[SALT];
    start.get(salt);
    int length = start.getInt();
    if (length < 0 || length > HEAD_LIMIT) {
      throw new IOException("record head of " + Integer.toUnsignedString(length) + " bytes");
    }
    return new LeafMaterial(salt, body.bytes(HEAD_AT + Integer.BYTES, length));
  }

  /** The whole record; attachments stay where they are until somebody opens them. */
  static LogRecord decode(JournalEntry entry) throws IOException {
    byte[] head = leafMaterial(entry.body()).head();
    return decode(entry, RecordHead.parse(head), head.length);
  }

  /** The same where the head was read before, which stands there in so many bytes. */
  static LogRecord decode(JournalEntry entry, RecordHead head, int headLength) throws IOException {
    EntryBody body = entry.body();
    long length = head.attachmentLengths().stream().mapToLong(Long::longValue).sum();
    long contentAt = HEAD_AT + Integer.BYTES + (long) headLength;
    Blocks blocks = new Blocks(body, contentAt);
    byte[] message = blocks.block();
    byte[] document = blocks.block();
    Optional<HashChainDocuments> chain =
        blocks.flag()
            ? Optional.of(new HashChainDocuments(blocks.block(), blocks.block()))
            : Optional.empty();
    boolean kept = blocks.flag();
    if (blocks.at != body.length() - (kept ? length : 0)) {
      throw new IOException(
          "attachments of " + length + " bytes at " + blocks.at + " of " + body.length());
    }
    return new LogRecord(
        entry.frame().sequence(),
        head.time(),
        head.side(),
        head.kind(),
        head.queryId(),
        head.requestId(),
        head.userId(),
        head.issue(),
        head.outcome(),
        head.client(),
        head.service(),
        head.protocol(),
        message,
        attachments(head, body, blocks.at, kept),
        head.digests(),
        new MessageSignature(document, chain));
  }

  private static List<LogRecord.Attachment> attachments(
      RecordHead head, EntryBody body, long from, boolean kept) {
    List<LogRecord.Attachment> attachments = new ArrayList<>();
    long at = from;
    for (int i = 0; i < head.attachmentLengths().size(); i++) {
      long start = at;
      long length = head.attachmentLengths().get(i);
      Optional<BodySource> source =
          kept ? Optional.of(() -> body.stream(start, length)) : Optional.empty();
      attachments.add(
          new LogRecord.Attachment(i + 1, length, head.digests().attachments().get(i), source));
      at += length;
    }
    return List.copyOf(attachments);
  }

  /** Reads the blocks after the head, wherever the body lies. */
  private static final class Blocks {
    private final EntryBody body;
    private long at;

    Blocks(EntryBody body, long at) {
      this.body = body;
      this.at = at;
    }

    byte[] block() throws IOException {
      int length = ByteBuffer.wrap(body.bytes(at, Integer.BYTES)).getInt();
      byte[] block = body.bytes(at + Integer.BYTES, length);
      at += Integer.BYTES + (long) length;
      return block;
    }

    boolean flag() throws IOException {
      int flag = body.bytes(at, 1)[0];
      at++;
      if (flag != 0 && flag != 1) {
        throw new IOException("flag of " + flag + ", expected 0 or 1");
      }
      return flag == 1;
    }
  }
}
