// SPDX-License-Identifier: MIT
package org.postroad.securityserver.messagelog;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.postroad.protocol.container.ContainerWriter;
import org.postroad.protocol.fault.Fault;
import org.postroad.protocol.fault.FaultCode;

/**
 * What {@code GET /asic} answers: containers of one exchange, alone or as a ZIP (E-036 to E-041).
 */
public final class SignedDocuments {
  private static final int NAME_LIMIT = 226;

  private final MessageLog log;

  public SignedDocuments(MessageLog log) {
    this.log = log;
  }

  /** A file to be sent with status 200. */
  public record Download(String contentType, String contentDisposition, Content content) {}

  /** Writes the bytes of a file and leaves the stream open. */
  @FunctionalInterface
  public interface Content {
    void writeTo(OutputStream out) throws IOException;
  }

  /**
   * The HTTP status of a refusal; its body is the fault's text as {@code text/plain} in UTF-8. A
   * caller who is not that client is refused before, with 401.
   */
  public static int status(Fault refusal) {
    if (refusal.code() == FaultCode.BAD_REQUEST) {
      return 400;
    }
    return refusal.code() == FaultCode.NOT_FOUND ? 404 : 500;
  }

  /**
   * Answers a request of a client who has been authenticated as {@link DocumentRequest#client}.
   *
   * @throws Fault see {@link #status}
   */
  public Download download(DocumentRequest request) {
    String queryId = request.queryId();
    Optional<Kind> kind = request.kind();
    boolean unique = request.unique();
    List<LogRecord> records =
        log.find(request.client(), queryId).stream()
            .filter(record -> kind.isEmpty() || kind.get() == record.kind())
            .toList();
    if (records.isEmpty()) {
      throw new Fault(FaultCode.NOT_FOUND, "No signed documents found");
    }
    requireTimestamped(records, request.force());
    return unique ? one(records) : zip(queryId, kind, records);
  }

  private void requireTimestamped(List<LogRecord> records, boolean force) {
    if (records.stream().allMatch(record -> log.isTimestamped(record.sequence()))) {
      return;
    }
    if (!force) {
      throw new Fault(FaultCode.INTERNAL_ERROR, "Message signature has not been timestamped yet!");
    }
    try {
      log.timestampNow();
    } catch (Fault e) {
      throw new Fault(FaultCode.INTERNAL_ERROR, "Could not create missing timestamp!", e);
    }
  }

  private Download one(List<LogRecord> records) {
    if (records.size() > 1) {
      throw new Fault(
          FaultCode.INTERNAL_ERROR,
          records.size() + " signed documents found, expected one; ask without \"unique\"");
    }
    LogRecord record = records.getFirst();
    return new Download(
        "application/vnd.etsi.asic-e+zip",
        attachment(containerName(record)),
        out -> ContainerWriter.write(log.container(record), out));
  }

  private Download zip(String queryId, Optional<Kind> kind, List<LogRecord> records) {
    String suffix = kind.map(only -> "-" + name(only)).orElse("");
    return new Download(
        "application/zip",
        attachment(escaped(queryId) + suffix + ".zip"),
        out -> writeZip(records, out));
  }

  private void writeZip(List<LogRecord> records, OutputStream out) throws IOException {
    ContainerZip zip = new ContainerZip(out);
    for (LogRecord record : records) {
      zip.add(record, log.container(record));
    }
    zip.finish();
  }

  /** {@code QUERYID-request-N.asice}, N the sequence in base 32 (E-022). */
  public static String containerName(LogRecord record) {
    return escaped(record.queryId())
        + "-"
        + name(record.kind())
        + "-"
        + Long.toUnsignedString(record.sequence(), 32)
        + ".asice";
  }

  private static String name(Kind kind) {
    return switch (kind) {
      case REQUEST -> "request";
      case RESPONSE -> "response";
    };
  }

  private static String escaped(String queryId) {
    String encoded = URLEncoder.encode(queryId, StandardCharsets.UTF_8);
    return encoded.substring(0, Math.min(encoded.length(), NAME_LIMIT));
  }

  private static String attachment(String fileName) {
    return "attachment; filename=\"" + fileName + "\"";
  }
}
