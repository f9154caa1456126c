// SPDX-License-Identifier: MIT
package org.postroad.securityserver.journal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalEncryptionTest {
  private static final String SECRET = "this must not be on the disk";

  @TempDir Path directory;
  @TempDir Path keyDirectory;

  private MasterKey key(String name) throws IOException {
    Path file = keyDirectory.resolve(name + ".key");
    byte[] key = new byte[32];
    new SplittableRandom(name.hashCode()).nextBytes(key);
    Files.writeString(file, HexFormat.of().formatHex(key) + "\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    return FileKey.read(file);
  }

  private JournalKeys keys(String... names) throws IOException {
    List<MasterKey> keys = new ArrayList<>();
    for (String name : names) {
      keys.add(key(name));
    }
    return new JournalKeys(keys);
  }

  private static Journal open(Path directory, JournalKeys keys) throws IOException {
    return JournalFixtures.open(
        directory, new JournalOptions(1 << 26, 0, keys), JournalFiles.disk());
  }

  private static byte[] random(int length) {
    byte[] bytes = new byte[length];
    new SplittableRandom(length).nextBytes(bytes);
    return bytes;
  }

  private static EntryContent spooled(byte[] head, byte[] body) {
    return new EntryContent(
        EntryType.RECORD,
        List.of(head),
        List.of(new EntryContent.Spooled(body.length, () -> new ByteArrayInputStream(body))));
  }

  private static boolean holds(Path directory, String text) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      for (Path file : files.toList()) {
        if (new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).contains(text)) {
          return true;
        }
      }
    }
    return false;
  }

  @Test
  void bodiesAreReadBackAndAreNotOnTheDisk() throws IOException {
    JournalKeys keys = keys("a");
    try (Journal journal = open(directory, keys)) {
      journal.append(JournalFixtures.record(SECRET));
      journal.append(EntryContent.of(EntryType.TIMESTAMP, SECRET.getBytes(StandardCharsets.UTF_8)));
      journal.append(EntryContent.of(EntryType.RECORD, new byte[0]));
      assertEquals(List.of(SECRET, SECRET, ""), JournalFixtures.read(journal).texts());
    }
    assertFalse(holds(directory, SECRET));
    assertEquals(
        List.of(SECRET, SECRET, ""),
        JournalFixtures.read(JournalReader.open(directory, keys)).texts());
  }

  @Test
  void everyLengthAndEveryRangeAroundTheBordersOfChunksIsRead() throws IOException {
    int chunk = SegmentCipher.CHUNK;
    int[] lengths = {1, 2, chunk - 1, chunk, chunk + 1, 2 * chunk, 2 * chunk + 5, 17 * chunk + 3};
    List<byte[]> written = new ArrayList<>();
    try (Journal journal = open(directory, keys("a"))) {
      for (int length : lengths) {
        byte[] all = random(length);
        int head = length / 3;
        journal.append(
            spooled(Arrays.copyOf(all, head), Arrays.copyOfRange(all, head, all.length)));
        written.add(all);
      }
      List<JournalEntry> entries = JournalFixtures.read(journal).entries();
      for (int i = 0; i < lengths.length; i++) {
        EntryBody body = entries.get(i).body();
        byte[] all = written.get(i);
        assertEquals(all.length, body.length());
        assertArrayEquals(all, body.stream(0, all.length).readAllBytes());
        for (int from : new int[] {0, chunk - 1, chunk, chunk + 1, all.length - 1, all.length}) {
          if (from >= 0 && from <= all.length) {
            int count = Math.min(5, all.length - from);
            byte[] expected = Arrays.copyOfRange(all, from, from + count);
            assertArrayEquals(expected, body.bytes(from, count));
            try (InputStream in = body.stream(from, count)) {
              assertArrayEquals(expected, in.readAllBytes());
            }
          }
        }
        assertThrows(IOException.class, () -> body.bytes(all.length, 1));
      }
    }
  }

  @Test
  void framesAreReadCheckedAndCutWithoutAKeyAndBodiesNameTheKeyThatIsMissing() throws IOException {
    byte[] unsealed;
    try (Journal journal = open(directory, keys("a"))) {
      journal.append(JournalFixtures.record("one"));
      journal.append(JournalFixtures.record("two"));
      unsealed = JournalFixtures.written(journal);
    }
    JournalReader reader = JournalReader.open(directory);
    JournalFixtures.Contents contents = JournalFixtures.read(reader);
    assertEquals(List.of(), contents.damages());
    assertEquals(2, contents.entries().size());
    assertEquals(3, contents.entries().getFirst().body().length());
    String id = HexFormat.of().formatHex(key("a").id());
    for (JournalKeys others : List.of(JournalKeys.NONE, keys("b"))) {
      JournalEntry entry =
          JournalFixtures.read(JournalReader.open(directory, others)).entries().getFirst();
      String text =
          String.valueOf(
              assertThrows(IOException.class, () -> entry.body().bytes(0, 1)).getMessage());
      assertTrue(text.contains("segment 1") && text.contains(id), text);
      assertEquals(!others.keys().isEmpty(), text.contains("b.key"), text);
    }
    Path torn = Files.createDirectory(directory.resolve("torn"));
    Files.write(Segment.file(torn, 1), Arrays.copyOf(unsealed, unsealed.length - 1));
    try (Journal journal = open(torn, keys("a"))) {
      assertEquals(JournalDamage.Kind.TORN_TAIL, journal.damages().getFirst().kind());
      assertEquals(2, journal.append(JournalFixtures.record("again")).sequence());
      assertEquals(List.of("one", "again"), JournalFixtures.read(journal).texts());
    }
  }

  @Test
  void keysRotateAndRewritingMovesASegmentUnderTheNewOne() throws IOException {
    try (Journal journal = JournalFixtures.open(directory)) {
      journal.append(JournalFixtures.record("in the clear"));
    }
    try (Journal journal = open(directory, keys("a"))) {
      journal.append(JournalFixtures.record("under a"));
    }
    try (Journal journal = open(directory, keys("a", "b"))) {
      journal.append(JournalFixtures.record("under b"));
      assertEquals(
          List.of("in the clear", "under a", "under b"), JournalFixtures.read(journal).texts());
      for (long segment : new long[] {1, 2}) {
        assertEquals(0, journal.rewrite(segment, _ -> Optional.empty()).replaced());
      }
      journal.beginSegment();
      byte[] third = Files.readAllBytes(Segment.file(directory, 3));
      journal.rewrite(3, _ -> Optional.empty());
      assertArrayEquals(third, Files.readAllBytes(Segment.file(directory, 3)));
    }
    assertFalse(holds(directory, "in the clear"));
    assertEquals(
        List.of("in the clear", "under a", "under b"),
        JournalFixtures.read(JournalReader.open(directory, keys("b"))).texts());
  }

  @Test
  void anEntryTakenBackNeverGivesItsNonceToAnother() throws IOException {
    byte[] large = new byte[3 << 20];
    try (Journal journal = open(directory, keys("a"))) {
      journal.append(JournalFixtures.record("before"));
      assertThrows(
          IOException.class,
          () ->
              journal.append(
                  new EntryContent(
                      EntryType.RECORD,
                      List.of(new byte[1]),
                      List.of(
                          new EntryContent.Spooled(
                              large.length + 1L, () -> new ByteArrayInputStream(large))))));
      journal.append(JournalFixtures.record("after"));
      byte[] file = Files.readAllBytes(Segment.file(directory, 1));
      List<Long> counts = new ArrayList<>();
      for (JournalEntry entry : JournalFixtures.read(journal).entries()) {
        counts.add(ByteBuffer.wrap(file).getLong((int) entry.position().offset() + Frame.HEAD));
      }
      assertEquals(List.of(0L, 2L), counts);
      assertEquals(List.of("before", "after"), JournalFixtures.read(journal).texts());
    }
  }

  @Test
  void everyFileHasAKeyOfItsOwn() throws IOException {
    List<String> wrapped = new ArrayList<>();
    try (Journal journal = open(directory, keys("a"))) {
      for (int i = 0; i < 3; i++) {
        journal.append(JournalFixtures.record("one"));
        journal.beginSegment();
      }
      for (Segment segment : journal.segments()) {
        wrapped.add(Arrays.toString(segment.header().key().orElseThrow().wrapped()));
      }
      journal.rewrite(1, _ -> Optional.of(EntryContent.of(EntryType.PRUNED, new byte[] {1, 2, 3})));
      wrapped.add(
          Arrays.toString(journal.segments().getFirst().header().key().orElseThrow().wrapped()));
    }
    assertEquals(5, wrapped.stream().distinct().count());
  }

  @Test
  void bodiesThatWereSwappedOrChangedAreRefusedThoughTheirChecksumsFit() throws IOException {
    List<JournalEntry> entries;
    JournalKeys keys = keys("a");
    try (Journal journal = open(directory, keys)) {
      journal.append(JournalFixtures.record("yes"));
      journal.append(JournalFixtures.record("no!"));
      entries = JournalFixtures.read(journal).entries();
    }
    Path file = Segment.file(directory, 1);
    byte[] whole = Files.readAllBytes(file);
    int first = (int) entries.getFirst().position().offset() + Frame.HEAD;
    int second = (int) entries.getLast().position().offset() + Frame.HEAD;
    int stored = (int) SegmentCipher.sealedLength(3);

    byte[] swapped = whole.clone();
    System.arraycopy(whole, first, swapped, second, stored + Frame.TAIL);
    System.arraycopy(whole, second, swapped, first, stored + Frame.TAIL);
    assertRefused(file, swapped, keys);

    for (int at = first; at < first + stored; at++) {
      byte[] changed = whole.clone();
      changed[at] ^= 1;
      CRC32C crc = new CRC32C();
      crc.update(changed, first, stored);
      ByteBuffer.wrap(changed).putInt(first + stored, (int) crc.getValue());
      assertRefused(file, changed, keys);
    }
  }

  private void assertRefused(Path file, byte[] content, JournalKeys keys) throws IOException {
    Files.write(file, content);
    JournalFixtures.Contents contents = JournalFixtures.read(JournalReader.open(directory, keys));
    assertEquals(List.of(), contents.damages());
    EntryBody body = contents.entries().getFirst().body();
    assertThrows(IOException.class, () -> body.bytes(0, 3));
  }

  @Test
  void aKeyFileIsForItsOwnerAloneAndHasOneForm() throws IOException {
    MasterKey a = key("a");
    Path file = keyDirectory.resolve("a.key");
    String hex = Files.readString(file);
    assertArrayEquals(a.id(), FileKey.read(file).id());
    for (String wrong :
        List.of("", hex.substring(2), hex + "\n", hex.replaceFirst("..", "xy"), "00" + hex)) {
      Files.writeString(file, wrong);
      String text =
          String.valueOf(assertThrows(IOException.class, () -> FileKey.read(file)).getMessage());
      assertTrue(text.contains("64 hexadecimal digits"), text);
    }
    Files.writeString(file, hex);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
    assertThrows(IOException.class, () -> FileKey.read(file));
    assertFalse(a.toString().contains(hex.substring(0, 8)));
  }

  @Test
  void theKeysOfADirectoryAreThereInTheOrderOfTheirNames() throws IOException {
    assertEquals(JournalKeys.NONE, JournalKeys.read(keyDirectory.resolve("none")));
    key("2027");
    key("2026");
    Files.writeString(keyDirectory.resolve("README"), "not a key");
    assertEquals(
        List.of("2026.key", "2027.key"),
        JournalKeys.read(keyDirectory).keys().stream().map(MasterKey::name).toList());
  }
}
