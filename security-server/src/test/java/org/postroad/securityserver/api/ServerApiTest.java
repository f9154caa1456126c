// SPDX-License-Identifier: MIT

package org.postroad.securityserver.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.ws.rs.Consumes;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.postroad.protocol.administration.Administration;
import org.postroad.protocol.administration.AuditLog;
import org.postroad.protocol.administration.Role;
import org.postroad.protocol.administration.TokenCheck;
import org.postroad.protocol.dispatch.PortHead;
import org.postroad.protocol.dispatch.PortReply;
import org.postroad.protocol.dispatch.PortRequest;
import org.postroad.protocol.globalconf.ConfigurationAnchor;
import org.postroad.securityserver.conf.FakeRegistry;
import org.postroad.securityserver.conf.NodeType;
import org.postroad.testing.ApiOperations.Operation;
import org.postroad.testing.StandingClock;
import org.postroad.testing.TestAuthority;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What administrators are answered, without a port. */
class ServerApiTest {
  private static final JsonMapper JSON = new JsonMapper();
  private static final InetAddress HERE = InetAddress.ofLiteral("127.0.0.1");
  private static final InetAddress ELSEWHERE = InetAddress.ofLiteral("192.0.2.1");
  private static final ByteArrayOutputStream AUDITED = new ByteArrayOutputStream();

  private static Path directory = Path.of("");
  private static TestedApi tested;
  private static Administration api;

  @BeforeAll
  static void open(@TempDir Path temporary) {
    directory = temporary;
    var clock = new StandingClock();
    tested = new TestedApi(directory, NodeType.PRIMARY, clock);
    api =
        ServerApi.open(
            tested.server(),
            AdministrationSettings.DEFAULT,
            new AuditLog(() -> AUDITED, "ss1", "Postroad security server"),
            clock,
            new SecureRandom());
  }

  @AfterAll
  static void close() {
    api.close();
  }

  private static PortReply send(
      InetAddress from, String authorization, String verb, String path, String body) {
    return send(from, authorization, verb, path, "application/json", body);
  }

  private static PortReply send(
      InetAddress from, String authorization, String verb, String path, String type, String body) {
    int mark = path.indexOf('?');
    return api.answer(
        new PortRequest(
            new PortHead(
                verb,
                "/api/v1" + (mark < 0 ? path : path.substring(0, mark)),
                mark < 0 ? "" : path.substring(mark + 1),
                Map.of("authorization", List.of(authorization), "content-type", List.of(type)),
                from),
            body.getBytes(UTF_8)));
  }

  private static PortReply send(Role role, String verb, String path, String body) {
    return send(HERE, "X-Road-ApiKey token=" + tested.token(role), verb, path, body);
  }

  private static JsonNode get(String path) {
    PortReply reply = send(Role.SYSTEM_ADMINISTRATOR, "GET", path, "");
    assertEquals(200, reply.status(), () -> new String(reply.body(), UTF_8));
    return JSON.readTree(reply.body());
  }

  private static String lastAudited() {
    return AUDITED.toString(UTF_8).lines().toList().getLast();
  }

  @Test
  void everyOperationIsForThoseWhoseRoleHasItsPermission() {
    var wrong = new ArrayList<String>();
    for (Operation operation : TestedApi.operations()) {
      Needs needs = operation.method().getAnnotation(Needs.class);
      for (Role role : ServerRoles.ALL) {
        String path = operation.path().replaceAll("\\{[a-z_]*}", "0");
        String body = operation.verb().equals("GET") ? "" : "{}";
        boolean allowed = List.of(needs.value()).stream().anyMatch(each -> each.isOf(role));
        Consumes consumes = operation.method().getAnnotation(Consumes.class);
        String type = consumes == null ? "application/json" : consumes.value()[0];
        String token = "X-Road-ApiKey token=" + tested.token(role);
        int status = send(HERE, token, operation.verb(), path, type, body).status();
        if (allowed == (status == 403)) {
          wrong.add(operation + " as " + role + ": " + status);
        }
      }
    }
    assertEquals(List.of(), wrong);
  }

