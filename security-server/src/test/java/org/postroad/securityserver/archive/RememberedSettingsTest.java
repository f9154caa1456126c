// SPDX-License-Identifier: MIT
package org.postroad.securityserver.archive;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postroad.protocol.algorithm.DigestAlgorithm;
import org.postroad.protocol.identifier.ClientId;

class RememberedSettingsTest {
  @TempDir private Path log;

  @Test
  void allThatDecidesOverContentComesBackAndTheTransferCommandDoesNot() throws IOException {
    ArchiveEncryption keys =
        new ArchiveEncryption(
            Path.of("/keys/server.asc"),
            Optional.of(Path.of("/keys/passphrase")),
            Optional.empty(),
            Optional.of("archive@example.org"),
            Optional.of(Path.of("/keys/members")));
    ArchiveSettings settings =
        new ArchiveSettings(
            Optional.of(Path.of("/var/archives")),
            ArchiveGrouping.SUBSYSTEM,
            4711,
            DigestAlgorithm.SHA384,
            Optional.of(keys),
            Optional.of(new ArchiveSettings.Transfer("scp them", Duration.ofMinutes(1))),
            new Retention(
                Duration.ofDays(90),
                Map.of(
                    ClientId.parse("TEST/GOV/1"), Duration.ofDays(3650),
                    ClientId.parse("TEST/COM/a b/shop"), Duration.ofHours(1))),
            ArchiveSettings.DEFAULT.schedule(),
            ArchiveSettings.DEFAULT.cleaning());
    RememberedSettings.write(log, settings);
    ArchiveSettings back = RememberedSettings.read(log).orElseThrow();
    assertEquals(settings.directory(), back.directory());
    assertEquals(settings.grouping(), back.grouping());
    assertEquals(settings.maxFileBytes(), back.maxFileBytes());
    assertEquals(settings.algorithm(), back.algorithm());
    assertEquals(settings.encryption(), back.encryption());
    assertEquals(settings.retention(), back.retention());
    assertEquals(Optional.empty(), back.transfer());
    assertFalse(Files.readString(log.resolve("archive-settings")).contains("scp"));
    assertEquals(Path.of("/var/archives"), RememberedSettings.archivesOf(log));
  }

  @Test
  void whereNoServerLeftAnyThereAreNone() throws IOException {
    assertEquals(Optional.empty(), RememberedSettings.read(log));
    assertEquals(log.resolve("archive"), RememberedSettings.archivesOf(log));
    Files.writeString(log.resolve("archive-settings"), "{\"grouping\":\"SOME\"}");
    assertThrows(IOException.class, () -> RememberedSettings.read(log));
  }

  @Test
  void theLastServerIsRemembered() throws IOException {
    RememberedSettings.write(log, ArchiveSettings.DEFAULT);
    RememberedSettings.write(
        log, ArchiveSettings.DEFAULT.withFiles(ArchiveGrouping.MEMBER, 1 << 20));
    assertEquals(ArchiveGrouping.MEMBER, RememberedSettings.read(log).orElseThrow().grouping());
  }
}
