// SPDX-License-Identifier: MIT
package org.postroad.securityserver.archive;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs an administrator's command for each archive, which is complete by then (E-029). What the
 * command does is up to it; when it fails that is logged and the archive stays where it is.
 *
 * <p>It runs in the directory of the archives with three variables and nothing else of this
 * process's environment: {@code PATH}, {@code POSTROAD_ARCHIVE} and {@code
 * POSTROAD_ARCHIVE_PROOFS}, the whole paths of both files.
 */
record TransferCommand(ArchiveSettings.Transfer settings, BooleanSupplier stopped) {
  private static final Logger LOG = LoggerFactory.getLogger(TransferCommand.class);
  private static final String PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";
  private static final int OUTPUT_LIMIT = 1 << 13;
  private static final long GRACE_SECONDS = 5;
  private static final long LOOK_NANOS = 200_000_000;

  /**
   * How the command ended.
   *
   * @param status nothing when it was killed
   * @param output its beginning
   */
  record Outcome(Optional<Integer> status, String output) {
    boolean succeeded() {
      return status.equals(Optional.of(0));
    }
  }

  /** Returns when the command has ended or was killed. */
  Outcome run(Path directory, Path archive, Path proofs) throws IOException, InterruptedException {
    ProcessBuilder builder = new ProcessBuilder("/bin/sh", "-c", settings.command());
    Map<String, String> environment = builder.environment();
    environment.clear();
    environment.put("PATH", PATH);
    environment.put("POSTROAD_ARCHIVE", archive.toString());
    environment.put("POSTROAD_ARCHIVE_PROOFS", proofs.toString());
    builder.directory(directory.toFile());
    builder.redirectErrorStream(true);
    Process process = builder.start();
    process.getOutputStream().close();
    try (var reader = Executors.newVirtualThreadPerTaskExecutor();
        InputStream from = process.getInputStream()) {
      CompletableFuture<String> output = CompletableFuture.supplyAsync(() -> output(from), reader);
      boolean ended = await(process);
      kill(process);
      Outcome outcome =
          new Outcome(
              ended ? Optional.of(process.exitValue()) : Optional.empty(), join(output, from));
      report(archive, outcome);
      return outcome;
    } finally {
      kill(process);
    }
  }

  /** False when its time is over, or the server's. */
  private boolean await(Process process) throws InterruptedException {
    long begun = System.nanoTime();
    while (!stopped.getAsBoolean()) {
      long left = settings.timeout().toNanos() - (System.nanoTime() - begun);
      if (process.waitFor(Math.min(left, LOOK_NANOS), TimeUnit.NANOSECONDS)) {
        return true;
      }
      if (left <= 0) {
        return false;
      }
    }
    return false;
  }

  /**
   * The shell first, so that it does not go on behind a command that was killed; by its handle,
   * because the process itself would close its output too.
   */
  private static void kill(Process process) {
    List<ProcessHandle> started = process.descendants().toList();
    process.toHandle().destroyForcibly();
    started.forEach(ProcessHandle::destroyForcibly);
  }

  /** Reads to the end so that the command is never stopped by a full pipe. */
  private static String output(InputStream from) {
    try {
      byte[] beginning = from.readNBytes(OUTPUT_LIMIT);
      from.transferTo(OutputStream.nullOutputStream());
      return new String(beginning, StandardCharsets.UTF_8);
    } catch (IOException e) {
      return "output could not be read: " + e.getMessage();
    }
  }

  /** A process that left its parent may hold the pipe; it is not waited for. */
  private static String join(CompletableFuture<String> output, InputStream from)
      throws IOException, InterruptedException {
    try {
      return output.get(GRACE_SECONDS, TimeUnit.SECONDS);
    } catch (TimeoutException | ExecutionException e) {
      from.close();
      return "output could not be read: " + e;
    }
  }

  private void report(Path archive, Outcome outcome) {
    String output = outcome.output().strip().replaceAll("\\p{Cntrl}+", " | ");
    if (outcome.succeeded()) {
      LOG.info("Archive {} transferred: {}", archive.getFileName(), output);
    } else {
      LOG.error(
          "Archive {} not transferred, the command {}: {}",
          archive.getFileName(),
          outcome
              .status()
              .map(status -> "ended with status " + status)
              .orElse("was killed, its time is " + settings.timeout()),
          output);
    }
  }
}