  @Test
  void whoHasNoTokenIsAStrangerAndWrittenDown() {
    PortReply reply = send(HERE, "X-Road-ApiKey token=" + "0".repeat(36), "GET", "/tokens", "");
    assertEquals(401, reply.status());
    assertEquals(
        "{\"status\":401,\"error\":{\"code\":\"unauthorized\"}}", new String(reply.body(), UTF_8));
    String id = reply.headers().getOrDefault("x-road-ui-correlation-id", "");
    assertEquals(16, id.length());
    assertTrue(lastAudited().contains("ss1 correlation-id: [" + id + "] INFO [Postroad security"));
    assertTrue(lastAudited().contains("\"event\":\"API key authentication failed\""));
  }

  /** Row E12: a server that runs was set up; the PIN that somebody sends is kept nowhere. */
  @Test
  void nothingIsSetUpTwice() {
    PortReply reply =
        send(
            Role.SYSTEM_ADMINISTRATOR,
            "POST",
            "/initialization",
            "{\"security_server_code\":\"ss9\",\"software_token_pin\":\"a-secret\"}");
    assertEquals(409, reply.status());
    assertTrue(new String(reply.body(), UTF_8).contains("server_already_fully_initialized"));
    assertTrue(lastAudited().contains("\"serverCode\":\"ss9\""), lastAudited());
    assertFalse(AUDITED.toString(UTF_8).contains("a-secret"));
  }

  @Test
  void tokensAreMadeChangedAndRevoked() {
    PortReply made =
        send(Role.SYSTEM_ADMINISTRATOR, "POST", "/api-keys", "[\"XROAD_SECURITYSERVER_OBSERVER\"]");
    assertEquals(200, made.status());
    assertTrue(lastAudited().contains("\"event\":\"API key create\",\"user\":\"api-key-"));
    JsonNode key = JSON.readTree(made.body());
    String shown = "X-Road-ApiKey token=" + key.path("key").asString();
    assertFalse(lastAudited().contains(key.path("key").asString()));
    assertEquals(200, send(HERE, shown, "GET", "/system/node-type", "").status());
    assertEquals(403, send(HERE, shown, "DELETE", "/api-keys/1", "").status());
    String path = "/api-keys/" + key.path("id").asString("");
    assertEquals(
        "[\"XROAD_SECURITY_OFFICER\"]",
        JSON.readTree(
                send(Role.SYSTEM_ADMINISTRATOR, "PUT", path, "[\"XROAD_SECURITY_OFFICER\"]").body())
            .path("roles")
            .toString());
    assertEquals(204, send(Role.SYSTEM_ADMINISTRATOR, "DELETE", path, "").status());
    assertEquals(401, send(HERE, shown, "GET", "/system/node-type", "").status());
  }

  @Test
  void tokensAreAdministeredOnThisMachineAlone() {
    String shown = "X-Road-ApiKey token=" + tested.token(Role.SYSTEM_ADMINISTRATOR);
    assertEquals(403, send(ELSEWHERE, shown, "GET", "/api-keys", "").status());
    assertEquals(200, send(ELSEWHERE, shown, "GET", "/system/version", "").status());
  }

