// SPDX-License-Identifier: MIT
package org.postroad.securityserver.conf;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import org.postroad.protocol.algorithm.Digest;
import org.postroad.protocol.algorithm.DigestAlgorithm;
import org.postroad.protocol.fault.Fault;
import org.postroad.protocol.fault.FaultCode;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The newest version of a server configuration in one file, which the primary node replaces as a
 * whole and any program may copy to secondary ones (F04, decision 0051):
 *
 * <pre>
 * {"version":7,"savedAt":"2026-11-21T12:00:00Z","who":"admin","why":"…","sha256":"e3b0…"}
 * {"format":1,…}
 * </pre>
 *
 * <p>The first line says which version the rest is, and its digest; a copy that is torn is told by
 * it and refused. Certificates and service addresses are in it, keys are not; only the owner can
 * read it all the same.
 */
record ConfigurationCopy(Path file) {
  private static final JsonMapper JSON = JsonMapper.shared();

  /** Durable, and in use, when it returns. */
  void write(ServerConfigurationStore.Saved saved) {
    byte[] document = ServerConfigurationJson.write(saved.configuration());
    ServerConfigurationStore.Version version = saved.version();
    String head =
        JSON.createObjectNode()
            .put("version", version.number())
            .put("savedAt", version.savedAt().toString())
            .put("who", version.who())
            .put("why", version.why())
            .put("sha256", DigestAlgorithm.SHA256.digest(document).hex())
            .toString();
    byte[] line = (head + "\n").getBytes(StandardCharsets.UTF_8);
    byte[] whole = Arrays.copyOf(line, line.length + document.length);
    System.arraycopy(document, 0, whole, line.length, document.length);
    try {
      replace(whole);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void replace(byte[] content) throws IOException {
    Path written =
        Files.createTempFile(
            file.toAbsolutePath().getParent(),
            file.getFileName().toString(),
            ".new",
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    try (FileChannel channel = FileChannel.open(written, StandardOpenOption.WRITE)) {
      ByteBuffer bytes = ByteBuffer.wrap(content);
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      channel.force(true);
    }
    Files.move(written, file, StandardCopyOption.ATOMIC_MOVE);
  }

  /** Which version it is, nothing where there is no file; the rest of it is not looked at. */
  Optional<ServerConfigurationStore.Version> version() {
    return content().map(bytes -> version(head(bytes)));
  }

  Optional<ServerConfigurationStore.Saved> read() {
    return content().map(this::saved);
  }

  private Optional<byte[]> content() {
    try {
      return Files.exists(file) ? Optional.of(Files.readAllBytes(file)) : Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private ServerConfigurationStore.Saved saved(byte[] content) {
    JsonNode head = head(content);
    byte[] document = Arrays.copyOfRange(content, endOfHead(content) + 1, content.length);
    Digest digest = DigestAlgorithm.SHA256.digest(document);
    if (!digest.hex().equals(head.path("sha256").asString(""))) {
      throw damaged();
    }
    return new ServerConfigurationStore.Saved(
        version(head), ServerConfigurationJson.read(document));
  }

  private JsonNode head(byte[] content) {
    try {
      return JSON.readTree(Arrays.copyOf(content, endOfHead(content)));
    } catch (JacksonException e) {
      throw damaged();
    }
  }

  private int endOfHead(byte[] content) {
    for (int i = 0; i < content.length; i++) {
      if (content[i] == '\n') {
        return i;
      }
    }
    throw damaged();
  }

  private ServerConfigurationStore.Version version(JsonNode head) {
    try {
      return new ServerConfigurationStore.Version(
          head.path("version").asLong(0),
          Instant.parse(head.path("savedAt").asString("")),
          head.path("who").asString(""),
          head.path("why").asString(""));
    } catch (DateTimeException | JacksonException e) {
      throw damaged();
    }
  }

  private Fault damaged() {
    return new Fault(
        FaultCode.MALFORMED_SERVER_CONF,
        "The copy of the server configuration in " + file + " is damaged");
  }
}
