// SPDX-License-Identifier: MIT

package org.postroad.registry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.postroad.protocol.administration.Role.MANAGEMENT_SERVICE;
import static org.postroad.protocol.administration.Role.REGISTRATION_OFFICER;
import static org.postroad.protocol.administration.Role.SECURITY_OFFICER;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.postroad.protocol.certificate.Certificates;
import org.postroad.protocol.identifier.MemberId;
import org.postroad.registry.RunningAdministration.Answer;
import org.postroad.testing.TestAuthority;
import tools.jackson.databind.JsonNode;

/** Members, subsystems, servers, requests and groups through the real port (E40 to E43, B60). */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MembershipApiTest {
  private static final TestAuthority AUTHORITY = TestAuthority.create();

  private RunningAdministration api;
  private int count;
  private String code = "";

  @BeforeAll
  void open(@TempDir Path folder) {
    api = RunningAdministration.open(folder.resolve("registry"));
    send("POST", "/member-classes", "{'code':'GOV','description':'Government'}", 201);
  }

  @AfterAll
  void close() {
    api.close();
  }

  /** Each test has a member of its own. */
  @BeforeEach
  void addMember() {
    code = "M" + count++;
    send(
        "POST",
        "/members",
        "{'member_id':{'member_class':'GOV','member_code':'%s'},'member_name':'Member %s'}"
            .formatted(code, code),
        201);
  }

  private Answer send(String method, String path, String json, int status) {
    boolean classes = path.startsWith("/member-classes");
    Answer answer = api.send(classes ? SECURITY_OFFICER : REGISTRATION_OFFICER, method, path, json);
    assertEquals(status, answer.status(), answer::text);
    return answer;
  }

  private JsonNode get(String path) {
    return send("GET", path, "", 200).json();
  }

  private String member() {
    return "DEV:GOV:" + code;
  }

  private void addSubsystem(String subsystem) {
    send(
        "POST",
        "/subsystems",
        "{'subsystem_id':{'member_class':'GOV','member_code':'%s','subsystem_code':'%s'}}"
            .formatted(code, subsystem),
        201);
  }

  private static List<String> values(JsonNode list, String... path) {
    return list.valueStream()
        .map(node -> {
          JsonNode found = node;
          for (String name : path) {
            found = found.path(name);
          }
          return found.asString("");
        })
        .toList();
  }

  private String certificate() {
    var owner = new MemberId("DEV", "GOV", code);
    return Base64.getEncoder()
        .encodeToString(Certificates.encoded(AUTHORITY.authentication(owner).certificate()));
  }

  /** From both sides, so that it can be approved. */
  private void addServer(String server) {
    String request =
        "{'type':'AUTH_CERT_REGISTRATION_REQUEST','origin':'%s','security_server_id':'%s:%s',"
            + "'server_address':'ss.example','authentication_certificate':'"
            + certificate()
            + "'}";
    Answer first =
        api.send(
            MANAGEMENT_SERVICE,
            "POST",
            "/management-requests",
            request.formatted("SECURITY_SERVER", member(), server));
    assertEquals(202, first.status(), first::text);
    long id = first.json().path("id").asLong();
    Answer approved = send("POST", "/management-requests/" + id + "/approval", "", 200);
    assertEquals("APPROVED", approved.json().path("status").asString());
  }

  @Test
  void aMemberIsAddedRenamedAndDeleted() {
    JsonNode added = get("/members/" + member());
    assertEquals("Member " + code, added.path("member_name").asString());
    assertEquals(member(), added.path("client_id").path("encoded_id").asString());
    assertEquals("MEMBER", added.path("client_id").path("type").asString());
    send("PATCH", "/members/" + member(), "{'member_name':'Other'}", 200);
    assertEquals("Other", get("/members/" + member()).path("member_name").asString());
    addSubsystem("People");
    send("DELETE", "/members/" + member(), "", 204);
    assertEquals("member_not_found", send("GET", "/members/" + member(), "", 404).code());
  }

  @Test
  void whatIsThereAlreadyIsAConflict() {
    String again =
        "{'member_id':{'member_class':'GOV','member_code':'%s'},'member_name':'x'}".formatted(code);
    assertEquals("member_exists", send("POST", "/members", again, 409).code());
    String clazz = "{'code':'GOV','description':'x'}";
    assertEquals("member_class_exists", send("POST", "/member-classes", clazz, 409).code());
    assertEquals("member_class_is_in_use", send("DELETE", "/member-classes/GOV", "", 409).code());
  }

  @Test
  void subsystemsAreListedWithTheirServers() {
    addSubsystem("People");
    addServer("SS1");
    send("PATCH", "/subsystems/" + member() + ":People", "{'subsystem_name':'Folk'}", 200);
    send(
        "POST",
        "/management-requests",
        "{'type':'CLIENT_REGISTRATION_REQUEST','origin':'CENTER','security_server_id':'%s:SS1',"
                .formatted(member())
            + "'client_id':'%s:People'}".formatted(member()),
        202);
    String last =
        get("/management-requests?sort=id&desc=true&limit=1")
            .path("items")
            .get(0)
            .path("id")
            .asString();
    send("POST", "/management-requests/" + last + "/approval", "", 200);
    JsonNode subsystem = get("/members/" + member() + "/subsystems").get(0);
    assertEquals("Folk", subsystem.path("subsystem_name").asString());
    JsonNode used = subsystem.path("used_security_servers").get(0);
    assertEquals("SS1", used.path("server_code").asString());
    assertEquals("APPROVED", used.path("status").asString());
    assertEquals(
        "subsystem_registered_and_cannot_be_deleted",
        send("DELETE", "/subsystems/" + member() + ":People", "", 409).code());
    assertEquals(
        List.of(member() + ":People"),
        values(
            get("/clients?security_server=" + member() + ":SS1").path("clients"),
            "client_id",
            "encoded_id"));
    send("DELETE", "/subsystems/" + member() + ":People/servers/" + member() + ":SS1", "", 204);
    send("DELETE", "/subsystems/" + member() + ":People", "", 204);
  }

  @Test
  void aServerHasItsAddressCertificatesAndClients() {
    addServer("SS1");
    String server = "/security-servers/" + member() + ":SS1";
    JsonNode shown = get(server);
    assertEquals("ss.example", shown.path("server_address").asString());
    assertEquals("Member " + code, shown.path("owner_name").asString());
    assertFalse(shown.path("in_maintenance_mode").asBoolean(true));
    send("PATCH", server, "{'server_address':'192.0.2.7'}", 200);
    assertEquals("192.0.2.7", get(server).path("server_address").asString());
    JsonNode certificate = get(server + "/authentication-certificates").get(0);
    assertEquals(
        40, certificate.path("hash").asString().length(), "SHA-1, the name the protocol knows");
    assertEquals(
        List.of(member() + ":SS1"),
        values(get("/members/" + member() + "/owned-servers"), "server_id", "encoded_id"));
    send("DELETE", server + "/authentication-certificates/" + certificate.path("id"), "", 204);
    assertEquals(0, get(server + "/authentication-certificates").size());
    assertEquals(
        "member_owns_security_servers", send("DELETE", "/members/" + member(), "", 409).code());
    send("DELETE", server, "", 204);
    assertEquals("security_server_not_found", send("GET", server, "", 404).code());
  }

  @Test
  void deletingAServerAsksForTheDeletionOfAllThatIsThere() {
    addServer("SS1");
    String ofServer = "/management-requests?server_id=" + member() + ":SS1&sort=id";
    assertEquals(1, get(ofServer).path("items").size());
    send("DELETE", "/security-servers/" + member() + ":SS1", "", 204);
    JsonNode requests = get(ofServer).path("items");
    assertEquals(
        List.of("AUTH_CERT_REGISTRATION_REQUEST", "AUTH_CERT_DELETION_REQUEST"),
        values(requests, "type"));
    assertEquals("CENTER", requests.get(1).path("origin").asString());
  }

  @Test
  void requestsAreFoundSortedAndDecided() {
    String request =
        "{'type':'AUTH_CERT_REGISTRATION_REQUEST','origin':'CENTER',"
            + "'security_server_id':'%s:SS9','server_address':'a.example',".formatted(member())
            + "'authentication_certificate':'"
            + certificate()
            + "'}";
    String id = send("POST", "/management-requests", request, 202).json().path("id").asString();
    JsonNode details = get("/management-requests/" + id);
    assertEquals("WAITING", details.path("status").asString());
    assertEquals(
        member() + ":SS9", details.path("security_server_id").path("encoded_id").asString());
    assertTrue(details.path("certificate_details").has("not_after"));
    JsonNode waiting =
        get("/management-requests?status=WAITING&origin=CENTER&query=" + code + ":SS9");
    assertEquals(List.of(id), values(waiting.path("items"), "id"));
    assertEquals(1, waiting.path("paging_metadata").path("total_items").asInt());
    send("DELETE", "/management-requests/" + id, "", 204);
    assertEquals("REVOKED", get("/management-requests/" + id).path("status").asString());
    assertEquals(
        "management_request_invalid_state",
        send("POST", "/management-requests/" + id + "/approval", "", 409).code());
    assertEquals(
        "management_request_not_found", send("GET", "/management-requests/100000", "", 404).code());
  }

  @Test
  void onlyTheManagementServiceSpeaksForServers() {
    String request =
        "{'type':'AUTH_CERT_REGISTRATION_REQUEST','origin':'SECURITY_SERVER',"
            + "'security_server_id':'%s:SS8','server_address':'a.example',".formatted(member())
            + "'authentication_certificate':'"
            + certificate()
            + "'}";
    assertEquals("forbidden", send("POST", "/management-requests", request, 403).code());
    String change =
        "{'type':'ADDRESS_CHANGE_REQUEST','origin':'CENTER','security_server_id':'%s:SS8'}"
            .formatted(member());
    send("POST", "/management-requests", change, 403);
    assertEquals(
        400, api.send(MANAGEMENT_SERVICE, "POST", "/management-requests", change).status());
    assertEquals(403, api.get(MANAGEMENT_SERVICE, "/management-requests").status());
  }

  @Test
  void groupsHaveMembersThatAreFound() {
    addSubsystem("A");
    addSubsystem("B");
    String group = "/global-groups/g" + code;
    send("POST", "/global-groups", "{'code':'g%s','description':'d'}".formatted(code), 201);
    send("PATCH", group, "{'description':'Friends'}", 200);
    String wanted = "{'items':['%s','%s:A','%s:B']}".formatted(member(), member(), member());
    assertEquals(3, send("POST", group + "/members/add", wanted, 201).json().path("items").size());
    assertEquals(0, send("POST", group + "/members/add", wanted, 201).json().path("items").size());
    assertEquals(3, get(group).path("member_count").asInt());
    JsonNode found =
        send(
                "POST",
                group + "/members",
                "{'types':['SUBSYSTEM'],'paging_sorting':{'sort':'subsystem','desc':true}}",
                200)
            .json();
    assertEquals(List.of("B", "A"), values(found.path("items"), "client_id", "subsystem_code"));
    assertEquals(2, get(group + "/members/filter-model").path("subsystems").size());
    assertEquals(3, get("/members/" + member() + "/global-groups").size());
    send("POST", group + "/members/delete", "{'items':['%s:A']}".formatted(member()), 204);
    send("DELETE", group + "/members/" + member() + ":B", "", 204);
    assertEquals(
        "group_member_not_found",
        send("POST", group + "/members/delete", "{'items':['%s:A']}".formatted(member()), 404)
            .code());
    send("DELETE", group, "", 204);
    assertEquals("global_group_not_found", send("GET", group, "", 404).code());
    assertEquals(
        "owners_group_cannot_be_changed",
        send("DELETE", "/global-groups/security-server-owners", "", 400).code());
  }

  @Test
  void clientsAreSearchedInPages() {
    addSubsystem("A1");
    addSubsystem("A2");
    addSubsystem("A3");
    JsonNode page =
        get(
            "/clients?member_code="
                + code
                + "&client_type=SUBSYSTEM&sort=client_id.subsystem_code&desc=true&limit=2&offset=1");
    assertEquals(
        List.of(member() + ":A1"), values(page.path("clients"), "client_id", "encoded_id"));
    JsonNode metadata = page.path("paging_metadata");
    assertEquals(3, metadata.path("total_items").asInt());
    assertEquals(1, metadata.path("items").asInt());
    assertEquals(2, metadata.path("limit").asInt());
    assertEquals(1, metadata.path("offset").asInt());
    assertEquals(
        List.of(member() + ":A2"),
        values(
            get("/clients?q=a2&member_code=" + code).path("clients"), "client_id", "encoded_id"));
    assertEquals("validation_failure", send("GET", "/clients?sort=shoe_size", "", 400).code());
    send("GET", "/clients?limit=0", "", 400);
    send("GET", "/clients?client_type=SERVER", "", 400);
  }

  @Test
  void theHistoryTellsWhoChangedWhichFieldAndWhy() {
    String record = "/history?record=" + member();
    JsonNode added = get(record);
    assertEquals(2, added.path("paging_metadata").path("total_items").asInt());
    assertEquals(List.of("name", "id"), values(added.path("items"), "field"));
    assertEquals(List.of("id"), values(get(record + "&sort=time&limit=1").path("items"), "field"));
    api.clock().move(Duration.ofSeconds(1));
    String before = api.clock().instant().toString();
    send("PATCH", "/members/" + member(), "{'member_name':'Ministry'}", 200);
    JsonNode change = get(record + "&since=" + before).path("items").path(0);
    assertEquals("UPDATE", change.path("operation").asString());
    assertEquals("Member " + code, change.path("before").asString());
    assertEquals("Ministry", change.path("after").asString());
    assertEquals("Edit member name", change.path("why").asString());
    String who = change.path("who").asString();
    assertEquals(1, get(record + "&kind=member&query=minis&who=" + who).path("items").size());
    assertEquals(0, get(record + "&who=nobody").path("items").size());
    assertEquals(2, get(record + "&until=" + before).path("items").size());
    for (String wrong : List.of("since=yesterday", "sort=who", "limit=1001", "offset=-1")) {
      send("GET", "/history?" + wrong, "", 400);
    }
  }
}
