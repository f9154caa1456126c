// SPDX-License-Identifier: MIT

package org.postroad.protocol.administration;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
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
public final class AuditLog {
  private static final Logger LOG = LoggerFactory.getLogger(AuditLog.class);

  private final Opening file;
  private final String node;
  private final String program;
  private final Json json = new Json();
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

  /** Opens the file at its end, and makes it for its owner alone if there is none. */
  @FunctionalInterface
  public interface Opening {
    OutputStream open() throws IOException;
  }

  /**
   * @param node as which the lines name this machine
   * @param program {@code Postroad registry}
   */
  public AuditLog(Opening file, String node, String program) {
    this.file = file;
    this.node = node;
    this.program = program;
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
            + "] INFO ["
            + program
            + "] "
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
    try (OutputStream out = file.open()) {
      out.write(line);
    }
  }
}
