// SPDX-License-Identifier: MIT
package org.postroad.securityserver.logtree;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.postroad.protocol.algorithm.Digest;
import org.postroad.protocol.identifier.SecurityServerId;
import org.postroad.protocol.token.Ed25519Key;
import org.postroad.protocol.transparency.Checkpoint;
import org.postroad.protocol.transparency.CheckpointPolicy;
import org.postroad.protocol.transparency.SignedNote;
import org.postroad.securityserver.journal.EntryContent;
import org.postroad.securityserver.journal.EntryType;
import org.postroad.securityserver.journal.Journal;
import org.postroad.securityserver.journal.JournalFiles;
import org.postroad.securityserver.journal.JournalFixtures;
import org.postroad.securityserver.messagelog.TimestampService;

/** A journal of records that are only salts and heads, and its tree. */
final class Fixtures {
  static final SecurityServerId SERVER = SecurityServerId.parse("TEST/GOV/1234/ss 1+");
  static final Ed25519Key KEY = Ed25519Key.generate(new SecureRandom());
  static final LogTreeOptions QUICK =
      new LogTreeOptions(Duration.ofMillis(20), Duration.ZERO, Duration.ofMillis(20));
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private Fixtures() {}

  static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  static LogSigner signer(Journal journal) {
    return LogSigner.of(SERVER, journal.id(), KEY.publicKey(), KEY::sign);
  }

  /** What the leaf of record {@code n} of these tests is made of. */
  static byte[] salt(long n) {
    byte[] salt = new byte[32];
    new SplittableRandom(n).nextBytes(salt);
    return salt;
  }

  static byte[] head(long n) {
    return utf8("{\"queryId\":\"query " + n + "\"}");
  }

  /** The start of a record's body, as far as the tree looks at it. */
  static EntryContent record(long n) {
    byte[] head = head(n);
    byte[] body = new byte[1 + 32 + 4 + head.length];
    body[0] = 1;
    System.arraycopy(salt(n), 0, body, 1, 32);
    body[36] = (byte) head.length;
    System.arraycopy(head, 0, body, 37, head.length);
    return EntryContent.of(EntryType.RECORD, body);
  }

  /** Appends records up to number {@code last}. */
  static void grow(Journal journal, long last) throws IOException {
    while (journal.lastSequence() < last) {
      var _ = journal.append(record(journal.lastSequence() + 1));
    }
  }

  static LogTree tree(Journal journal, Path directory) {
    return tree(journal, directory, JournalFiles.disk(), new NoStamps());
  }

  static LogTree tree(
      Journal journal, Path directory, JournalFiles files, TimestampService stamps) {
    return LogTree.start(journal, directory, files, () -> signer(journal), stamps, QUICK);
  }

  static Journal journal(Path directory) throws IOException {
    return JournalFixtures.open(directory);
  }

  /** The checkpoint of a note that the log has to have signed. */
  static Checkpoint open(SignedNote note, LogTree tree) {
    return new CheckpointPolicy(tree.key().name(), List.of(tree.key()), List.of(), 0).open(note);
  }

  /** The newest checkpoint once it covers so many records. */
  static SignedNote awaitCheckpoint(LogTree tree, long size) {
    await(() -> tree.checkpoint().filter(note -> size(note) >= size).isPresent(), tree);
    return tree.checkpoint().orElseThrow();
  }

  /** Returns when the tree stands as the journal does, or says why not. */
  static void awaitOpen(LogTree tree) {
    await(() -> !tree.status().opening(), tree);
  }

  static void awaitFailure(LogTree tree, String text) {
    await(
        () -> tree.status().failure().filter(failure -> failure.contains(text)).isPresent(), tree);
  }

  static long size(SignedNote note) {
    return Checkpoint.parse(note.text()).size();
  }

  /** Waits for something that a thread of the tree does. */
  static void await(BooleanSupplier condition, LogTree tree) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > end) {
        throw new AssertionError("waited in vain, status is " + tree.status());
      }
      LockSupport.parkNanos(2_000_000);
    }
  }

  /** An authority that nobody should ask. */
  static final class NoStamps implements TimestampService {
    @Override
    public byte[] stamp(Digest imprint) {
      throw new IllegalStateException("nobody asked for time-stamps");
    }
  }
}
