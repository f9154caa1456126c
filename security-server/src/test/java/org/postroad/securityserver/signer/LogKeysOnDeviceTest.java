// SPDX-License-Identifier: MIT
package org.postroad.securityserver.signer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postroad.securityserver.journal.EntryContent;
import org.postroad.securityserver.journal.EntryType;
import org.postroad.securityserver.journal.Journal;
import org.postroad.securityserver.journal.JournalFiles;
import org.postroad.securityserver.journal.JournalFixtures;
import org.postroad.securityserver.journal.JournalKeys;
import org.postroad.securityserver.journal.JournalOptions;
import org.postroad.securityserver.journal.JournalReader;
import org.postroad.securityserver.journal.MasterKey;
import org.postroad.securityserver.journal.Segment;
import org.postroad.securityserver.testing.DeviceFiles;
import org.postroad.testing.SoftHsm;

/** A journal whose master key is on a device, here SoftHSM. */
@Tag("hsm")
final class LogKeysOnDeviceTest {
  private static final byte[] SECRET = "not on the disk".getBytes(StandardCharsets.UTF_8);

  @TempDir Path directory;
  private final SoftHsm device = SoftHsm.token();

  @BeforeEach
  void configure() throws IOException {
    DeviceFiles.write(directory.resolve("keys"), device);
    Files.createDirectories(logKeys());
  }

  private Path logKeys() {
    return directory.resolve("keys").resolve("log");
  }

  private void name(String file, String label) throws IOException {
    Files.writeString(logKeys().resolve(file), "token = hsm\nkey = " + label + "\n");
  }

  private ServerKeys open() {
    return ServerKeys.open(directory.resolve("keys"), "1234".toCharArray());
  }

  @Test
  void aJournalIsWrittenAndReadWithKeysThatNeverLeaveTheDevice() throws IOException {
    device.makeSecretKey("log-2026");
    device.makeSecretKey("log-2027");
    name("2026.properties", "log-2026");
    Path log = directory.resolve("messagelog");
    try (ServerKeys keys = open()) {
      append(log, keys.logKeys(logKeys()));
      name("2027.properties", "log-2027");
      append(log, keys.logKeys(logKeys()));
    }
    for (Path segment : Segment.list(log).values()) {
      String bytes = Files.readString(segment, StandardCharsets.ISO_8859_1);
      assertFalse(bytes.contains(new String(SECRET, StandardCharsets.UTF_8)));
    }
    try (ServerKeys keys = open()) {
      JournalReader reader = JournalReader.open(log, keys.logKeys(logKeys()));
      assertEquals(
          List.of("not on the disk", "not on the disk"), JournalFixtures.read(reader).texts());
      assertEquals(
          2,
          reader.segments().stream()
              .map(segment -> List.of(segment.header().key().orElseThrow().master()[0]))
              .distinct()
              .count());
    }
  }

  private static void append(Path log, JournalKeys keys) throws IOException {
    JournalOptions options = new JournalOptions(1 << 20, 0, keys);
    try (Journal journal = JournalFixtures.open(log, options, JournalFiles.disk())) {
      journal.append(EntryContent.of(EntryType.RECORD, SECRET));
    }
  }

  @Test
  void whatWasNotWrappedInThisContextIsRefusedAndAMissingKeyIsNamed() throws IOException {
    device.makeSecretKey("log-2028");
    name("2028.properties", "log-2028");
    name("2029.properties", "log-2029");
    try (ServerKeys keys = open()) {
      List<MasterKey> read = keys.logKeys(logKeys()).keys();
      byte[] context = {1};
      byte[] wrapped = read.getFirst().wrap(new byte[32], context);
      assertArrayEquals(new byte[32], read.getFirst().unwrap(wrapped, context));
      assertThrows(IOException.class, () -> read.getFirst().unwrap(wrapped, new byte[] {2}));
      String missing =
          String.valueOf(
              assertThrows(IOException.class, () -> read.getLast().wrap(new byte[32], context))
                  .getMessage());
      assertTrue(missing.contains("log-2029 is not on token hsm"), missing);
      Files.writeString(logKeys().resolve("2030.properties"), "token = hsm\nlabel = x\n");
      assertThrows(IllegalArgumentException.class, () -> keys.logKeys(logKeys()));
    }
  }
}
