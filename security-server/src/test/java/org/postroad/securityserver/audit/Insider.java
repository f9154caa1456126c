// SPDX-License-Identifier: MIT
package org.postroad.securityserver.audit;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.postroad.protocol.algorithm.DigestAlgorithm;
import org.postroad.protocol.transparency.Checkpoint;
import org.postroad.protocol.transparency.NoteSignature;
import org.postroad.protocol.transparency.SignedNote;
import org.postroad.protocol.transparency.TileTree;
import org.postroad.securityserver.journal.BulkJournal;
import org.postroad.securityserver.journal.EntryBody;
import org.postroad.securityserver.journal.EntryContent;
import org.postroad.securityserver.journal.EntryType;
import org.postroad.securityserver.journal.JournalCursor;
import org.postroad.securityserver.journal.JournalEntry;
import org.postroad.securityserver.journal.JournalFixtures;
import org.postroad.securityserver.journal.JournalPosition;
import org.postroad.securityserver.journal.JournalReader;
import org.postroad.securityserver.journal.Segment;
import org.postroad.securityserver.logtree.CheckpointEntry;
import org.postroad.securityserver.logtree.LogSigner;
import org.postroad.securityserver.messagelog.LeafMaterial;

/**
 * Somebody with write access to everything: takes the journal of a log apart, changes it, and
 * writes it again with numbers, sequences and checksums as the server would have written them;
 * makes its tiles anew; and signs checkpoints with the log's key if told so.
 */
final class Insider {
  private final Path log;
  private final List<EntryContent> entries = new ArrayList<>();

  Insider(Path log) throws IOException {
    this.log = log;
    JournalReader journal = JournalReader.open(log);
    try (JournalCursor cursor = journal.cursor(JournalPosition.START)) {
      for (Optional<JournalEntry> entry = cursor.next(damage -> {});
          entry.isPresent();
          entry = cursor.next(damage -> {})) {
        if (entry.get().type() != EntryType.SEAL) {
          entries.add(EntryContent.of(entry.get().type(), body(entry.get())));
        }
      }
    }
  }

  private static byte[] body(JournalEntry entry) throws IOException {
    return entry.body().bytes(0, (int) entry.body().length());
  }

  List<EntryContent> entries() {
    return entries;
  }

  /** Where a record stands among the entries. */
  int indexOf(long sequence) {
    return indices(EntryType.RECORD).get((int) sequence - 1);
  }

  /** Where entries of a type stand. */
  List<Integer> indices(EntryType type) {
    List<Integer> indices = new ArrayList<>();
    for (int i = 0; i < entries.size(); i++) {
      if (entries.get(i).type() == type) {
        indices.add(i);
      }
    }
    return indices;
  }

  byte[] body(int index) {
    return JournalFixtures.inMemory(entries.get(index));
  }

  void set(int index, byte[] body) {
    entries.set(index, EntryContent.of(entries.get(index).type(), body));
  }

  /** Changes the message of a record and makes its head agree. */
  void editMessage(long sequence, UnaryOperator<String> edit) {
    Parts parts = Parts.of(body(indexOf(sequence)));
    String message = new String(parts.message, StandardCharsets.UTF_8);
    byte[] changed = edit.apply(message).getBytes(StandardCharsets.UTF_8);
    String head = new String(parts.head, StandardCharsets.UTF_8);
    String agreeing =
        head.replace(
            DigestAlgorithm.SHA512.digest(parts.message).hex(),
            DigestAlgorithm.SHA512.digest(changed).hex());
    byte[] body =
        new Parts(parts.salt, agreeing.getBytes(StandardCharsets.UTF_8), changed, parts.rest)
            .toByteArray();
    set(indexOf(sequence), body);
  }

  /** Changes the message of a record and leaves its head as it was. */
  void editMessageOnly(long sequence, UnaryOperator<String> edit) {
    Parts parts = Parts.of(body(indexOf(sequence)));
    byte[] changed =
        edit.apply(new String(parts.message, StandardCharsets.UTF_8))
            .getBytes(StandardCharsets.UTF_8);
    set(indexOf(sequence), new Parts(parts.salt, parts.head, changed, parts.rest).toByteArray());
  }