  @Test
  void theRoleOfMachinesIsARegistrys() {
    PortReply reply =
        send(Role.SYSTEM_ADMINISTRATOR, "POST", "/api-keys", "[\"XROAD_MANAGEMENT_SERVICE\"]");
    assertEquals(400, reply.status());
    assertTrue(new String(reply.body(), UTF_8).contains("invalid_role"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/system/node-type | {'node_type':'PRIMARY'}",
        "/initialization/status | {'is_anchor_imported':true,'is_server_code_initialized':true,"
            + "'is_server_owner_initialized':true,'software_token_init_status':'INITIALIZED',"
            + "'enforce_token_pin_policy':false}",
        "/system/server-address | {'current_address':{'address':'caller.test'}}",
        "/xroad-instances | ['TEST']",
        "/security-servers?current_server=true | [{'id':'TEST:GOV:1234:ss1','instance_id':'TEST',"
            + "'member_class':'GOV','member_code':'1234','server_code':'ss1',"
            + "'server_address':'caller.test'}]",
        "/diagnostics/addon-status | {'messagelog_enabled':true,'opmonitoring_enabled':true}",
        "/diagnostics/backup-encryption-status | {'backup_encryption_status':true,"
            + "'backup_encryption_keys':['A1']}",
        "/diagnostics/message-log-encryption-status |"
            + " {'message_log_archive_encryption_status':false,"
            + "'message_log_database_encryption_status':true,"
            + "'message_log_grouping_rule':'none','members':[]}"
      })
  void answersAreThoseOfXroad(String path, String expected) {
    assertEquals(expected.replace('\'', '"'), get(path).toString());
  }

  @Test
  void theAnchorIsNamedByItsFileAndHandedOut() {
    JsonNode anchor = get("/system/anchor");
    assertEquals(28 * 3 - 1, anchor.path("hash").asString().length());
    PortReply file = send(Role.SECURITY_OFFICER, "GET", "/system/anchor/download", "");
    assertTrue(new String(file.body(), UTF_8).contains(".test/internalconf"));
    assertEquals(
        "attachment; filename=\"configuration-anchor.xml\"",
        file.headers().get("content-disposition"));
  }

  private static PortReply anchor(String verb, String path, String file) {
    String officer = "X-Road-ApiKey token=" + tested.token(Role.SECURITY_OFFICER);
    return send(HERE, officer, verb, "/system/anchor" + path, "application/octet-stream", file);
  }

  private static String code(PortReply reply) {
    return reply.status() + " " + JSON.readTree(reply.body()).at("/error/code").asString();
  }

  private static String xml(ConfigurationAnchor anchor) {
    return new String(anchor.toXml(), UTF_8);
  }

  @Test
  void anAnchorIsLookedAtBeforeItIsTrusted() {
    String before = get("/system/anchor").toString();
    ConfigurationAnchor next = TestedApi.REGISTRY.anchor();
    JsonNode shown = JSON.readTree(anchor("POST", "/previews", xml(next)).body());
    assertEquals(next.fingerprint(), shown.path("hash").asString());
    var other = new ConfigurationAnchor(Optional.empty(), "OTHER", next.sources());
    assertEquals(
        "400 internal_anchor_upload_invalid_instance_id",
        code(anchor("POST", "/previews", xml(other))));
    assertEquals(200, anchor("POST", "/previews?validate_instance=false", xml(other)).status());
    assertEquals("400 malformed_anchor", code(anchor("POST", "/previews", "<anchor/>")));
    assertEquals(before, get("/system/anchor").toString());
  }

  @Test
  void anotherAnchorTakesThePlaceOfTheFormerOnlyIfAConfigurationIsHadWithIt() {
    String before = get("/system/anchor").toString();
    ConfigurationAnchor next = TestedApi.REGISTRY.anchor();
    var other = new ConfigurationAnchor(Optional.empty(), "OTHER", next.sources());
    ConfigurationAnchor unreachable =
        new FakeRegistry("TEST", "internalconf", "nowhere.test").anchor();
    ConfigurationAnchor otherKey = new FakeRegistry("TEST", "internalconf", "moved.test").anchor();
    assertEquals("400 malformed_anchor", code(anchor("PUT", "", "<anchor/>")));
    assertEquals(
        "400 internal_anchor_upload_invalid_instance_id", code(anchor("PUT", "", xml(other))));
    assertEquals("400 conf_verification.unreachable", code(anchor("PUT", "", xml(unreachable))));
    assertEquals("400 conf_verification.signature_invalid", code(anchor("PUT", "", xml(otherKey))));
    assertEquals(before, get("/system/anchor").toString());
    assertTrue(lastAudited().contains("Upload configuration anchor failed"));

    assertEquals(201, anchor("PUT", "", xml(next)).status());
    assertTrue(lastAudited().contains(next.fingerprint()));
    assertEquals(next.fingerprint(), get("/system/anchor").path("hash").asString());
  }

  @Test
  void aServerHasItsFirstAnchorAlready() {
    String administrator = "X-Road-ApiKey token=" + tested.token(Role.SYSTEM_ADMINISTRATOR);
    PortReply reply =
        send(
            HERE,
            administrator,
            "POST",
            "/system/anchor",
            "application/octet-stream",
            xml(TestedApi.REGISTRY.anchor()));
    assertEquals("409 anchor_already_exists", code(reply));
  }

  @Test
  void diagnosticsTellWhatWorksAndWhatDoesNot() {
    assertEquals("OK", get("/diagnostics/globalconf").path("status_class").asString());
    JsonNode services = get("/diagnostics/timestamping-services");
    assertEquals(
        List.of("OK", "FAIL", "WAITING"),
        services.valueStream().map(each -> each.path("status_class").asString()).toList());
    JsonNode responder = get("/diagnostics/ocsp-responders").at("/0/ocsp_responders/0");
    assertEquals("FAIL", responder.path("status_class").asString());
    assertEquals("ERROR_CODE_OCSP_CONNECTION_ERROR", responder.path("status_code").asString());
    assertTrue(responder.has("prev_update_at") && responder.has("next_update_at"));
    JsonNode memory = get("/diagnostics/proxy-memory-usage-status");
    assertTrue(memory.path("used_memory").asLong() > 0);
    assertFalse(memory.path("is_used_over_threshold").asBoolean());
  }

  @Test
  void connectionsAreTriedAndWhatStandsInTheWayIsNamed() {
    JsonNode addresses = get("/diagnostics/global-conf-status");
    assertEquals("OK", addresses.at("/0/connection_status/status_class").asString());
    assertFalse(addresses.at("/0/connection_status").has("error"));
    assertEquals("https://registry.test/internalconf", addresses.at("/1/download_url").asString());
    assertEquals("network_error", addresses.at("/1/connection_status/error/code").asString());
    assertEquals("no answer", addresses.at("/1/connection_status/error/metadata/0").asString());
    JsonNode registration = get("/diagnostics/auth-cert-req-status");
    assertEquals("FAIL", registration.path("status_class").asString());
    assertEquals("certificate_not_found", registration.at("/error/code").asString());
    String peer = "/diagnostics/other-security-server-status?";
    assertEquals(
        "400 validation_failure",
        code(send(Role.SYSTEM_ADMINISTRATOR, "GET", peer + "protocol_type=REST", "")));
    assertEquals(
        "404 client_not_found",
        code(
            send(
                Role.SYSTEM_ADMINISTRATOR,
                "GET",
                peer
                    + "protocol_type=REST&client_id=TEST:GOV:none:none"
                    + "&target_client_id=TEST:GOV:1:S&security_server_id=TEST:GOV:1:ss",
                "")));
  }

  private static final String TRAFFIC = "/diagnostics/operational-monitoring";

  @Test
  void trafficIsToldForTheLastDayByTheHourIfNothingElseIsAsked() {
    JsonNode intervals = get(TRAFFIC);
    assertEquals(25, intervals.size());
    Instant last = TestAuthority.NOW.truncatedTo(ChronoUnit.HOURS);
    assertEquals(last.toString(), intervals.at("/24/interval_start_time").asString());
    assertEquals(
        Set.of("interval_start_time", "success_count", "failure_count"),
        Set.copyOf(intervals.get(0).propertyNames()));
  }

  @Test
  void trafficIsCountedInTheIntervalsAskedFor() throws IOException {
    Path records = Files.createDirectories(directory.resolve("operational"));
    Files.writeString(
        records.resolve("1763800000.jsonl"),
        """
        {"monitoringDataTs":1763800000,"securityServerType":"Client","requestInTs":1763799999000,"succeeded":true}
        {"monitoringDataTs":1763800060,"securityServerType":"Producer","requestInTs":1763800059000,"succeeded":false}
        """);
    String asked =
        TRAFFIC
            + "?records_from=2025-11-22T10:26:00%2B02:00&records_to=2025-11-22T08:27:59Z&interval=1";
    assertEquals(
        "[{'interval_start_time':'2025-11-22T08:26:00Z','success_count':1,'failure_count':0},"
            + "{'interval_start_time':'2025-11-22T08:27:00Z','success_count':0,'failure_count':1}]",
        get(asked).toString().replace('"', '\''));
    assertEquals(
        List.of(0, 1),
        get(asked + "&security_server_type=PRODUCER")
            .valueStream()
            .map(each -> each.path("success_count").asInt() + each.path("failure_count").asInt())
            .toList());
    assertEquals(0, get(asked + "&member_id=TEST:GOV:1").at("/0/success_count").asInt());
    Files.delete(records.resolve("1763800000.jsonl"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "records_from=yesterday | records_from | DateTime, not 'yesterday'",
        "records_to=2026-11-22 | records_to | DateTime, not '2026-11-22'",
        "records_from=-0001-01-01T00:00:00Z | records_from"
            + " | NotBefore 1970-01-01T00:00:00Z, not '-0001-01-01T00:00:00Z'",
        "records_from=2026-01-02T00:00:00Z&records_to=2026-01-01T00:00:00Z | records_to"
            + " | NotBefore 2026-01-02T00:00:00Z, not '2026-01-01T00:00:00Z'",
        "interval=0 | interval | Positive, not '0'",
        "interval=-5 | interval | Positive, not '-5'",
        "interval=1h | interval | Positive, not '1h'",
        "interval=1&records_from=2026-01-01T00:00:00Z&records_to=2026-02-01T00:00:00Z | interval"
            + " | AtMost 10080 intervals, not 44641",
        "security_server_type=Both | security_server_type"
            + " | OneOf [Client, Producer], not 'Both'",
        "member_id=TEST:GOV | member_id | EncodedId",
        "service_id=getPerson | service_id | EncodedId, not 'getPerson'",
        "service_id=TEST:GOV:1:getPerson | service_id | EncodedId",
      })
  void whatCannotBeAskedOfTrafficIsNamed(String query, String field, String problem) {
    PortReply reply = send(Role.SYSTEM_ADMINISTRATOR, "GET", TRAFFIC + "?" + query, "");
    assertEquals("400 validation_failure", code(reply));
    assertEquals(
        problem,
        JSON.readTree(reply.body()).at("/error/validation_errors/" + field + "/0").asString());
  }

  @Test
  void theReportHasAllDiagnosticsAndNothingSecret() {
    PortReply reply = send(Role.SYSTEM_ADMINISTRATOR, "GET", "/diagnostics/info/download", "");
    String disposition = String.valueOf(reply.headers().get("content-disposition"));
    assertTrue(
        disposition.matches("attachment; filename=\"diagnostic-report-\\d{14}\\.json\""),
        disposition);
    String text = new String(reply.body(), UTF_8);
    JsonNode report = JSON.readTree(text);
    for (String field :
        List.of(
            "created_at",
            "security_server",
            "version",
            "node_type",
            "machine",
            "global_configuration",
            "timestamping_services",
            "ocsp_responders",
            "memory",
            "tokens")) {
      assertTrue(report.has(field), field);
    }
    for (Role role : ServerRoles.ALL) {
      assertFalse(text.contains(tested.token(role)));
      assertFalse(text.contains(TokenCheck.hash(tested.token(role))));
    }
    assertFalse(text.contains("no key, no PIN"));
  }

  @Test
  void namesAndAuthoritiesComeFromTheGlobalConfiguration() {
    assertEquals(1, get("/certificate-authorities?key_usage_type=SIGNING").size());
    assertTrue(get("/member-names?member_class=GOV&member_code=1234").has("member_name"));
    PortReply unknown =
        send(
            Role.SYSTEM_ADMINISTRATOR,
            "GET",
            "/member-names?member_class=GOV&member_code=nobody",
            "");
    assertEquals(404, unknown.status());
    assertEquals(
        400, send(Role.SYSTEM_ADMINISTRATOR, "GET", "/member-names?member_class=GOV", "").status());
    assertEquals(
        404, send(Role.SYSTEM_ADMINISTRATOR, "GET", "/member-classes/NOWHERE", "").status());
    assertEquals(2, get("/system/timestamping-services").size());
  }
}
