// SPDX-License-Identifier: MIT
package org.postroad.securityserver.archive;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postroad.securityserver.journal.EntryType;
import org.postroad.securityserver.messagelog.MessageLog;

class PruneRunTest {

  @TempDir Path directory;
  private final Fixtures.World world = new Fixtures.World();

  @Test
  void aQuietServerThatNeverFillsASegmentIsPrunedInTimeToo() throws IOException {
    try (MessageLog log = world.log(directory);
        Archives archives = world.archives(log, directory, ArchiveSettings.DEFAULT)) {
      world.append(log, Fixtures.TAX, "a", "b");
      log.timestampNow();
      var _ = archives.archive(ArchiveWatcher.NONE);
      assertEquals(0, archives.prune(ArchiveWatcher.NONE).records());
      assertEquals(1, log.journal().segments().size());

      world.clock.move(Duration.ofDays(31));
      assertEquals(2, archives.prune(ArchiveWatcher.NONE).records());

      assertEquals(2, log.journal().segments().size());
      assertEquals(2, Fixtures.entries(log, EntryType.PRUNED).size());
      assertEquals(0, Fixtures.entries(log, EntryType.RECORD).size());
      assertEquals(0, archives.prune(ArchiveWatcher.NONE).records());
      assertEquals(2, log.journal().segments().size());
    }
  }
}