  /** A record with another salt, as one that was never logged would have. */
  static EntryContent withSalt(byte[] body, byte[] salt) {
    Parts parts = Parts.of(body);
    return EntryContent.of(
        EntryType.RECORD, new Parts(salt, parts.head, parts.message, parts.rest).toByteArray());
  }

  static byte[] salt(byte[] body) {
    return Parts.of(body).salt;
  }

  /** The body of a record, up to the message taken apart. */
  private record Parts(byte[] salt, byte[] head, byte[] message, byte[] rest) {
    static Parts of(byte[] body) {
      ByteBuffer in = ByteBuffer.wrap(body);
      in.get();
      byte[] salt = take(in, 32);
      byte[] head = take(in, in.getInt());
      byte[] message = take(in, in.getInt());
      return new Parts(salt, head, message, take(in, in.remaining()));
    }

    private static byte[] take(ByteBuffer in, int length) {
      byte[] bytes = new byte[length];
      in.get(bytes);
      return bytes;
    }

    byte[] toByteArray() {
      return ByteBuffer.allocate(1 + salt.length + 8 + head.length + message.length + rest.length)
          .put((byte) 1)
          .put(salt)
          .putInt(head.length)
          .put(head)
          .putInt(message.length)
          .put(message)
          .put(rest)
          .array();
    }
  }

  /** Writes the journal as if it had never been otherwise; the server makes its index anew. */
  void writeJournal() throws IOException {
    Files.deleteIfExists(log.resolve("index.mv.db"));
    JournalReader before = JournalReader.open(log);
    Segment first = before.segments().getFirst();
    for (Segment segment : before.segments()) {
      Files.delete(segment.file());
    }
    try (BulkJournal journal =
        new BulkJournal(log, first.header().journal(), Long.MAX_VALUE, first.header().created())) {
      for (EntryContent entry : entries) {
        var _ = journal.append(entry);
      }
    }
  }

  /** Makes all tiles anew from the records. */
  TileTree writeTiles() throws IOException {
    delete(log.resolve(PublishedLeaves.DIRECTORY).resolve("tile"));
    TileTree tree = new TileTree(new TreeFiles(log));
    for (int index : indices(EntryType.RECORD)) {
      tree.append(leaf(index));
    }
    tree.writePartial();
    return tree;
  }

  private byte[] leaf(int index) throws IOException {
    return LeafMaterial.read(new EntryBody.InMemory(body(index))).leaf();
  }

  private static void delete(Path directory) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  /** Signs every checkpoint anew, over the records as they are now, and publishes the last one. */
  void writeCheckpoints(LogSigner signer) throws IOException {
    TileTree tree = new TileTree(new TreeFiles(log));
    List<Integer> records = indices(EntryType.RECORD);
    Optional<SignedNote> last = Optional.empty();
    for (int index : indices(EntryType.CHECKPOINT)) {
      Checkpoint old = CheckpointEntry.read(new EntryBody.InMemory(body(index))).checkpoint();
      long size = Math.min(old.size(), records.size());
      if (size < tree.size()) {
        tree = new TileTree(new TreeFiles(log));
      }
      while (tree.size() < size) {
        tree.append(leaf(records.get((int) tree.size())));
      }
      SignedNote note = sign(Checkpoint.of(old.origin(), size, tree.root()), signer);
      set(index, entry(note));
      last = Optional.of(note);
    }
    publish(last.orElseThrow());
  }

  static SignedNote sign(Checkpoint checkpoint, LogSigner signer) {
    NoteSignature signature = signer.key().sign(checkpoint.text(), signer.ed25519());
    return new SignedNote(checkpoint.text(), List.of(signature));
  }

  /** The body of a checkpoint entry without a time-stamp. */
  static byte[] entry(SignedNote note) {
    byte[] text = note.toByteArray();
    return ByteBuffer.allocate(2 + Integer.BYTES + text.length)
        .put((byte) 1)
        .putInt(text.length)
        .put(text)
        .put((byte) 0)
        .array();
  }

  void publish(SignedNote note) throws IOException {
    Files.write(log.resolve(PublishedLeaves.DIRECTORY).resolve("checkpoint"), note.toByteArray());
  }

  /** Flips one bit of a file. */
  static void flip(Path file, int offset, int bit) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    bytes[offset] ^= (byte) (1 << bit);
    Files.write(file, bytes);
  }
}
