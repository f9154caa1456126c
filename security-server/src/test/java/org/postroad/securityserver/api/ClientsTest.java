// SPDX-License-Identifier: MIT
package org.postroad.securityserver.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.postroad.protocol.administration.Role.REGISTRATION_OFFICER;
import static org.postroad.protocol.administration.Role.SECURITYSERVER_OBSERVER;
import static org.postroad.protocol.administration.Role.SERVICE_ADMINISTRATOR;

import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postroad.protocol.certificate.Certificates;
import org.postroad.protocol.identifier.ClientId;
import org.postroad.protocol.identifier.MemberId;
import org.postroad.protocol.identifier.SubsystemId;
import org.postroad.protocol.management.ManagementRequest.ClientDeletion;
import org.postroad.protocol.management.ManagementRequest.ClientDisable;
import org.postroad.protocol.management.ManagementRequest.ClientReg;
import org.postroad.protocol.management.ManagementRequest.ClientRename;
import org.postroad.protocol.management.ManagementRequest.OwnerChange;
import org.postroad.securityserver.conf.Client.Status;
import org.postroad.securityserver.testing.TestInstance;
import org.postroad.securityserver.testing.TestServerKeys;
import org.postroad.testing.TestCertificate;

/** Clients, their certificates and their groups through the API (E20 to E22). */
class ClientsTest {
  private static final ClientId SHOP = ClientId.parse("TEST/GOV/5678/shop");

  private static final TestInstance INSTANCE = new TestInstance();

  private static Optional<InProcessApi> opened = Optional.empty();

  @BeforeAll
  static void open(@TempDir Path directory) {
    var keys = new TestServerKeys(directory, INSTANCE.authority(), TestInstance.PROVIDER);
    opened = Optional.of(new InProcessApi(INSTANCE, keys.identities()));
  }

  @AfterAll
  static void close() {
    opened.ifPresent(InProcessApi::close);
  }

  @BeforeEach
  void begin() {
    api().begin();
  }

  private static InProcessApi api() {
    return opened.orElseThrow();
  }

  private InProcessApi.Answer send(String method, String path, String json) {
    return api().send(REGISTRATION_OFFICER, method, path, json);
  }

  private InProcessApi.Answer add(String code, String subsystem, String more) {
    return send(
        "POST",
        "/clients",
        "{'client':{'member_class':'GOV','member_code':'"
            + code
            + "','subsystem_code':'"
            + subsystem
            + "'}"
            + more
            + "}");
  }

  private Status status(ClientId id) {
    return api().configuration().client(id).orElseThrow().status();
  }

  @Test
  void aClientIsAddedOnceWithOneVersionOneAuthorAndOneReason() {
    InProcessApi.Answer added = add("5678", "shop", "");
    assertEquals(201, added.status());
    assertEquals("TEST:GOV:5678:shop", added.json().path("id").asString());
    assertEquals("HTTPS", added.json().path("connection_type").asString());
    assertEquals("SAVED", added.json().path("status").asString());
    assertTrue(added.json().path("has_valid_local_sign_cert").asBoolean());
    assertFalse(added.json().path("owner").asBoolean());
    assertEquals(2, api().newest().number());
    assertEquals("api-key-2", api().newest().who());
    assertEquals("because", api().newest().why());
    assertEquals("Add client", api().lastAudited().path("event").asString());
    InProcessApi.Answer again = add("5678", "shop", "");
    assertEquals(409, again.status());
    assertEquals("client_already_exists", again.code());
    assertEquals(2, api().newest().number());
    assertEquals(
        "registered",
        add("5678", "people", "").json().path("status").asString().toLowerCase(Locale.ROOT));
  }

  @Test
  void anUnregisteredMemberIsAddedByWhoInsists() {
    InProcessApi.Answer warned = add("9999", "new", "");
    assertEquals(400, warned.status());
    assertEquals(
        "unregistered_member", warned.json().path("warnings").path(0).path("code").asString());
    assertEquals(1, api().newest().number());
    assertEquals(201, add("9999", "new", ",'ignore_warnings':true").status());
  }

