// SPDX-License-Identifier: MIT

package org.postroad.registry;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.postroad.protocol.administration.Role.MANAGEMENT_SERVICE;
import static org.postroad.protocol.administration.Role.REGISTRATION_OFFICER;
import static org.postroad.protocol.administration.Role.SECURITY_OFFICER;
import static org.postroad.protocol.administration.Role.SYSTEM_ADMINISTRATOR;

import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.postroad.protocol.administration.AccessCommand.RevokeToken;
import org.postroad.protocol.dispatch.PortLimits;
import org.postroad.registry.RunningAdministration.Answer;
import tools.jackson.databind.JsonNode;

/** Who is let in, what it may cost, how refusals look and what is written down (E01 to E09). */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AdministrationTest {
  private Path folder = Path.of("");
  private RunningAdministration api;

  @BeforeAll
  void open(@TempDir Path temporary) {
    folder = temporary;
    api = RunningAdministration.open(folder.resolve("registry"));
  }

  @AfterAll
  void close() {
    api.close();
  }

  private Path auditLog() {
    return folder.resolve("registry/audit.log");
  }

  private static String memberClass(String code) {
    return "{'code':'%s','description':'d'}".formatted(code);
  }

  private int classes() {
    return api.get(SECURITY_OFFICER, "/member-classes").json().size();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "X-Road-ApiKey token=",
        "X-Road-ApiKey token=00000000-0000-0000-0000-000000000000",
        "Bearer 00000000-0000-0000-0000-000000000000",
        "Basic eHJkOnNlY3JldA=="
      })
  void whoHasNoTokenIsNobody(String authorization) {
    var request = api.request("/member-classes");
    if (!authorization.isEmpty()) {
      request.header("Authorization", authorization);
    }
    Answer answer = api.send(request.GET());
    assertEquals(401, answer.status());
    assertEquals("unauthorized", answer.code());
    assertEquals("API key authentication failed", api.lastAudited().path("event").asString());
    assertEquals("/api/v1/member-classes", api.lastAudited().path("url").asString());
  }

  @Test
  void everyAnswerHasAnIdOfItsOwnAndIsNotKept() {
    Answer good = api.get(SECURITY_OFFICER, "/member-classes");
    Answer bad = api.get(SECURITY_OFFICER, "/nothing");
    assertEquals(200, good.status());
    assertEquals(404, bad.status());
    assertEquals("resource_not_found", bad.code());
    assertTrue(good.header("x-road-ui-correlation-id").matches("[0-9a-f]{16}"));
    assertFalse(
        good.header("x-road-ui-correlation-id").equals(bad.header("x-road-ui-correlation-id")));
    assertEquals("no-store", good.header("cache-control"));
    assertEquals("application/json", good.header("content-type"));
    assertEquals(404, api.send(api.request("//other").GET()).status());
    assertEquals(405, api.send(SECURITY_OFFICER, "PUT", "/member-classes", "{}").status());
  }

  @Test
  void theDocumentIsReadWithoutAToken() {
    for (String path : List.of("//openapi.yaml", "/openapi.yaml")) {
      Answer document = api.send(api.request(path).GET());
      assertEquals(200, document.status());
      assertEquals("application/yaml", document.header("content-type"));
      assertTrue(document.text().startsWith("openapi: 3.0.3\n"));
      assertEquals(405, api.send(api.request(path).DELETE()).status());
    }
  }

  @Test
  void aTokenIsShownOnceAndKnownByItsHashAlone() throws IOException {
    Answer made = api.send(SYSTEM_ADMINISTRATOR, "POST", "/api-keys", "['XROAD_SECURITY_OFFICER']");
    assertEquals(200, made.status(), made::text);
    String token = made.json().path("key").asString();
    String id = made.json().path("id").asString();
    assertTrue(token.matches("[0-9a-f-]{36}"));
    var shows = "X-Road-ApiKey token=" + token;
    assertEquals(200, ask(shows));
    JsonNode listed = api.get(SYSTEM_ADMINISTRATOR, "/api-keys").json();
    assertTrue(listed.size() >= 5);
    assertTrue(listed.valueStream().noneMatch(each -> each.has("key")));
    assertFalse(String.join("\n", api.auditLog()).contains(token));
    assertEquals(
        200,
        api.send(SYSTEM_ADMINISTRATOR, "PUT", "/api-keys/" + id, "['XROAD_REGISTRATION_OFFICER']")
            .status());
    assertEquals(403, ask(shows));
    assertEquals(204, api.send(SYSTEM_ADMINISTRATOR, "DELETE", "/api-keys/" + id, "").status());
    assertEquals(401, ask(shows));
    assertEquals(404, api.get(SYSTEM_ADMINISTRATOR, "/api-keys/" + id).status());
    assertEquals(
        "invalid_role",
        api.send(SYSTEM_ADMINISTRATOR, "POST", "/api-keys", "['XROAD_KING']").code());
    assertEquals(403, api.get(SECURITY_OFFICER, "/api-keys").status());
    for (Path file : filesOf(folder)) {
      String content = Files.readString(file, ISO_8859_1);
      assertFalse(content.contains(token), file::toString);
    }
  }

  private static List<Path> filesOf(Path folder) throws IOException {
    try (var files = Files.find(folder, 9, (path, about) -> about.isRegularFile())) {
      return files.toList();
    }
  }

  private int ask(String authorization) {
    return api.send(api.request("/member-classes").header("Authorization", authorization).GET())
        .status();
  }

  @Test
  void aTokenRevokedElsewhereIsForgottenWithinAMinute() {
    JsonNode made =
        api.send(SYSTEM_ADMINISTRATOR, "POST", "/api-keys", "['XROAD_SECURITY_OFFICER']").json();
    var shows = "X-Road-ApiKey token=" + made.path("key").asString();
    assertEquals(200, ask(shows));
    api.registry()
        .execute(new RevokeToken(made.path("id").asLong()), new Author("another node", "revoked"));
    assertEquals(200, ask(shows));
    api.clock().move(Duration.ofSeconds(61));
    assertEquals(401, ask(shows));
  }

  @ParameterizedTest
  @CsvSource({
    "'{\"code\":\"GOV\",\"description\":\"d\",\"colour\":\"red\"}', colour, Unknown",
    "'{\"code\":\"GOV\"}', description, Invalid",
    "'{\"code\":\"GOV\",\"description\":null}', description, Invalid",
    "'{\"code\":\"GOV\",\"description\":[1]}', description, Invalid"
  })
  void aBodyThatDoesNotFitIsRefusedByTheNameOfTheField(String json, String field, String problem) {
    Answer answer = api.send(SECURITY_OFFICER, "POST", "/member-classes", json);
    assertEquals(400, answer.status());
    assertEquals("validation_failure", answer.code());
    JsonNode problems = answer.json().path("error").path("validation_errors");
    assertEquals(problem, problems.path(field).path(0).asString());
  }

  @Test
  void whatIsNoJsonOrOfAnotherTypeIsRefused() {
    assertEquals("invalid_json", api.send(SECURITY_OFFICER, "POST", "/member-classes", "{").code());
    var text =
        api.request("/member-classes")
            .header("Authorization", "X-Road-ApiKey token=" + api.token(SECURITY_OFFICER))
            .header("Content-Type", "text/plain")
            .POST(BodyPublishers.ofString("x"));
    assertEquals("unsupported_media_type", api.send(text).code());
    String wrong = "{'type':'WISH','origin':'CENTER','security_server_id':'DEV:GOV:1:SS'}";
    Answer answer = api.send(REGISTRATION_OFFICER, "POST", "/management-requests", wrong);
    assertTrue(answer.json().path("error").path("validation_errors").has("type"), answer::text);
  }

  @Test
  void whatIsTooLargeIsNotTaken() {
    String large = "{'code':'" + "x".repeat(60 * 1024) + "','description':'d'}";
    Answer refused = api.send(SECURITY_OFFICER, "POST", "/member-classes", large);
    assertEquals(413, refused.status());
    assertEquals("payload_too_large", refused.code());
    assertFalse(refused.header("x-road-ui-correlation-id").isEmpty());
    Map<String, byte[]> huge = Map.of("certificate", new byte[10 * 1024 * 1024]);
    assertEquals(
        413, api.form(SYSTEM_ADMINISTRATOR, "POST", "/certification-services", huge).status());
    Map<String, byte[]> file = Map.of("certificate", new byte[1024 * 1024]);
    assertFalse(
        api.form(SYSTEM_ADMINISTRATOR, "POST", "/certification-services", file).status() == 413);
  }

  @Test
  void whoAsksTooOftenWaitsAndOnlyAllowedHostnamesAreAnswered(@TempDir Path other) {
    var limits = new PortLimits(8, 50 * 1024, 10 * 1024 * 1024, 20, 30, Duration.ofMinutes(1));
    try (var strict =
        RunningAdministration.open(
            other.resolve("registry"),
            usual -> usual.withLimits(limits).withAllowedHostnames(Set.of("registry.example")))) {
      for (int i = 0; i < 20; i++) {
        Answer refused = strict.get(SECURITY_OFFICER, "/member-classes");
        assertEquals(400, refused.status());
        assertEquals("host_not_allowed", refused.code());
      }
      Answer refused = strict.get(SECURITY_OFFICER, "/member-classes");
      assertEquals(429, refused.status());
      assertEquals("too_many_requests", refused.code());
      strict.clock().move(Duration.ofSeconds(1));
      for (int i = 0; i < 10; i++) {
        assertEquals(400, strict.get(SECURITY_OFFICER, "/member-classes").status());
      }
      assertEquals(429, strict.get(SECURITY_OFFICER, "/member-classes").status());
    }
  }

  @Test
  void changesAreWrittenDownWithWhoWhatAndWhy() throws IOException {
    int before = api.auditLog().size();
    Answer added = api.send(SECURITY_OFFICER, "POST", "/member-classes", memberClass("AUD"));
    String line = api.auditLog().getLast();
    assertTrue(
        line.startsWith(
            "2026-11-21T12:00:00Z node_0 correlation-id: ["
                + added.header("x-road-ui-correlation-id")
                + "] INFO "),
        line);
    JsonNode audited = api.lastAudited();
    assertEquals("Add member class", audited.path("event").asString());
    assertEquals("api-key-2", audited.path("user").asString());
    assertEquals("127.0.0.1", audited.path("ipaddress").asString());
    assertEquals("ApiKey", audited.path("auth").asString());
    assertEquals("/api/v1/member-classes", audited.path("url").asString());
    assertEquals("AUD", audited.path("data").path("code").asString());
    assertFalse(audited.has("reason"));
    api.send(SECURITY_OFFICER, "POST", "/member-classes", memberClass("AUD"));
    assertEquals("Add member class failed", api.lastAudited().path("event").asString());
    assertEquals("member_class_exists: AUD", api.lastAudited().path("reason").asString());
    assertFalse(api.lastAudited().path("warning").asBoolean(true));
    api.send(MANAGEMENT_SERVICE, "POST", "/member-classes", memberClass("AUD"));
    assertEquals("forbidden", api.lastAudited().path("reason").asString());
    api.get(SECURITY_OFFICER, "/member-classes");
    assertEquals(before + 3, api.auditLog().size());
    assertEquals(
        PosixFilePermissions.fromString("rw-------"), Files.getPosixFilePermissions(auditLog()));
  }

  @Test
  void whileNothingCanBeWrittenDownNothingIsChanged() throws IOException {
    Path log = auditLog();
    Files.deleteIfExists(log);
    Files.createDirectory(log);
    assertEquals(
        201, api.send(SECURITY_OFFICER, "POST", "/member-classes", memberClass("ONE")).status());
    int before = classes();
    Answer refused = api.send(SECURITY_OFFICER, "POST", "/member-classes", memberClass("TWO"));
    assertEquals(503, refused.status());
    assertEquals("audit_log_unavailable", refused.code());
    assertEquals(before, classes());
    Files.delete(log);
    assertEquals(
        201, api.send(SECURITY_OFFICER, "POST", "/member-classes", memberClass("TWO")).status());
    assertEquals("Add member class", api.lastAudited().path("event").asString());
  }

  @Test
  void aReasonHasALength() {
    var request =
        api.request("/member-classes")
            .header("Authorization", "X-Road-ApiKey token=" + api.token(SECURITY_OFFICER))
            .header("Content-Type", "application/json")
            .header("X-Road-Reason", "x".repeat(1001))
            .POST(BodyPublishers.ofString(memberClass("RSN").replace('\'', '"')));
    int before = classes();
    assertEquals("reason_too_long", api.send(request).code());
    assertEquals(before, classes());
  }
}
