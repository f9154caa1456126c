// SPDX-License-Identifier: MIT

package org.postroad.registry.admin;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Every change that was asked for through the API and what became of it (E09), one line each:
 *
 * <pre>{@code
 * 2026-11-21T12:00:00Z node_0 correlation-id: [5fc7a8…] INFO [Postroad registry] {"event":"Add member",…}
 * }</pre>
 *
 * <p>The file is opened for every line, so that it can be moved away at any time. A line that
 * cannot be written goes to the log of the program, and from then on changes are refused until one
 * can be.
 */
final class AuditLog {
  private static final Logger LOG = LoggerFactory.getLogger(AuditLog.class);

  private final Path file;
  private final String node;
  private final Json json;
  private final ReentrantLock lock = new ReentrantLock();

  @GuardedBy("lock")
  private boolean broken;

  /**
   * What happened, as the log says it.
   *
   * @param reason of a failure
   */
  @JsonInclude(JsonInclude.Include.NON_ABSENT)
  record Entry(
      String event,
      String user,
      String ipaddress,
      Optional<String> reason,
      Optional<Boolean> warning,
      String auth,
      String url,
      Map<String, Object> data) {}

  AuditLog(Path file, String node, Json json) {
    this.file = file;
    this.node = node;
    this.json = json;
  }

  /** Refuses a change while what becomes of it could not be written down. */
  void requireWritable() {
    lock.lock();
    try {
      if (broken) {
        append(new byte[0]);
      }
    } catch (IOException still) {
      throw Refusal.of(503, "audit_log_unavailable");
    } finally {
      lock.unlock();
    }
  }

  void write(Instant time, String correlationId, Entry entry) {
    String line =
        time
            + " "
            + node
            + " correlation-id: ["
            + correlationId
            + "] INFO [Postroad registry] "
            + new String(json.writePlain(entry), UTF_8);
    lock.lock();
    try {
      append((line + "\n").getBytes(UTF_8));
      broken = false;
    } catch (IOException failure) {
      broken = true;
      LOG.error("the audit log cannot be written; this belongs there: {}", line, failure);
    } finally {
      lock.unlock();
    }
  }

  @GuardedBy("lock")
  private void append(byte[] line) throws IOException {
    try (SeekableByteChannel out =
        Files.newByteChannel(
            file,
            Set.of(StandardOpenOption.CREATE, StandardOpenOption.APPEND),
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))) {
      ByteBuffer bytes = ByteBuffer.wrap(line);
      while (bytes.hasRemaining()) {
        out.write(bytes);
      }
    }
  }
}
