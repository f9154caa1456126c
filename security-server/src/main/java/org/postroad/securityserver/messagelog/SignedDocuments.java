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
import org.postroad.protocol.identifier.ClientId;

/**
 * What {@code GET /asic} answers: containers of one exchange, alone or as a ZIP (E-036 to E-041).
 */
public final class SignedDocuments {
  private static final int NAME_LIMIT = 226;

  private static final String ENCRYPTED_TYPE = "application/octet-stream";
  private static final String ENCRYPTED = ".gpg";

  private final MessageLog log;
  private final DocumentSeal seal;

  /**
   * Of the records of a log.
   *
   * @param seal encrypts what is handed out, where archives are encrypted
   */
  public SignedDocuments(MessageLog log, DocumentSeal seal) {
    this.log = log;
    this.seal = seal;
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
    return unique ? one(request.client(), records) : zip(request.client(), queryId, kind, records);
  }

  /** Encrypted where archives of this client's records are. */
  private Download download(ClientId client, String type, String name, Content content) {
    Optional<DocumentSeal.Sealing> sealing;
    try {
      sealing = seal.of(client);
    } catch (IOException e) {
      throw new Fault(
          FaultCode.INTERNAL_ERROR, "Signed documents cannot be encrypted: " + e.getMessage(), e);
    }
    return sealing
        .map(key ->
            new Download(
                ENCRYPTED_TYPE,
                attachment(name + ENCRYPTED),
                out -> {
                  try (OutputStream sealed = key.open(out)) {
                    content.writeTo(sealed);
                  }
                }))
        .orElseGet(() -> new Download(type, attachment(name), content));
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

  private Download one(ClientId client, List<LogRecord> records) {
    if (records.size() > 1) {
      throw new Fault(
          FaultCode.INTERNAL_ERROR,
          records.size() + " signed documents found, expected one; ask without \"unique\"");
    }
    LogRecord record = records.getFirst();
    return download(
        client,
        "application/vnd.etsi.asic-e+zip",
        containerName(record),
        out -> ContainerWriter.write(log.container(record), out));
  }

  private Download zip(
      ClientId client, String queryId, Optional<Kind> kind, List<LogRecord> records) {
    String suffix = kind.map(only -> "-" + name(only)).orElse("");
    return download(
        client,
        "application/zip",
        escaped(queryId) + suffix + ".zip",
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
