// SPDX-License-Identifier: MIT

package org.postroad.registry;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.postroad.protocol.administration.Role.REGISTRATION_OFFICER;
import static org.postroad.protocol.administration.Role.SECURITY_OFFICER;
import static org.postroad.protocol.administration.Role.SYSTEM_ADMINISTRATOR;

import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.postroad.protocol.administration.Role;
import org.postroad.protocol.certificate.Certificates;
import org.postroad.protocol.globalconf.ConfigurationAnchor;
import org.postroad.protocol.identifier.MemberId;
import org.postroad.protocol.identifier.SecurityServerId;
import org.postroad.protocol.identifier.SubsystemId;
import org.postroad.registry.RunningAdministration.Answer;
import org.postroad.registry.membership.MembershipCommand.AddMember;
import org.postroad.registry.membership.MembershipCommand.AddSubsystem;
import org.postroad.registry.membership.MembershipCommand.DefineMemberClass;
import org.postroad.registry.membership.MembershipCommand.RegisterServer;
import org.postroad.testing.TestAuthority;
import tools.jackson.databind.JsonNode;

/** Trust services, configuration, keys and the system through the real port (E44 to E48). */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TrustApiTest {
  private static final TestAuthority AUTHORITY = TestAuthority.create("First");
  private static final TestAuthority OTHER = TestAuthority.create("Second");
  private static final String PROFILE =
      "ee.ria.xroad.common.certificateprofile.impl.BasicCertificateProfileInfoProvider";

  private RunningAdministration api;

  @BeforeAll
  void open(@TempDir Path folder) {
    api = RunningAdministration.open(folder.resolve("registry"));
  }

  @AfterAll
  void close() {
    api.close();
  }

  private static byte[] pem(X509Certificate certificate) {
    return Certificates.pem(certificate).getBytes(UTF_8);
  }

  private static byte[] text(String text) {
    return text.getBytes(UTF_8);
  }

  private Answer form(String method, String path, Map<String, byte[]> fields, int status) {
    Answer answer = api.form(SYSTEM_ADMINISTRATOR, method, path, fields);
    assertEquals(status, answer.status(), answer::text);
    return answer;
  }

  private Answer send(Role role, String method, String path, String json, int status) {
    Answer answer = api.send(role, method, path, json);
    assertEquals(status, answer.status(), answer::text);
    return answer;
  }

  private JsonNode get(Role role, String path) {
    return send(role, "GET", path, "", 200).json();
  }

  @Test
  void aCertificationServiceHasAuthoritiesAndResponders() {
    Map<String, byte[]> added =
        Map.of(
            "certificate", pem(AUTHORITY.root().certificate()),
            "certificate_profile_info", text(PROFILE),
            "tls_auth", text("false"),
            "acme_server_directory_url", text("https://acme.example/directory"));
    JsonNode service = form("POST", "/certification-services", added, 201).json();
    assertEquals(
        "certification_service_exists", form("POST", "/certification-services", added, 409).code());
    String one = "/certification-services/" + service.path("id").asInt();
    assertEquals(service, get(SYSTEM_ADMINISTRATOR, one));
    assertEquals(1, get(SYSTEM_ADMINISTRATOR, "/certification-services").size());
    JsonNode changed = send(SYSTEM_ADMINISTRATOR, "PATCH", one, "{'tls_auth':'true'}", 200).json();
    assertTrue(changed.path("tls_auth").asBoolean(false));
    assertEquals(PROFILE, changed.path("certificate_profile_info").asString());
    assertEquals(
        "https://acme.example/directory", changed.path("acme_server_directory_url").asString());

    Map<String, byte[]> file = Map.of("certificate", pem(OTHER.root().certificate()));
    int ca = form("POST", one + "/intermediate-cas", file, 201).json().path("id").asInt();
    Map<String, byte[]> responder =
        Map.of(
            "url", text("http://ocsp.example:8888"),
            "certificate", pem(AUTHORITY.ocspSigner().certificate()));
    int top = form("POST", one + "/ocsp-responders", responder, 201).json().path("id").asInt();
    String below = "/intermediate-cas/" + ca + "/ocsp-responders";
    int lower = form("POST", below, responder, 201).json().path("id").asInt();
    assertNotEquals(top, lower);
    assertEquals("ocsp_responder_exists", form("POST", below, responder, 409).code());
    assertTrue(get(SYSTEM_ADMINISTRATOR, "/ocsp-responders/" + top + "/certificate").has("hash"));
    JsonNode moved =
        form("PATCH", "/ocsp-responders/" + top, Map.of("url", text("http://b.example")), 200)
            .json();
    assertEquals("http://b.example", moved.path("url").asString());
    assertTrue(moved.path("has_certificate").asBoolean(false));
    send(SYSTEM_ADMINISTRATOR, "DELETE", below + "/" + lower, "", 204);
    assertEquals(0, get(SYSTEM_ADMINISTRATOR, below).size());
    send(SYSTEM_ADMINISTRATOR, "DELETE", "/ocsp-responders/" + moved.path("id"), "", 204);
    send(SYSTEM_ADMINISTRATOR, "DELETE", "/intermediate-cas/" + ca, "", 204);
    assertEquals(0, get(SYSTEM_ADMINISTRATOR, one + "/intermediate-cas").size());
    send(SYSTEM_ADMINISTRATOR, "DELETE", one, "", 204);
    assertEquals(
        "certification_service_not_found", send(SYSTEM_ADMINISTRATOR, "GET", one, "", 404).code());
  }

  @Test
  void aFormIsReadStrictly() {
    byte[] certificate = pem(AUTHORITY.root().certificate());
    String all = "/certification-services";
    Map<String, byte[]> unknown = Map.of("certificate", certificate, "colour", text("red"));
    assertTrue(problems(form("POST", all, unknown, 400)).has("colour"));
    Map<String, byte[]> none = Map.of("certificate_profile_info", text(PROFILE));
    assertTrue(problems(form("POST", all, none, 400)).has("certificate"));
    Map<String, byte[]> garbage =
        Map.of("certificate", text("no certificate"), "certificate_profile_info", text(PROFILE));
    assertEquals("incorrect_certificate", form("POST", all, garbage, 400).code());
    Map<String, byte[]> maybe =
        Map.of(
            "certificate", certificate,
            "certificate_profile_info", text(PROFILE),
            "tls_auth", text("maybe"));
    assertTrue(problems(form("POST", all, maybe, 400)).has("tls_auth"));
  }

  private static JsonNode problems(Answer answer) {
    return answer.json().path("error").path("validation_errors");
  }

  @Test
  void timestampingServicesAreApprovedChangedAndWithdrawn() {
    Map<String, byte[]> added =
        Map.of(
            "url", text("http://tsa.example"),
            "certificate", pem(AUTHORITY.timestamper().certificate()),
            "cost_type", text("PAID"));
    JsonNode service = form("POST", "/timestamping-services", added, 201).json();
    assertEquals("PAID", service.path("cost").asString());
    assertEquals(60, service.path("timestamping_interval").asInt());
    String one = "/timestamping-services/" + service.path("id").asInt();
    JsonNode moved = form("PATCH", one, Map.of("url", text("http://other.example")), 200).json();
    assertEquals(service.path("id"), moved.path("id"));
    assertEquals("http://other.example", get(SYSTEM_ADMINISTRATOR, one).path("url").asString());
    send(SYSTEM_ADMINISTRATOR, "DELETE", one, "", 204);
    assertEquals(0, get(SYSTEM_ADMINISTRATOR, "/timestamping-services").size());
    assertEquals("Delete timestamping service", api.lastAudited().path("event").asString());
  }

  @Test
  void anAnchorStaysTheSameUntilItIsMadeAgain() {
    String source = "/configuration-sources/EXTERNAL";
    String before =
        get(SECURITY_OFFICER, source + "/anchor").path("anchor").path("hash").asString();
    api.clock().move(Duration.ofMinutes(1));
    Answer file = send(SECURITY_OFFICER, "GET", source + "/anchor/download", "", 200);
    assertEquals(before, ConfigurationAnchor.fingerprint(file.response().body()));
    assertTrue(file.header("content-disposition").contains("configuration_anchor_DEV_external"));
    JsonNode made = send(SECURITY_OFFICER, "PUT", source + "/anchor/re-create", "", 200).json();
    assertNotEquals(before, made.path("hash").asString());
    assertEquals(
        made.path("hash"), get(SECURITY_OFFICER, source + "/anchor").path("anchor").path("hash"));
    assertEquals(
        "Re-create external configuration anchor", api.lastAudited().path("event").asString());
    assertTrue(
        get(SECURITY_OFFICER, source + "/download-url")
            .path("url")
            .asString()
            .endsWith("/externalconf"));
    send(SECURITY_OFFICER, "GET", "/configuration-sources/OTHER/anchor", "", 400);
  }

  @Test
  void keysAreRotated() {
    String keys = "/configuration-sources/INTERNAL/signing-keys";
    String added = "{'token_id':'0','key_label':'second'}";
    JsonNode key = send(SECURITY_OFFICER, "POST", keys, added, 201).json();
    assertFalse(key.path("active").asBoolean(true));
    assertEquals("keys_limit_reached", send(SECURITY_OFFICER, "POST", keys, added, 409).code());
    String id = key.path("id").asString();
    send(SECURITY_OFFICER, "PUT", "/signing-keys/" + id + "/activate", "", 204);
    JsonNode token = get(SECURITY_OFFICER, "/tokens").get(0);
    List<JsonNode> internal =
        token
            .path("configuration_signing_keys")
            .valueStream()
            .filter(each -> each.path("source_type").asString().equals("INTERNAL"))
            .toList();
    assertEquals(2, internal.size());
    String former = internal.getFirst().path("id").asString();
    assertFalse(internal.getFirst().path("active").asBoolean(true));
    assertEquals(
        "error_deleting_signing_key",
        send(SECURITY_OFFICER, "DELETE", "/signing-keys/" + id, "", 409).code());
    send(SECURITY_OFFICER, "DELETE", "/signing-keys/" + former, "", 204);
    assertEquals(
        "signing_key_not_found",
        send(SECURITY_OFFICER, "DELETE", "/signing-keys/" + former, "", 404).code());
  }

  @Test
  void aTokenIsClosedAndOpenedWithItsPinAlone() {
    JsonNode closed = send(SECURITY_OFFICER, "PUT", "/tokens/0/logout", "", 200).json();
    assertFalse(closed.path("logged_in").asBoolean(true));
    assertEquals("LOGIN", closed.path("possible_actions").get(0).asString());
    Answer wrong = send(SECURITY_OFFICER, "PUT", "/tokens/0/login", "{'password':'wrong'}", 400);
    assertFalse(wrong.text().contains("wrong'"));
    JsonNode open =
        send(SECURITY_OFFICER, "PUT", "/tokens/0/login", "{'password':'a secret pin'}", 200).json();
    assertTrue(open.path("logged_in").asBoolean(false));
    assertFalse(String.join("\n", api.auditLog()).contains("a secret pin"));
    send(SECURITY_OFFICER, "PUT", "/tokens/1/logout", "", 404);
  }

  @Test
  void onlyDeclaredPartsThatServersCanReadArePublished() {
    String parts = "/configuration-sources/INTERNAL/configuration-parts";
    byte[] interval =
        text(
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>"
                + "<xro:conf xmlns:xro=\"http://x-road.eu/xsd/xroad.xsd\">"
                + "<interval>60</interval></xro:conf>");
    assertEquals(
        3L,
        get(SECURITY_OFFICER, parts)
            .valueStream()
            .filter(part -> part.path("optional").asBoolean(false))
            .count());
    Map<String, byte[]> undeclared = Map.of("content_identifier", text("FOO"), "file", interval);
    assertEquals(400, api.form(SECURITY_OFFICER, "POST", parts, undeclared).status());
    assertEquals("FOO", api.lastAudited().path("data").path("contentIdentifier").asString());
    Map<String, byte[]> broken =
        Map.of("content_identifier", text("MONITORING"), "file", text("<a/>"));
    assertTrue(api.form(SECURITY_OFFICER, "POST", parts, broken).status() >= 400);
    send(SECURITY_OFFICER, "GET", parts + "/MONITORING/0/download", "", 404);
  }

  @Test
  void anchorsOfOthersAreJudgedBeforeTheyAreTrusted() {
    byte[] malformed = text("<anchor/>");
    Answer refused =
        api.form(SECURITY_OFFICER, "POST", "/trusted-anchors/preview", Map.of("anchor", malformed));
    assertEquals(400, refused.status());
    assertEquals("anchor_malformed", refused.code());
    byte[] unreachable =
        new ConfigurationAnchor(
                Optional.of(TestAuthority.NOW),
                "EE",
                List.of(
                    new ConfigurationAnchor.Source(
                        "http://192.0.2.1/externalconf", List.of(AUTHORITY.root().certificate()))))
            .toXml();
    Answer judged =
        api.form(SECURITY_OFFICER, "POST", "/trusted-anchors", Map.of("anchor", unreachable));
    assertEquals("anchor_not_downloaded", judged.code());
    assertEquals("Add trusted anchor failed", api.lastAudited().path("event").asString());
    assertEquals(0, get(SECURITY_OFFICER, "/trusted-anchors").size());
    send(SECURITY_OFFICER, "DELETE", "/trusted-anchors/AA:BB", "", 404);
  }

  @Test
  void theManagementServicesHaveAProviderAServerAndACertificate() {
    var member = new MemberId("DEV", "ORG", "1");
    var provider = new SubsystemId(member, "MANAGEMENT");
    var author = new Author("tester", "provider");
    api.registry().execute(new DefineMemberClass("ORG", "Organisations"), author);
    api.registry().execute(new AddMember(member, "Authority"), author);
    api.registry().execute(new AddSubsystem(provider, Optional.empty()), author);
    var certificate = AUTHORITY.authentication(member).certificate();
    api.registry()
        .execute(
            new RegisterServer(new SecurityServerId(member, "SS0"), "ss0.example", certificate),
            author);
    String path = "/management-services-configuration";
    String server = "{'security_server_id':'DEV:ORG:1:SS0'}";
    send(SECURITY_OFFICER, "POST", path + "/register-provider", server, 400);
    JsonNode named =
        send(SECURITY_OFFICER, "PATCH", path, "{'service_provider_id':'DEV:ORG:1:MANAGEMENT'}", 200)
            .json();
    assertEquals("Authority", named.path("service_provider_name").asString());
    JsonNode registered =
        send(SECURITY_OFFICER, "POST", path + "/register-provider", server, 200).json();
    assertEquals("DEV:ORG:1:SS0", registered.path("security_server_id").asString());
    assertEquals(
        "security-server-owners",
        registered.path("security_server_owners_global_group_code").asString());
    JsonNode before = get(SECURITY_OFFICER, path + "/certificate");
    send(SECURITY_OFFICER, "POST", path + "/certificate", "", 201);
    assertNotEquals(before.path("hash"), get(SECURITY_OFFICER, path + "/certificate").path("hash"));
    Answer pem = send(SECURITY_OFFICER, "GET", path + "/download-certificate", "", 200);
    assertArrayEquals(pem(api.management().certificate()), pem.response().body());
    Answer request =
        send(SECURITY_OFFICER, "POST", path + "/generate-csr", "{'name':'CN=registry'}", 200);
    assertEquals(0x30, request.response().body()[0]);
    Map<String, byte[]> foreign = Map.of("certificate", pem(certificate));
    Answer refused = api.form(SECURITY_OFFICER, "POST", path + "/upload-certificate", foreign);
    assertEquals("incorrect_certificate", refused.code());
  }

  @Test
  void theSystemSaysWhatItIs() {
    JsonNode status = get(REGISTRATION_OFFICER, "/system/status");
    assertEquals("node_0", status.path("high_availability_status").path("node_name").asString());
    assertEquals(
        "DEV", status.path("initialization_status").path("instance_identifier").asString());
    assertEquals(
        status.path("initialization_status"), get(REGISTRATION_OFFICER, "/initialization/status"));
    assertEquals(
        "Postroad central registry 1.2.3",
        get(REGISTRATION_OFFICER, "/system/version").path("info").asString());
    assertEquals(
        "DEV", get(SECURITY_OFFICER, "/system/parameters").path("instanceIdentifier").asString());
    send(
        SECURITY_OFFICER,
        "PUT",
        "/system/server-address",
        "{'central_server_address':'registry.example'}",
        200);
    assertEquals(
        "registry.example",
        get(REGISTRATION_OFFICER, "/system/status")
            .path("initialization_status")
            .path("central_server_address")
            .asString());
    JsonNode alerts = get(REGISTRATION_OFFICER, "/notifications/alerts");
    JsonNode cluster = get(REGISTRATION_OFFICER, "/system/high-availability-cluster/status");
    assertEquals(1, cluster.path("nodes").size());
    assertEquals(alerts.isEmpty(), cluster.path("all_nodes_ok").asBoolean());
  }
}
