// SPDX-License-Identifier: MIT
package org.postroad.securityserver.conf;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import org.postroad.protocol.algorithm.Digest;
import org.postroad.protocol.algorithm.DigestAlgorithm;
import org.postroad.protocol.fault.Fault;
import org.postroad.protocol.fault.FaultCode;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * One version of a server configuration outside its store:
 *
 * <pre>
 * {"version":7,"savedAt":"2026-11-21T12:00:00Z","who":"admin","why":"…","sha256":"e3b0…"}
 * {"format":1,…}
 * </pre>
 *
 * <p>The first line says which version the rest is, and its digest, by which a torn document is
 * told.
 */
public final class VersionDocument {
  private static final JsonMapper JSON = JsonMapper.shared();

  private VersionDocument() {}

  public static byte[] write(ServerConfigurationStore.Saved saved) {
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
    return whole;
  }

  /**
   * Reads what {@link #write} has written.
   *
   * @param whence for the text of the fault
   * @throws Fault {@code malformed_server_conf} for what is torn or none
   */
  public static ServerConfigurationStore.Saved read(byte[] content, Object whence) {
    JsonNode head = head(content, whence);
    byte[] document = Arrays.copyOfRange(content, endOfHead(content, whence) + 1, content.length);
    Digest digest = DigestAlgorithm.SHA256.digest(document);
    if (!digest.hex().equals(head.path("sha256").asString(""))) {
      throw damaged(whence);
    }
    return new ServerConfigurationStore.Saved(
        version(head, whence), ServerConfigurationJson.read(document));
  }

  /** Which version it is; the rest of it is not looked at. */
  static ServerConfigurationStore.Version version(byte[] content, Object whence) {
    return version(head(content, whence), whence);
  }

  private static JsonNode head(byte[] content, Object whence) {
    try {
      return JSON.readTree(Arrays.copyOf(content, endOfHead(content, whence)));
    } catch (JacksonException e) {
      throw damaged(whence);
    }
  }

  private static int endOfHead(byte[] content, Object whence) {
    for (int i = 0; i < content.length; i++) {
      if (content[i] == '\n') {
        return i;
      }
    }
    throw damaged(whence);
  }

  private static ServerConfigurationStore.Version version(JsonNode head, Object whence) {
    try {
      return new ServerConfigurationStore.Version(
          head.path("version").asLong(0),
          Instant.parse(head.path("savedAt").asString("")),
          head.path("who").asString(""),
          head.path("why").asString(""));
    } catch (DateTimeException | JacksonException e) {
      throw damaged(whence);
    }
  }

  private static Fault damaged(Object whence) {
    return new Fault(
        FaultCode.MALFORMED_SERVER_CONF, "The server configuration in " + whence + " is damaged");
  }
}
