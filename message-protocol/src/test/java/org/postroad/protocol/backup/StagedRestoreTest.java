// SPDX-License-Identifier: MIT

package org.postroad.protocol.backup;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A restore is done or not done, wherever it is interrupted. */
class StagedRestoreTest {
  private static final Map<String, String> THEN =
      Map.of("token", "old", "parts/one", "old", "witness/key", "old");
  private static final Map<String, String> NOW =
      Map.of("token", "new", "added", "new", "witness/key", "new");
  private static final Map<String, String> RESTORED =
      Map.of("token", "old", "parts/one", "old", "witness/key", "new");

  @TempDir private Path folder;

  private StagedRestore begin(String name) throws IOException {
    Path directory = folder.resolve(name);
    for (Map.Entry<String, String> file : NOW.entrySet()) {
      Path path = directory.resolve(file.getKey());
      Files.createDirectories(path.getParent());
      Files.writeString(path, file.getValue());
    }
    return new StagedRestore(directory);
  }

  private static BackupContent backup() {
    var files = new TreeMap<String, byte[]>();
    THEN.forEach((path, text) -> files.put(path, text.getBytes(UTF_8)));
    return new BackupContent("registry DEV", files);
  }

  private static Map<String, String> found(StagedRestore restore) throws IOException {
    var found = new TreeMap<String, String>();
    for (Path path : OwnerFiles.below(restore.directory(), _ -> true)) {
      if (!path.toString().startsWith(".")) {
        found.put(path.toString(), Files.readString(restore.directory().resolve(path)));
      }
    }
    return found;
  }

  /** All but hidden ones; those of a witness are never set back. */
  private record TestedFiles(Predicate<String> interrupted) implements BackedUp {
    @Override
    public boolean isKept(String path) {
      return interrupted.test(path) && !path.startsWith(".");
    }

    @Override
    public boolean isNeverSetBack(String path) {
      return path.startsWith("witness/");
    }

    @Override
    public boolean isEntered(String folder) {
      return true;
    }
  }

  private static void complete(StagedRestore restore, Predicate<String> interrupted) {
    restore.complete(new TestedFiles(interrupted));
  }

  @Test
  void nothingChangesBeforeItIsCompleted() throws IOException {
    StagedRestore restore = begin("a");
    restore.prepare(backup(), _ -> {});
    assertEquals(NOW, found(restore));
    assertTrue(restore.isReady());
    complete(restore, _ -> true);
    assertEquals(RESTORED, found(restore));
    assertFalse(restore.isReady());
  }

  @Test
  void whatIsRefusedIsNotCompleted() throws IOException {
    StagedRestore restore = begin("a");
    assertThrows(
        IllegalStateException.class,
        () ->
            restore.prepare(
                backup(),
                staging -> {
                  throw new IllegalStateException("refused " + staging);
                }));
    assertFalse(restore.isReady());
    assertEquals(NOW, found(restore));
  }

  @Test
  void whoIsInterruptedBeginsAgain() throws IOException {
    for (int steps = 0; ; steps++) {
      StagedRestore restore = begin("interrupted-" + steps);
      restore.prepare(backup(), _ -> {});
      var left = new AtomicInteger(steps);
      try {
        complete(restore, _ -> goOn(left));
        assertTrue(steps > 5, "never interrupted");
        return;
      } catch (IllegalStateException interrupted) {
        assertTrue(restore.isReady());
        complete(restore, _ -> true);
        assertEquals(RESTORED, found(restore));
        assertFalse(restore.isReady());
      }
    }
  }

  private static boolean goOn(AtomicInteger left) {
    if (left.getAndDecrement() == 0) {
      throw new IllegalStateException("interrupted");
    }
    return true;
  }
}
