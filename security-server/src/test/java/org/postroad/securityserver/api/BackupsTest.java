// SPDX-License-Identifier: MIT

package org.postroad.securityserver.api;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.net.InetAddress;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postroad.protocol.administration.Administration;
import org.postroad.protocol.administration.AuditLog;
import org.postroad.protocol.administration.Role;
import org.postroad.protocol.dispatch.PortHead;
import org.postroad.protocol.dispatch.PortReply;
import org.postroad.protocol.dispatch.PortRequest;
import org.postroad.securityserver.conf.NodeType;
import org.postroad.testing.StandingClock;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Backups through the API (E30). */
class BackupsTest {
  private static final String FORM = "multipart/form-data; boundary=frontier";

  private final ByteArrayOutputStream audited = new ByteArrayOutputStream();

  private PortReply send(
      Administration api, String token, String verb, String path, String type, byte[] body) {
    int mark = path.indexOf('?');
    return api.answer(
        new PortRequest(
            new PortHead(
                verb,
                "/api/v1" + (mark < 0 ? path : path.substring(0, mark)),
                mark < 0 ? "" : path.substring(mark + 1),
                Map.of(
                    "authorization",
                    List.of("X-Road-ApiKey token=" + token),
                    "content-type",
                    List.of(type)),
                InetAddress.ofLiteral("127.0.0.1")),
            body));
  }

  private PortReply send(Administration api, String token, String verb, String path) {
    return send(api, token, verb, path, "application/json", new byte[0]);
  }

  private PortReply upload(
      Administration api, String token, String query, String name, byte[] content) {
    String form =
        "--frontier\r\nContent-Disposition: form-data; name=\"file\"; filename=\""
            + name
            + "\"\r\nContent-Type: application/octet-stream\r\n\r\n"
            + new String(content, ISO_8859_1)
            + "\r\n--frontier--\r\n";
    String path = "/backups/upload" + query;
    return send(api, token, "POST", path, FORM, form.getBytes(ISO_8859_1));
  }

  private static JsonNode json(PortReply reply) {
    return JsonMapper.shared().readTree(reply.body());
  }

  private void requireAudited(String event, String name) {
    String last = audited.toString(UTF_8).lines().toList().getLast();
    assertTrue(
        last.contains("\"event\":\"" + event + "\"")
            && last.contains("\"backupFile\":\"" + name + "\""),
        last);
  }

  @Test
  void aBackupIsMadeKeptElsewhereBroughtBackAndRestored(@TempDir Path folder) {
    var clock = new StandingClock();
    var tested = new TestedApi(folder, NodeType.STANDALONE, clock);
    String token = tested.token(Role.SYSTEM_ADMINISTRATOR);
    var log = new AuditLog(() -> audited, "ss1", "Postroad security server");
    var settings = AdministrationSettings.DEFAULT;
    try (Administration api =
        ServerApi.open(tested.server(), settings, log, clock, new SecureRandom())) {
      PortReply made = send(api, token, "POST", "/backups");
      assertEquals(201, made.status());
      String name = json(made).path("filename").asString();
      requireAudited("Back up configuration", name);
      byte[] file = send(api, token, "GET", "/backups/" + name + "/download").body();

      PortReply there = upload(api, token, "", name, file);
      assertEquals(400, there.status());
      assertEquals(
          "warning_file_already_exists",
          json(there).path("warnings").path(0).path("code").asString());
      assertEquals(201, upload(api, token, "?ignore_warnings=true", name, file).status());
      PortReply misnamed = upload(api, token, "", "a.zip", file);
      assertEquals("invalid_filename", json(misnamed).path("error").path("code").asString());
      file[file.length / 2] ^= 1;
      assertEquals(400, upload(api, token, "", "altered.gpg", file).status());
      requireAudited("Upload backup file failed", "altered.gpg");
      file[file.length / 2] ^= 1;
      assertEquals(201, upload(api, token, "", "copy.gpg", file).status());

      assertEquals(204, send(api, token, "DELETE", "/backups/" + name).status());
      requireAudited("Delete backup file", name);
      assertEquals(404, send(api, token, "GET", "/backups/" + name + "/download").status());
      PortReply extended = send(api, token, "POST", "/backups/ext");
      assertEquals(201, extended.status());
      assertTrue(json(extended).path("local_conf_present").asBoolean());
      assertEquals(2, json(send(api, token, "GET", "/backups")).size());
      assertArrayEquals(file, send(api, token, "GET", "/backups/copy.gpg/download").body());

      PortReply restored = send(api, token, "PUT", "/backups/copy.gpg/restore");
      assertEquals("{\"hsm_tokens_logged_out\":false}", new String(restored.body(), UTF_8));
      requireAudited("Restore configuration", "copy.gpg");
      PortReply late = send(api, token, "DELETE", "/backups/copy.gpg");
      assertEquals("maintenance_mode", json(late).path("error").path("code").asString());
      assertEquals(2, json(send(api, token, "GET", "/backups")).size());
    }
  }
}
