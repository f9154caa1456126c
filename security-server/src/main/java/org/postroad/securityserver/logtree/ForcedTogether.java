// SPDX-License-Identifier: MIT
package org.postroad.securityserver.logtree;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.postroad.securityserver.journal.JournalFiles;

/**
 * Forces many files in little more time than one: the operating system answers forces that wait at
 * the same time with one flush of the disk. Its threads end when they have had nothing to do for a
 * while.
 */
final class ForcedTogether {
  private static final int THREADS = 16;
  private static final long IDLE_SECONDS = 10;

  private final JournalFiles files;
  private final Executor threads;

  ForcedTogether(JournalFiles files) {
    this.files = files;
    ThreadPoolExecutor pool =
        new ThreadPoolExecutor(
            THREADS,
            THREADS,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            Thread.ofPlatform().name("postroad-log-tiles-", 1).daemon().factory());
    pool.allowCoreThreadTimeOut(true);
    this.threads = pool;
  }

  /**
   * Returns when the content of all these files survives a power cut; no thread goes on with any.
   */
  void files(Collection<Path> all) throws IOException {
    together(all, this::force);
  }

  /** The same for the names in directories. */
  void directories(Collection<Path> all) throws IOException {
    together(all, files::forceDirectory);
  }

  private void force(Path file) throws IOException {
    try (JournalFiles.Output out = files.open(file)) {
      out.force();
    }
  }

  @FunctionalInterface
  private interface Forcing {
    void force(Path path) throws IOException;
  }

  private void together(Collection<Path> paths, Forcing forcing) throws IOException {
    CompletableFuture<?>[] forced =
        paths.stream()
            .map(path -> CompletableFuture.runAsync(() -> unchecked(forcing, path), threads))
            .toArray(CompletableFuture<?>[]::new);
    try {
      CompletableFuture.allOf(forced).join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof UncheckedIOException failed) {
        throw failed.getCause();
      }
      throw e;
    }
  }

  private static void unchecked(Forcing forcing, Path path) {
    try {
      forcing.force(path);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
