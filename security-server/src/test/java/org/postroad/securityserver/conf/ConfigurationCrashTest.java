// SPDX-License-Identifier: MIT
package org.postroad.securityserver.conf;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postroad.testing.KilledProcess;

/** Whatever version was saved before {@code kill -9} is there afterwards, and so is its content. */
class ConfigurationCrashTest {
  private static final int LONGEST_MILLIS = 300;

  @TempDir Path directory;
  private long acknowledged;

  @Test
  void killedAFewTimes() throws Exception {
    run(3);
  }

  @Test
  @Tag("long")
  void killedManyTimes() throws Exception {
    run(Integer.getInteger("configuration.kill.rounds", 60));
  }

  private void run(int rounds) throws Exception {
    Random random = new Random(4711);
    for (int round = 0; round < rounds; round++) {
      KilledProcess.run(
          SavedUntilKilled.class,
          List.of(directory.toString()),
          ProcessBuilder.Redirect.INHERIT,
          random.nextInt(LONGEST_MILLIS),
          line -> {
            acknowledged = Long.parseLong(line);
            return true;
          });
      check();
    }
  }

  private void check() throws IOException {
    try (ServerConfigurationStore store =
        ServerConfigurationStore.open(directory, Clock.systemUTC())) {
      ServerConfigurationStore.Saved newest = store.load().orElseThrow();
      long kept = newest.version().number();
      assertTrue(
          kept == acknowledged || kept == acknowledged + 1,
          () -> acknowledged + " were saved, " + kept + " are there");
      assertEquals(Fixtures.server().clients(), newest.configuration().clients());
      assertEquals(
          LongStream.rangeClosed(1, kept).mapToObj(String::valueOf).toList().reversed(),
          store.history().stream().map(ServerConfigurationStore.Version::why).toList());
      try (var files = Files.list(directory)) {
        assertEquals(kept + 1, files.count(), "versions and the lock, nothing half written");
      }
    }
  }
}
