// SPDX-License-Identifier: MIT
package org.postroad.securityserver.archive;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.postroad.protocol.algorithm.Digest;
import org.postroad.protocol.algorithm.DigestAlgorithm;
import org.postroad.protocol.identifier.ClientId;
import org.postroad.protocol.identifier.ServiceId;
import org.postroad.protocol.signature.MessageSigner;
import org.postroad.protocol.signature.SignedParts;
import org.postroad.protocol.signature.SigningIdentity;
import org.postroad.securityserver.journal.EntryType;
import org.postroad.securityserver.journal.JournalCursor;
import org.postroad.securityserver.journal.JournalEntry;
import org.postroad.securityserver.journal.JournalFiles;
import org.postroad.securityserver.journal.JournalOptions;
import org.postroad.securityserver.journal.JournalPosition;
import org.postroad.securityserver.messagelog.Kind;
import org.postroad.securityserver.messagelog.LeafMaterial;
import org.postroad.securityserver.messagelog.MessageLog;
import org.postroad.securityserver.messagelog.MessageLogOptions;
import org.postroad.securityserver.messagelog.NewRecord;
import org.postroad.securityserver.messagelog.Side;
import org.postroad.securityserver.messagelog.TimestampService;
import org.postroad.testing.StandingClock;
import org.postroad.testing.TestAuthority;
import org.postroad.testing.TestContainers;
import org.postroad.testing.TestKey;

/** Message logs with records that are really signed and stamped. */
final class Fixtures {
  static final ClientId TAX = ClientId.parse("TEST/GOV/1234/tax");
  static final ClientId TOLL = ClientId.parse("TEST/GOV/1234/toll");
  static final ClientId FIRM = ClientId.parse("TEST/COM/a b/shop");
  static final RecordProofs PROOFS = Fixtures::proof;

  private Fixtures() {}

  /** A stand-in for a proof: it says of which record and leaf it is. */
  private static byte[] proof(long sequence, LeafMaterial material) {
    String leaf = DigestAlgorithm.SHA256.digest(material.leaf()).hex();
    return ("proof of " + sequence + " " + leaf).getBytes(StandardCharsets.UTF_8);
  }

  /** Where time-stamps and signatures of all logs of a test come from. */
  static final class World {
    final TestAuthority authority = TestAuthority.create();
    final StandingClock clock = new StandingClock();
    private final SigningIdentity identity;

    World() {
      TestKey key = authority.signing(TestContainers.MEMBER);
      identity =
          new SigningIdentity(
              key.certificate(),
              List.of(),
              List.of(authority.good(key.certificate(), TestAuthority.NOW)),
              key.signer());
    }

    MessageLog log(Path directory) throws IOException {
      return log(directory, JournalOptions.DEFAULT.segmentBytes());
    }

    /** Stamps when told, so that each test says which records wait. */
    MessageLog log(Path directory, long segmentBytes) throws IOException {
      MessageLogOptions options =
          MessageLogOptions.DEFAULT
              .withTimestampInterval(Duration.ZERO)
              .withJournal(new JournalOptions(segmentBytes, 0));
      TimestampService stamps = imprint -> authority.timestamp(imprint, TestContainers.STAMPED);
      return MessageLog.open(directory, options, clock, new SplittableRandom(4), stamps);
    }

    Archives archives(MessageLog log, Path directory, ArchiveSettings settings) throws IOException {
      return archives(log, directory, settings, JournalFiles.disk());
    }

    Archives archives(MessageLog log, Path directory, ArchiveSettings settings, JournalFiles files)
        throws IOException {
      return Archives.open(
          log.journal(), directory, settings, PROOFS, files, clock, new SecureRandom());
    }

    /** A request that a client sent, with a body of some size or none. */
    NewRecord request(ClientId client, String queryId, int bodyBytes) {
      TestContainers.Sent sent = TestContainers.rest("x".repeat(bodyBytes));
      List<NewRecord.Attachment> attachments =
          sent.attachments().stream().map(Fixtures::attachment).toList();
      SignedParts parts =
          new SignedParts(
              sha512(sent.message()),
              attachments.stream().map(NewRecord.Attachment::digest).toList());
      return new NewRecord(
          Side.CONSUMER,
          Kind.REQUEST,
          queryId,
          "request-" + queryId,
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          client,
          new ServiceId(ClientId.parse("TEST/GOV/99/Service"), "svc", Optional.empty()),
          "1",
          true,
          sent.message(),
          parts,
          attachments,
          MessageSigner.sign(List.of(parts), identity, TestAuthority.NOW).getFirst());
    }

    void append(MessageLog log, ClientId client, String... queryIds) {
      for (String queryId : queryIds) {
        var _ = log.append(request(client, queryId, 10));
      }
    }
  }

  private static NewRecord.Attachment attachment(byte[] body) {
    return new NewRecord.Attachment(
        body.length, sha512(body), () -> new ByteArrayInputStream(body));
  }

  private static Digest sha512(byte[] bytes) {
    return DigestAlgorithm.SHA512.digest(bytes);
  }

  /** Names and bytes of the archives of a directory, without their proofs. */
  static Map<String, byte[]> archives(Path directory) throws IOException {
    return files(directory, name -> !name.contains("-proofs."));
  }

  static Map<String, byte[]> proofs(Path directory) throws IOException {
    return files(directory, name -> name.contains("-proofs."));
  }

  private static Map<String, byte[]> files(Path directory, Predicate<String> wanted)
      throws IOException {
    Map<String, byte[]> found = new TreeMap<>();
    try (Stream<Path> files = Files.list(directory)) {
      for (Path file : files.toList()) {
        String name = file.getFileName().toString();
        if (name.startsWith("mlog-") && wanted.test(name)) {
          found.put(name, Files.readAllBytes(file));
        }
      }
    }
    return Collections.unmodifiableMap(found);
  }

  /** The archives that count, as the journal says. */
  static List<ArchiveEntry> counted(MessageLog log) throws IOException {
    List<ArchiveEntry> entries = new ArrayList<>();
    for (JournalEntry entry : entries(log, EntryType.ARCHIVE)) {
      entries.add(ArchiveEntry.parse(entry.body()));
    }
    return entries;
  }

  static List<JournalEntry> entries(MessageLog log, EntryType type) throws IOException {
    List<JournalEntry> entries = new ArrayList<>();
    try (JournalCursor cursor = log.journal().cursor(JournalPosition.START)) {
      Optional<JournalEntry> entry = cursor.next(_ -> {});
      while (entry.isPresent()) {
        if (entry.get().type() == type) {
          entries.add(entry.get());
        }
        entry = cursor.next(_ -> {});
      }
    }
    return entries;
  }
}
