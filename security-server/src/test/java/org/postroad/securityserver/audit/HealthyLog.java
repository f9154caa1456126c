// SPDX-License-Identifier: MIT
package org.postroad.securityserver.audit;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.postroad.protocol.algorithm.Digest;
import org.postroad.protocol.algorithm.DigestAlgorithm;
import org.postroad.protocol.identifier.ClientId;
import org.postroad.protocol.identifier.SecurityServerId;
import org.postroad.protocol.identifier.ServiceId;
import org.postroad.protocol.message.RestRequest;
import org.postroad.protocol.mime.Headers;
import org.postroad.protocol.signature.MessageSignature;
import org.postroad.protocol.signature.MessageSigner;
import org.postroad.protocol.signature.SignedParts;
import org.postroad.protocol.signature.SigningIdentity;
import org.postroad.protocol.token.Ed25519Key;
import org.postroad.protocol.transparency.Checkpoint;
import org.postroad.protocol.transparency.NoteKey;
import org.postroad.protocol.transparency.SignedNote;
import org.postroad.protocol.transparency.TlogPolicy;
import org.postroad.securityserver.archive.ArchiveEntry;
import org.postroad.securityserver.archive.ArchiveSettings;
import org.postroad.securityserver.archive.ArchiveWatcher;
import org.postroad.securityserver.archive.Archives;
import org.postroad.securityserver.archive.RecordProofs;
import org.postroad.securityserver.logtree.LogSigner;
import org.postroad.securityserver.logtree.LogTree;
import org.postroad.securityserver.logtree.LogTreeOptions;
import org.postroad.securityserver.messagelog.MessageLog;
import org.postroad.securityserver.messagelog.MessageLogOptions;
import org.postroad.securityserver.messagelog.NewRecord;
import org.postroad.securityserver.messagelog.Side;
import org.postroad.testing.TestAuthority;
import org.postroad.testing.TestKey;

/**
 * A log as a server makes it: signed records, time-stamped in two batches, a tree with checkpoints
 * that are time-stamped and cosigned by a witness, and an index.
 */
final class HealthyLog {
  static final ClientId CLIENT = ClientId.parse("TEST/GOV/1234/tax");
  static final ServiceId SERVICE = ServiceId.of(ClientId.parse("TEST/GOV/5678/people"), "person");
  static final SecurityServerId SERVER = SecurityServerId.parse("TEST/GOV/1234/ss1");
  private static final Clock CLOCK = Clock.fixed(TestAuthority.NOW, ZoneOffset.UTC);
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final LogTreeOptions QUICK =
      new LogTreeOptions(Duration.ofMillis(5), Duration.ZERO, Duration.ofMillis(20));

  private final TestAuthority authority = TestAuthority.create();
  private final SigningIdentity identity;
  private final Ed25519Key logKey = Ed25519Key.generate(new SecureRandom());
  private final Ed25519Key witnessKey = Ed25519Key.generate(new SecureRandom());
  private final NoteKey witness =
      new NoteKey("witness.test", NoteKey.Type.COSIGNATURE, witnessKey.publicKey());

  HealthyLog() {
    TestKey key = authority.signing(CLIENT.member());
    byte[] ocsp = authority.good(key.certificate(), TestAuthority.NOW);
    identity = new SigningIdentity(key.certificate(), List.of(), List.of(ocsp), key.signer());
  }

  /** The key with which the log signs, which a tamperer may have. */
  LogSigner signer(UUID journal) {
    return LogSigner.of(SERVER, journal, logKey.publicKey(), logKey::sign);
  }

  TestAuthority authority() {
    return authority;
  }

  /** What an auditor knows of this log. */
  AuditOptions auditor(UUID journal) {
    NoteKey key = signer(journal).key();
    String text = "log " + key.vkey() + "\nwitness w " + witness.vkey() + "\nquorum w\n";
    return AuditOptions.DEFAULT
        .withPolicy(TlogPolicy.parse(text.getBytes(StandardCharsets.UTF_8)))
        .withTrust(authority.trust());
  }

