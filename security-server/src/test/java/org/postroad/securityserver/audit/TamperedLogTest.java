// SPDX-License-Identifier: MIT
package org.postroad.securityserver.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.postroad.protocol.transparency.Checkpoint;
import org.postroad.protocol.transparency.SignedNote;
import org.postroad.protocol.transparency.TileTree;
import org.postroad.securityserver.journal.EntryBody;
import org.postroad.securityserver.journal.EntryContent;
import org.postroad.securityserver.journal.EntryType;
import org.postroad.securityserver.journal.JournalCursor;
import org.postroad.securityserver.journal.JournalEntry;
import org.postroad.securityserver.journal.JournalPosition;
import org.postroad.securityserver.journal.JournalReader;
import org.postroad.securityserver.logtree.CheckpointEntry;
import org.postroad.securityserver.messagelog.LeafMaterial;

/**
 * The ways to tamper with a log. Each begins with a copy of a healthy log and goes as far as
 * somebody can who has the machine: everything that is not signed or kept elsewhere is made to
 * agree again.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TamperedLogTest {
  private static final int RECORDS = 12;

  private final HealthyLog healthy = new HealthyLog();
  private Path original = Path.of("");
  private Path old = Path.of("");
  private UUID journal = new UUID(0, 0);

  /** The newest checkpoint, as a witness has it. */
  private List<AuditOptions.Kept> kept = List.of();

  @BeforeAll
  void makeHealthyLog(@TempDir Path directory) throws IOException {
    original = directory.resolve("log");
    old = directory.resolve("old");
    var _ = healthy.run(original, "monday", RECORDS / 2);
    HealthyLog.copy(original, old);
    kept = List.of(new AuditOptions.Kept("witness", healthy.run(original, "tuesday", RECORDS / 2)));
    journal = JournalReader.open(original).id().orElseThrow();
  }

  private SignedNote newest() {
    return kept.getFirst().note();
  }

  private AuditReport judge(Path log, AuditOptions options) throws IOException {
    return new LogAudit(options).judge(log, AuditProgress.NONE);
  }

  /** An auditor who knows keys and authorities and has nothing from elsewhere. */
  private AuditReport judge(Path log) throws IOException {
    return judge(log, healthy.auditor(journal));
  }

  /** An auditor who asked a witness. */
  private AuditReport judgeWithWitness(Path log) throws IOException {
    return judge(log, healthy.auditor(journal).withKept(kept));
  }

  private Insider insider(Path log) throws IOException {
    HealthyLog.copy(original, log);
    return new Insider(log);
  }

  private static void assertFound(AuditReport report, FindingKind kind, Subject subject) {
    assertTrue(
        report.findings().stream()
            .anyMatch(finding -> finding.kind() == kind && finding.subject().equals(subject)),
        () -> kind.label() + " " + subject + " is not among " + report.findings());
  }

  private static void assertFirst(AuditReport report, FindingKind kind, Subject subject) {
    assertFound(report, kind, subject);
    Finding first = report.findings().getFirst();
    assertEquals(kind, first.kind(), report.findings()::toString);
    assertEquals(subject, first.subject(), report.findings()::toString);
  }

  @Test
  void theHealthyLogHasNoFindings() throws IOException {
    AuditReport report = judge(original, healthy.auditor(journal).withKept(kept).withSignatures());
    assertEquals(List.of(), report.findings());
    assertEquals(List.of(), report.notChecked());
    assertEquals(RECORDS, report.records());
    assertEquals(0, report.waiting());
    assertEquals(RECORDS, report.provenSize());
    assertEquals(RECORDS, report.cosignedSize());
    assertEquals(4, report.timestamps());
    assertEquals(RECORDS, report.indexed());
  }

  @Test
  void writingTheSameAgainIsNoTampering(@TempDir Path log) throws IOException {
    Insider insider = insider(log);
    insider.writeJournal();
    insider.writeTiles();
    assertEquals(List.of(), judgeWithWitness(log).findings());
  }

  @Test
  void anEditedMessageIsFoundByItsDigest(@TempDir Path log) throws IOException {
    Insider insider = insider(log);
    insider.editMessageOnly(3, message -> message.replace("GET", "PUT"));
    insider.writeJournal();
    AuditReport report = judge(log);
    assertFirst(report, FindingKind.MESSAGE_CHANGED, Subject.record(3));
    assertEquals(1, report.found());
    assertTrue(report.findings().getFirst().place().isPresent());
  }

  @Test
  void anEditedRecordIsFoundByItsLeaf(@TempDir Path log) throws IOException {
    Insider insider = insider(log);
    insider.editMessage(3, message -> message.replace("GET", "PUT"));
    insider.writeJournal();
    assertFirst(judge(log), FindingKind.RECORD_CHANGED, Subject.record(3));
  }

  @Test
  void anEditedRecordWithItsTilesIsFoundByTheCheckpoint(@TempDir Path log) throws IOException {
    Insider insider = insider(log);
    insider.editMessage(9, message -> message.replace("GET", "PUT"));
    insider.writeJournal();
    insider.writeTiles();
    AuditReport report = judge(log);
    Finding finding = report.findings().getFirst();
    assertEquals(FindingKind.CHECKPOINT_CHANGED, finding.kind());
    assertTrue(finding.subject() instanceof Subject.OfCheckpoint(long size) && size >= 9);
    assertTrue(report.provenSize() < 9);
  }

  @Test
  void anEditedRecordIsFoundThoughEverythingWasSignedAnew(@TempDir Path log) throws IOException {
    Insider insider = insider(log);
    insider.editMessage(3, message -> message.replace("GET", "PUT"));
    insider.writeTiles();
    insider.writeCheckpoints(healthy.signer(journal));
    insider.writeJournal();
    assertFirst(judge(log), FindingKind.COSIGNATURE, new Subject.OfCheckpoint(RECORDS));
    assertFirst(judgeWithWitness(log), FindingKind.FORKED, new Subject.OfCheckpoint(RECORDS));
    assertFound(
        judge(log, healthy.auditor(journal).withSignatures()),
        FindingKind.SIGNATURE_INVALID,
        Subject.record(3));
  }

  @Test
  void aDeletedRecordIsFoundAndNamed(@TempDir Path log) throws IOException {
    Insider insider = insider(log);
    insider.entries().remove(insider.indexOf(5));
    insider.writeJournal();
    assertFound(judge(log), FindingKind.RECORD_REMOVED, Subject.record(5));
  }

  @Test
  void anInsertedRecordIsFoundAndNamed(@TempDir Path log) throws IOException {
    Insider insider = insider(log);
    byte[] invented = insider.body(insider.indexOf(2));
    insider.entries().add(insider.indexOf(4), Insider.withSalt(invented, new byte[32]));
    insider.writeJournal();
    assertFound(judge(log), FindingKind.RECORD_INSERTED, Subject.record(4));
  }

  @Test
  void recordsInAnotherOrderAreFoundAndNamed(@TempDir Path log) throws IOException {
    Insider insider = insider(log);
    Collections.swap(insider.entries(), insider.indexOf(8), insider.indexOf(9));
    insider.writeJournal();
    assertFound(judge(log), FindingKind.RECORDS_REORDERED, new Subject.Records(8, 9));
  }

  @Test
  void aTruncatedTailIsFoundByTheTree(@TempDir Path log) throws IOException {
    Insider insider = insider(log);
    insider.entries().subList(insider.indexOf(11), insider.entries().size()).clear();
    insider.writeJournal();
    assertFound(judge(log), FindingKind.TRUNCATED, new Subject.Records(11, RECORDS));
  }

  @Test
  void aTruncatedTailWithItsTreeIsFoundByWhatAWitnessHas(@TempDir Path log) throws IOException {
    Insider insider = insider(log);
    insider.entries().subList(insider.indexOf(11), insider.entries().size()).clear();
    insider.writeJournal();
    TileTree tree = insider.writeTiles();
    String origin = healthy.signer(journal).key().name();
    insider.publish(Insider.sign(Checkpoint.of(origin, 10, tree.root()), healthy.signer(journal)));
    assertEquals(List.of(), judge(log).findings());
    assertFirst(
        judgeWithWitness(log), FindingKind.OLDER_THAN_KEPT, new Subject.OfCheckpoint(RECORDS));
  }

  @Test
  void anOldCopyIsFoundByWhatAWitnessHas() throws IOException {
    assertEquals(List.of(), judge(old).findings());
    AuditReport report = judgeWithWitness(old);
    assertFirst(report, FindingKind.OLDER_THAN_KEPT, new Subject.OfCheckpoint(RECORDS));
    assertEquals(1, report.found());
  }

  @Test
  void aForkIsFoundByWhatAWitnessHas(@TempDir Path log) throws IOException {
    HealthyLog.copy(old, log);
    SignedNote other = healthy.run(log, "another-tuesday", RECORDS);
    assertTrue(HealthyLog.size(other) > RECORDS);
    assertEquals(List.of(), judge(log).findings());
    AuditReport report = judgeWithWitness(log);
    assertFirst(report, FindingKind.FORKED, new Subject.OfCheckpoint(RECORDS));
    assertEquals(1, report.found());
  }

  @Test
  void swappedSaltsAreFoundInBothRecords(@TempDir Path log) throws IOException {
    Insider insider = insider(log);
    int second = insider.indexOf(2);
    int tenth = insider.indexOf(10);
    byte[] body = insider.body(second);
    insider.entries().set(second, Insider.withSalt(body, Insider.salt(insider.body(tenth))));
    insider.entries().set(tenth, Insider.withSalt(insider.body(tenth), Insider.salt(body)));
    insider.writeJournal();
    AuditReport report = judge(log);
    assertFound(report, FindingKind.RECORD_CHANGED, Subject.record(2));
    assertFound(report, FindingKind.RECORD_CHANGED, Subject.record(10));
  }

  @Test
  void swappedTimestampsAreFoundWithTheirRecords(@TempDir Path log) throws IOException {
    Insider insider = insider(log);
    List<Integer> stamps = insider.indices(EntryType.TIMESTAMP);
    byte[] first = insider.body(stamps.get(0));
    byte[] second = insider.body(stamps.get(3));
    insider.set(stamps.get(0), withToken(first, token(second)));
    insider.set(stamps.get(3), withToken(second, token(first)));
    insider.writeJournal();
    AuditReport report = judge(log);
    assertFirst(report, FindingKind.TIMESTAMP, new Subject.Records(1, 3));
    assertFound(report, FindingKind.TIMESTAMP, new Subject.Records(10, 12));
    assertEquals(2, report.found());
  }

  private static byte[] token(byte[] body) {
    int length = ByteBuffer.wrap(body, 1, Integer.BYTES).getInt();
    return Arrays.copyOfRange(body, 5, 5 + length);
  }

  private static byte[] withToken(byte[] body, byte[] token) {
    int rest = 5 + token(body).length;
    return ByteBuffer.allocate(5 + token.length + body.length - rest)
        .put((byte) 1)
        .putInt(token.length)
        .put(token)
        .put(body, rest, body.length - rest)
        .array();
  }

  @Test
  void anEditedCheckpointIsFoundByItsSignature(@TempDir Path log) throws IOException {
    Insider insider = insider(log);
    Checkpoint other = other(Checkpoint.parse(newest().text()), log);
    insider.publish(new SignedNote(other.text(), newest().signatures()));
    AuditReport report = judge(log);
    assertFound(report, FindingKind.CHECKPOINT_SIGNATURE, new Subject.OfCheckpoint(RECORDS));
    assertFound(report, FindingKind.CHECKPOINT_CHANGED, new Subject.OfCheckpoint(RECORDS));
  }

  @Test
  void anEditedCheckpointIsFoundByTheRecordsThoughItIsSigned(@TempDir Path log) throws IOException {
    Insider insider = insider(log);
    Checkpoint other = other(Checkpoint.parse(newest().text()), log);
    insider.publish(Insider.sign(other, healthy.signer(journal)));
    AuditReport report = judge(log);
    assertFirst(report, FindingKind.CHECKPOINT_CHANGED, new Subject.OfCheckpoint(RECORDS));
    assertEquals("tree/checkpoint", report.findings().getFirst().place().orElseThrow().toString());
  }

  /** Another root for the same size. */
  private static Checkpoint other(Checkpoint genuine, Path log) throws IOException {
    TileTree tree = new TileTree(new TreeFiles(log.resolve("elsewhere")));
    tree.append(new byte[33]);
    return Checkpoint.of(genuine.origin(), genuine.size(), tree.root());
  }

  @Test
  void anEditedCheckpointOfTheJournalIsFound(@TempDir Path log) throws IOException {
    Insider insider = insider(log);
    int index = insider.indices(EntryType.CHECKPOINT).getFirst();
    Checkpoint genuine =
        CheckpointEntry.read(new EntryBody.InMemory(insider.body(index))).checkpoint();
    insider.set(index, Insider.entry(Insider.sign(other(genuine, log), healthy.signer(journal))));
    insider.writeJournal();
    assertFirst(
        judge(log), FindingKind.CHECKPOINT_CHANGED, new Subject.OfCheckpoint(genuine.size()));
  }

  @Test
  void anEditedTileIsFoundAndTheRecordsAreNotBlamed(@TempDir Path log) throws IOException {
    HealthyLog.copy(original, log);
    Path tile = log.resolve("tree/tile/0/000.p/" + RECORDS);
    Insider.flip(tile, 40, 3);
    AuditReport report = judge(log);
    assertFirst(
        report, FindingKind.TILE_CHANGED, new Subject.OfFile("tree/tile/0/000.p/" + RECORDS));
    assertEquals(1, report.found());
  }

  @Test
  void aTileThatACheckpointNeedsIsMissed(@TempDir Path log) throws IOException {
    HealthyLog.copy(original, log);
    Files.delete(log.resolve("tree/tile/entries/000.p/" + RECORDS));
    assertFirst(
        judge(log),
        FindingKind.TILE_MISSING,
        new Subject.OfFile("tree/tile/entries/000.p/" + RECORDS));
  }

  @Test
  void aRecordCutOutWithoutRenumberingIsNamed(@TempDir Path log) throws IOException {
    HealthyLog.copy(original, log);
    Path file = JournalReader.open(log).segments().getFirst().file();
    byte[] bytes = Files.readAllBytes(file);
    int from = 0;
    int length = 0;
    try (JournalCursor cursor = JournalReader.open(log).cursor(JournalPosition.START)) {
      for (Optional<JournalEntry> entry = cursor.next(damage -> {});
          entry.isPresent();
          entry = cursor.next(damage -> {})) {
        if (entry.get().type() == EntryType.RECORD && entry.get().frame().sequence() == 2) {
          from = (int) entry.get().position().offset();
          length = (int) entry.get().frame().length();
        }
      }
    }
    byte[] rest = Arrays.copyOfRange(bytes, from + length, bytes.length);
    Files.write(file, Arrays.copyOf(bytes, from));
    Files.write(file, rest, StandardOpenOption.APPEND);
    AuditReport report = judge(log);
    assertFound(report, FindingKind.RECORD_MISSING, Subject.record(2));
  }

  @Test
  void aPrunedRecordWithoutAnArchiveIsFound(@TempDir Path log) throws IOException {
    Insider insider = insider(log);
    int index = insider.indexOf(6);
    byte[] leaf = LeafMaterial.read(new EntryBody.InMemory(insider.body(index))).leaf();
    insider.entries().set(index, EntryContent.of(EntryType.PRUNED, leaf));
    insider.writeJournal();
    assertFirst(judge(log), FindingKind.PRUNED_UNARCHIVED, Subject.record(6));
  }

  @Test
  void anEditedIndexIsFoundAndTheRecordNamed(@TempDir Path log) throws Exception {
    HealthyLog.copy(original, log);
    try (Connection index = DriverManager.getConnection("jdbc:h2:file:" + log.resolve("index"));
        Statement statement = index.createStatement()) {
      assertEquals(
          1,
          statement.executeUpdate(
              "UPDATE log_record SET query_id = 'nothing' WHERE MOD(id, 131072) = 7"));
    }
    AuditReport report = judge(log);
    assertFirst(report, FindingKind.INDEX_CHANGED, Subject.record(7));
    assertEquals(1, report.found());
  }
}
