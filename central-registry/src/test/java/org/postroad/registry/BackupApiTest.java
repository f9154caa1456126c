// SPDX-License-Identifier: MIT

package org.postroad.registry;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.postroad.protocol.administration.Role.REGISTRATION_OFFICER;
import static org.postroad.protocol.administration.Role.SECURITY_OFFICER;
import static org.postroad.protocol.administration.Role.SYSTEM_ADMINISTRATOR;

import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postroad.registry.RunningAdministration.Answer;

/** Backups through the API (E11). */
class BackupApiTest {

  private static Answer upload(
      RunningAdministration api, String query, String name, byte[] content) {
    String body =
        "--frontier\r\nContent-Disposition: form-data; name=\"file\"; filename=\""
            + name
            + "\"\r\nContent-Type: application/octet-stream\r\n\r\n"
            + new String(content, ISO_8859_1)
            + "\r\n--frontier--\r\n";
    return api.send(
        api.request("/backups/upload" + query)
            .header("Authorization", "X-Road-ApiKey token=" + api.token(SYSTEM_ADMINISTRATOR))
            .header("Content-Type", "multipart/form-data; boundary=frontier")
            .POST(BodyPublishers.ofByteArray(body.getBytes(ISO_8859_1))));
  }

  private static void audited(RunningAdministration api, String event, String name) {
    assertEquals(event, api.lastAudited().path("event").asString());
    assertEquals(name, api.lastAudited().path("data").path("backupFile").asString());
  }

  @Test
  void aBackupIsMadeKeptElsewhereBroughtBackAndRestored(@TempDir Path folder) {
    Path directory = folder.resolve("registry");
    try (RunningAdministration api = RunningAdministration.open(directory)) {
      api.send(SECURITY_OFFICER, "POST", "/member-classes", "{'code':'GOV','description':'then'}");
      Answer made = api.send(SYSTEM_ADMINISTRATOR, "POST", "/backups", "");
      assertEquals(201, made.status(), made::text);
      String name = made.json().path("filename").asString();
      audited(api, "Back up configuration", name);
      byte[] file =
          api.get(SYSTEM_ADMINISTRATOR, "/backups/" + name + "/download").response().body();
      api.send(SECURITY_OFFICER, "PATCH", "/member-classes/GOV", "{'description':'now'}");

      assertEquals("warning_file_already_exists", code(upload(api, "", name, file)));
      assertEquals(201, upload(api, "?ignore_warnings=true", name, file).status());
      assertEquals("invalid_filename", upload(api, "", "a.zip", file).code());
      file[file.length / 2] ^= 1;
      Answer altered = upload(api, "", "altered.gpg", file);
      assertEquals(400, altered.status());
      file[file.length / 2] ^= 1;
      assertEquals(201, upload(api, "", "copy.gpg", file).status());
      audited(api, "Upload backup file", "copy.gpg");
      assertEquals(204, api.send(SYSTEM_ADMINISTRATOR, "DELETE", "/backups/" + name, "").status());
      audited(api, "Delete backup file", name);
      assertEquals(404, api.get(SYSTEM_ADMINISTRATOR, "/backups/" + name + "/download").status());
      Answer list = api.get(SYSTEM_ADMINISTRATOR, "/backups");
      assertEquals(1, list.json().size());
      assertEquals("copy.gpg", list.json().path(0).path("filename").asString());
      byte[] again = api.get(SYSTEM_ADMINISTRATOR, "/backups/copy.gpg/download").response().body();
      assertArrayEquals(file, again);
      assertEquals(403, api.get(REGISTRATION_OFFICER, "/backups").status());

      Answer restored = api.send(SYSTEM_ADMINISTRATOR, "PUT", "/backups/copy.gpg/restore", "");
      assertEquals(200, restored.status(), restored::text);
      audited(api, "Restore configuration", "copy.gpg");
    }
    try (RunningAdministration api = RunningAdministration.open(directory)) {
      Answer classes = api.get(SECURITY_OFFICER, "/member-classes");
      assertEquals("then", classes.json().path(0).path("description").asString());
      assertTrue(api.auditLog().stream().anyMatch(line -> line.contains("Restore configuration")));
    }
  }

  /** The code of what can be insisted on. */
  private static String code(Answer warned) {
    return warned.json().path("warnings").path(0).path("code").asString("");
  }
}