  @Test
  void clientsAreFoundByEachFilter() {
    var _ = add("5678", "shop", "");
    var _ = add("5678", "people", "");
    assertEquals(List.of("TEST:GOV:5678:people", "TEST:GOV:5678:shop"), found("?member_code=567"));
    assertEquals(List.of("TEST:GOV:5678:shop"), found("?subsystem_code=SHO&instance=test"));
    assertEquals(List.of(), found("?member_class=COM"));
    assertEquals(List.of(), found("?local_valid_sign_cert=false"));
    assertEquals(
        List.of("TEST:GOV:1234", "TEST:GOV:1234:tax", "TEST:GOV:5678"),
        found("?internal_search=false&exclude_local=true"));
    assertEquals(
        List.of("TEST:GOV:1234:tax"),
        found("?internal_search=false&exclude_local=true&show_members=false"));
    assertEquals(
        List.of("TEST:GOV:1234", "TEST:GOV:1234:tax"),
        found("?internal_search=false&local_valid_sign_cert=false"));
    assertEquals(400, send("GET", "/clients?show_members=maybe", "").status());
  }

  private List<String> found(String query) {
    return send("GET", "/clients" + query, "")
        .json()
        .valueStream()
        .map(each -> each.path("id").asString())
        .toList();
  }

  @Test
  void whatTheRegistryIsAskedFollowsTheStateOfTheClient() {
    var _ = add("5678", "shop", "");
    String shop = "/clients/TEST:GOV:5678:shop";
    assertEquals(400, send("PUT", shop + "/disable", "").status());
    assertEquals(204, send("PUT", shop + "/rename", "{'client_name':'Shop'}").status());
    assertEquals("NAME_SET", send("GET", shop, "").json().path("rename_status").asString());
    assertEquals(204, send("PUT", shop + "/register", "").status());
    assertEquals(Status.REGISTRATION_IN_PROGRESS, status(SHOP));
    assertEquals(204, send("PUT", shop + "/unregister", "").status());
    assertEquals(Status.DELETION_IN_PROGRESS, status(SHOP));
    assertEquals(204, send("DELETE", shop, "").status());
    assertEquals("client_not_found", send("GET", shop, "").code());
    assertEquals(
        List.of(
            new ClientReg(TestInstance.PROVIDER_SERVER, SHOP, Optional.of("Shop")),
            new ClientDeletion(TestInstance.PROVIDER_SERVER, SHOP)),
        api().sent);
  }

  @Test
  void aRegisteredClientIsDisabledRenamedAndNotForgotten() {
    var _ = add("5678", "people", "");
    String people = "/clients/TEST:GOV:5678:people";
    assertEquals(204, send("PUT", people + "/rename", "{'client_name':'People'}").status());
    assertEquals(400, send("PUT", people + "/rename", "{'client_name':' '}").status());
    assertEquals(204, send("PUT", people + "/disable", "").status());
    assertEquals(Status.DISABLING_IN_PROGRESS, status(TestInstance.PROVIDER));
    assertEquals(400, send("DELETE", people, "").status());
    assertEquals(400, send("PUT", people + "/make-owner", "").status());
    assertEquals(
        List.of(
            new ClientRename(
                TestInstance.PROVIDER_SERVER, (SubsystemId) TestInstance.PROVIDER, "People"),
            new ClientDisable(TestInstance.PROVIDER_SERVER, TestInstance.PROVIDER)),
        api().sent);
  }

