// SPDX-License-Identifier: MIT
package org.postroad.cli.sandbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.postroad.securityserver.messagelog.MessageLogOptions;

/** When a REST message has a body, and which bodies pass with the settings nobody changed. */
@ExtendWith(SharedSandbox.class)
final class BodyPresenceTest {
  private final RunningSandbox running;

  BodyPresenceTest(RunningSandbox running) {
    this.running = running;
  }

  @Test
  void getHasNoBodyPart() throws Exception {
    assertSigned("body-get", running.rest("body-get", "echo", "/x"), Optional.empty());
  }

  @Test
  void emptyPostHasNoBodyPart() throws Exception {
    HttpRequest.Builder fixed = running.rest("body-empty", "echo", "/x");
    assertSigned("body-empty", fixed.POST(BodyPublishers.noBody()), Optional.empty());
    HttpRequest.Builder chunked = running.rest("body-empty-chunked", "echo", "/x");
    assertSigned(
        "body-empty-chunked",
        chunked.POST(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(new byte[0]))),
        Optional.empty());
  }

  @Test
  void oneByteIsABodyPart() throws Exception {
    byte[] one = {0};
    assertSigned(
        "body-one",
        running.rest("body-one", "echo", "/x").POST(BodyPublishers.ofByteArray(one)),
        Optional.of(one));
  }

  @Test
  void bodyTooLargeForTheLogIsRefusedUnlessSettingsAllowIt() {
    long loggable = MessageLogOptions.DEFAULT.maxLoggableBytes();
    assertEquals(10_485_760, loggable);
    byte[] tooLarge = new byte[Math.toIntExact(loggable + 1)];
    HttpResponse<String> response =
        running.send(
            running
                .rest("body-unloggable", "echo", "/x")
                .POST(BodyPublishers.ofByteArray(tooLarge)));
    assertEquals(500, response.statusCode());
    assertEquals(Optional.of("server.clientproxy.logging_failed"), running.error(response));
    assertEquals(
        "Message size exceeds maximum loggable size",
        response.body().replaceAll(".*\"message\":\"([^\"]*)\".*", "$1"));
    assertFalse(running.service().wasCalled("body-unloggable"));
    byte[] justLoggable = new byte[Math.toIntExact(loggable)];
    assertEquals(
        200,
        running
            .sendForBytes(
                running
                    .rest("body-loggable", "echo", "/x")
                    .POST(BodyPublishers.ofByteArray(justLoggable)))
            .statusCode());
  }

  /** The signed parts, and the request hash that the response brings back over them (B-038). */
  private void assertSigned(String queryId, HttpRequest.Builder request, Optional<byte[]> body)
      throws Exception {
    HttpResponse<byte[]> response = running.sendForBytes(request);
    assertEquals(200, response.statusCode());
    Map<String, byte[]> signed = entries(queryId);
    List<String> attachments = signed.keySet().stream().filter(n -> n.contains("attach")).toList();
    assertEquals(body.isPresent() ? 1 : 0, attachments.size(), signed.keySet().toString());
    MessageDigest sha512 = MessageDigest.getInstance("SHA-512");
    byte[] hash = sha512.digest(signed.get("message.xml"));
    if (body.isPresent()) {
      byte[] bodyDigest = sha512.digest(body.get());
      assertEquals(64, hash.length);
      sha512.update(hash);
      hash = sha512.digest(bodyDigest);
    }
    assertEquals(
        Base64.getEncoder().encodeToString(hash),
        response.headers().firstValue("x-road-request-hash").orElse(""));
  }

  private Map<String, byte[]> entries(String queryId) throws IOException {
    byte[] container = running.document(Topology.TAX, queryId, "force&unique&requestOnly").body();
    Map<String, byte[]> entries = new TreeMap<>();
    try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(container))) {
      for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
        entries.put(entry.getName(), in.readAllBytes());
      }
    }
    return entries;
  }
}