  /** The server runs for a while: two batches of requests, named after the run. */
  SignedNote run(Path directory, String name, int records) throws IOException {
    MessageLogOptions options = MessageLogOptions.DEFAULT.withTimestampInterval(Duration.ZERO);
    try (MessageLog log =
        MessageLog.open(
            directory, options, CLOCK, new SplittableRandom(name.hashCode()), this::stamp)) {
      try (LogTree tree =
          LogTree.start(
              log.journal(), directory, () -> signer(log.journal().id()), this::stamp, QUICK)) {
        long last = 0;
        for (int i = 0; i < records; i++) {
          last = log.append(request(name + "-" + i));
          if (i == records / 2 - 1) {
            log.timestampNow();
            cosign(tree, last);
          }
        }
        log.timestampNow();
        SignedNote newest = cosign(tree, last);
        requireIndexed(log);
        return newest;
      }
    }
  }

  /** Everything stamped goes into an archive, with proofs under the checkpoint in the directory. */
  List<ArchiveEntry> archive(Path directory) throws IOException {
    MessageLogOptions options = MessageLogOptions.DEFAULT.withTimestampInterval(Duration.ZERO);
    try (MessageLog log =
            MessageLog.open(directory, options, CLOCK, new SplittableRandom(5), this::stamp);
        Archives archives =
            Archives.open(
                log.journal(),
                directory,
                ArchiveSettings.DEFAULT,
                RecordProofs.in(directory),
                CLOCK,
                new SecureRandom())) {
      List<ArchiveEntry> made = archives.archive(ArchiveWatcher.NONE).archives();
      requireIndexed(log);
      return made;
    }
  }

  /** Asking makes the index catch up with all that was written. */
  private static void requireIndexed(MessageLog log) {
    if (log.waitingForTimestamp() != 0) {
      throw new IllegalStateException("records wait for a time-stamp");
    }
  }

  private byte[] stamp(Digest imprint) {
    return authority.timestamp(imprint, TestAuthority.NOW);
  }

  /** Waits for the checkpoint over a record and cosigns it. */
  private SignedNote cosign(LogTree tree, long size) throws IOException {
    await(() -> tree.checkpoint().filter(note -> size(note) >= size).isPresent());
    SignedNote note = tree.checkpoint().orElseThrow();
    tree.cosigned(note, witness.cosign(note.text(), TestAuthority.NOW, witnessKey::sign));
    return tree.checkpoint().orElseThrow();
  }

  static long size(SignedNote note) {
    return Checkpoint.parse(note.text()).size();
  }

  private interface Condition {
    boolean holds() throws IOException;
  }

  private static void await(Condition condition) throws IOException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.holds()) {
      if (System.nanoTime() > end) {
        throw new AssertionError("waited in vain");
      }
      LockSupport.parkNanos(1_000_000);
    }
  }

  private NewRecord request(String queryId) {
    RestRequest request =
        RestRequest.ofConsumer(
            "GET",
            "/r1/" + SERVICE.encoded() + "/" + queryId,
            Headers.builder()
                .add("X-Road-Client", CLIENT.encoded())
                .add("X-Road-Id", queryId)
                .build(),
            "11111111-2222-3333-4444-555555555555",
            () -> queryId);
    SignedParts parts = new SignedParts(DigestAlgorithm.SHA512.digest(request.bytes()), List.of());
    MessageSignature signature =
        MessageSigner.sign(List.of(parts), identity, TestAuthority.NOW).getFirst();
    return NewRecord.of(Side.CONSUMER, request, request.requestId(), parts, List.of(), signature);
  }

  /** A copy of a log, or of anything. */
  static void copy(Path from, Path to) throws IOException {
    List<Path> files;
    try (Stream<Path> all = Files.walk(from)) {
      files = all.sorted().toList();
    }
    for (Path file : files) {
      Path copy = to.resolve(from.relativize(file).toString());
      if (Files.isDirectory(file)) {
        Files.createDirectories(copy);
      } else {
        Files.copy(file, copy);
      }
    }
  }
}