  @Test
  void onlyAnotherRegisteredMemberBecomesTheOwner() {
    var json = "{'client':{'member_class':'GOV','member_code':'1234'}}";
    assertEquals(201, send("POST", "/clients", json).status());
    assertEquals(400, send("PUT", "/clients/TEST:GOV:1234/make-owner", "").status());
    assertEquals(List.of(), api().sent);
    assertEquals(
        "Change owner", api().lastAudited().path("event").asString().replace(" failed", ""));
    assertTrue(
        new OwnerChange(TestInstance.PROVIDER_SERVER, new MemberId("TEST", "GOV", "1234"))
            .signer()
            .isPresent());
  }

  @Test
  void eachRoleDoesWhatIsItsOwn() {
    var _ = add("5678", "shop", "");
    String shop = "/clients/TEST:GOV:5678:shop";
    assertEquals(200, api().get(SECURITYSERVER_OBSERVER, shop).status());
    assertEquals(403, api().send(SECURITYSERVER_OBSERVER, "DELETE", shop, "").status());
    assertEquals(403, api().send(SERVICE_ADMINISTRATOR, "PUT", shop + "/register", "").status());
    var http = "{'connection_type':'HTTP'}";
    assertEquals(200, api().send(SERVICE_ADMINISTRATOR, "PATCH", shop, http).status());
    assertEquals(400, send("PATCH", shop, "{'connection_type':'FTP'}").status());
    assertEquals(List.of(), api().sent);
  }

  @Test
  void certificatesOfInformationSystemsComeAndGo() {
    var _ = add("5678", "shop", "");
    String path = "/clients/TEST:GOV:5678:shop/tls-certificates";
    X509Certificate certificate = TestCertificate.subject("CN=shop").selfSigned().certificate();
    byte[] der = Certificates.encoded(certificate);
    String hash = Certificates.sha256(certificate).hex();
    assertEquals(201, upload(path, der).status());
    assertEquals("certificate_already_exists", upload(path, der).code());
    assertEquals(400, upload(path, new byte[] {1}).status());
    assertEquals(1, send("GET", path, "").json().size());
    assertEquals(
        "shop",
        send("GET", path + "/" + hash.toUpperCase(Locale.ROOT), "")
            .json()
            .path("subject_common_name")
            .asString());
    assertEquals(204, send("DELETE", path + "/" + hash, "").status());
    assertEquals("certificate_not_found", send("DELETE", path + "/" + hash, "").code());
  }

  private InProcessApi.Answer upload(String path, byte[] body) {
    return api().send(REGISTRATION_OFFICER, "POST", path, "application/octet-stream", body);
  }

  @Test
  void groupsAndTheirMembersAreKept() {
    var _ = add("5678", "shop", "");
    String path = "/clients/TEST:GOV:5678:shop/local-groups";
    var wanted = "{'code':'friends','description':'Friends'}";
    InProcessApi.Answer added = services("POST", path, wanted);
    assertEquals(201, added.status());
    assertEquals(409, services("POST", path, wanted).status());
    String group = "/local-groups/" + added.json().path("id").asString();
    var members = "{'items':['TEST:GOV:1234:tax','TEST:GOV:5678:people']}";
    assertEquals(201, services("POST", group + "/members", members).status());
    assertEquals(409, services("POST", group + "/members", members).status());
    assertEquals(
        404, services("POST", group + "/members", "{'items':['TEST:GOV:1:nobody']}").status());
    assertEquals(2, services("GET", group, "").json().path("member_count").asInt());
    var one = "{'items':['TEST:GOV:5678:people']}";
    assertEquals(204, services("POST", group + "/members/delete", one).status());
    assertEquals(
        "TEST:GOV:1234:tax",
        services("PATCH", group, "{'description':'Best friends'}")
            .json()
            .path("members")
            .path(0)
            .path("id")
            .asString());
    assertEquals(
        "Best friends", services("GET", path, "").json().path(0).path("description").asString());
    assertEquals(204, services("DELETE", group, "").status());
    assertEquals("local_group_not_found", services("GET", group, "").code());
  }

  private InProcessApi.Answer services(String method, String path, String json) {
    return api().send(SERVICE_ADMINISTRATOR, method, path, json);
  }
}
