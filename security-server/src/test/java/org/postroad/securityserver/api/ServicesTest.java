// SPDX-License-Identifier: MIT
package org.postroad.securityserver.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.postroad.protocol.administration.Role.REGISTRATION_OFFICER;
import static org.postroad.protocol.administration.Role.SERVICE_ADMINISTRATOR;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postroad.securityserver.testing.TestInstance;
import tools.jackson.databind.JsonNode;

/** Descriptions, services, endpoints and rights through the API (E23, E24). */
class ServicesTest {
  private static final String OWNER = "/clients/TEST:GOV:5678:people";
  private static final String OPENAPI = "http://inner.test/openapi.yaml";
  private static final String TAX = "TEST:GOV:1234:tax";

  private static Optional<InProcessApi> opened = Optional.empty();

  @BeforeAll
  static void open(@TempDir Path directory) {
    opened = Optional.of(new InProcessApi(new TestInstance(), InProcessApi.noKeys(directory)));
  }

  @AfterAll
  static void close() {
    opened.ifPresent(InProcessApi::close);
  }

  @BeforeEach
  void addOwner() {
    api().begin();
    var people = "{'client':{'member_class':'GOV','member_code':'5678','subsystem_code':'people'}}";
    assertEquals(201, api().send(REGISTRATION_OFFICER, "POST", "/clients", people).status());
  }

  private static InProcessApi api() {
    return opened.orElseThrow();
  }

  private InProcessApi.Answer send(String method, String path, String json) {
    return api().send(SERVICE_ADMINISTRATOR, method, path, json);
  }

  private JsonNode get(String path) {
    InProcessApi.Answer answer = send("GET", path, "");
    assertEquals(200, answer.status(), path);
    return answer.json();
  }

  private InProcessApi.Answer add(String type, String url, String code) {
    return send(
        "POST",
        OWNER + "/service-descriptions",
        "{'type':'" + type + "','url':'" + url + "','rest_service_code':'" + code + "'}");
  }

  private static String openApi(String... paths) {
    StringBuilder text =
        new StringBuilder(
            """
            openapi: 3.0.0
            info: {title: t, version: '1'}
            servers: [{url: 'http://inner.test/api'}]
            paths:
            """);
    for (String path : paths) {
      text.append("  ").append(path).append(":\n    get: {responses: {}}\n");
    }
    return text.toString();
  }

  private String addedOpenApi(String... paths) {
    api().documents.put(OPENAPI, openApi(paths));
    InProcessApi.Answer added = add("OPENAPI3", OPENAPI, "api");
    assertEquals(201, added.status());
    return "/service-descriptions/" + added.json().path("id").asString();
  }

  @Test
  void aDescriptionIsDisabledUntilSomebodyEnablesIt() {
    String description = addedOpenApi("/a");
    assertTrue(get(description).path("disabled").asBoolean());
    assertEquals("Out of order", get(description).path("disabled_notice").asString());
    assertEquals(204, send("PUT", description + "/enable", "").status());
    assertFalse(get(description).path("disabled").asBoolean());
    assertEquals(
        204, send("PUT", description + "/disable", "{'disabled_notice':'Until Monday'}").status());
    assertEquals("Until Monday", get(description).path("disabled_notice").asString());
    assertEquals("Disable service description", api().lastAudited().path("event").asString());
    assertEquals(1, get(OWNER + "/service-descriptions").size());
    assertEquals(204, send("DELETE", description, "").status());
    assertEquals("service_description_not_found", send("GET", description, "").code());
  }

  @Test
  void anAddressAndACodeAreTakenOnce() {
    var _ = addedOpenApi("/a");
    assertEquals(409, add("OPENAPI3", OPENAPI, "other").status());
    assertEquals(400, add("REST", "http://inner.test/rest", "api").status());
    assertEquals(400, add("REST", "http://inner.test/rest", "getWsdl").status());
    assertEquals(400, add("REST", "http://inner.test/rest", "").status());
    assertEquals(400, add("WSDL", "http://inner.test/nothing", "").status());
    assertEquals(1, get(OWNER + "/service-descriptions").size());
  }

  /** D19: what changes is told first, and nothing is changed until somebody insists. */
  @Test
  void aRefreshTellsWhatChangesFirst() {
    String description = addedOpenApi("/a", "/b");
    api().documents.put(OPENAPI, openApi("/a", "/c"));
    long before = api().newest().number();
    JsonNode told = get(description + "/changes");
    assertTrue(told.path("differs").asBoolean(), told::toString);
    InProcessApi.Answer warned = send("PUT", description + "/refresh", "{'ignore_warnings':false}");
    assertEquals(400, warned.status());
    assertEquals(
        List.of("adding_endpoints GET /c", "deleting_endpoints GET /b"),
        warned.json().path("warnings").valueStream().map(ServicesTest::warning).sorted().toList());
    assertEquals(warned.json().path("warnings"), told.path("warnings"));
    assertEquals(before, api().newest().number());
    assertEquals(200, send("PUT", description + "/refresh", "{'ignore_warnings':true}").status());
    assertEquals(
        List.of("/a", "/c"),
        get("/services/TEST:GOV:5678:people:api")
            .path("endpoints")
            .valueStream()
            .map(each -> each.path("path").asString())
            .toList());
    assertEquals("{\"differs\":false,\"warnings\":[]}", get(description + "/changes").toString());
  }

  private static String warning(JsonNode warning) {
    return warning.path("code").asString() + " " + warning.path("metadata").path(0).asString();
  }

  @Test
  void aRestServiceGetsAnotherAddressAndCode() {
    InProcessApi.Answer added = add("REST", "http://inner.test/rest", "old");
    String description = "/service-descriptions/" + added.json().path("id").asString();
    InProcessApi.Answer wrong =
        send("PATCH", description, "{'type':'WSDL','url':'http://inner.test/next'}");
    assertEquals("wrong_service_description_type", wrong.code());
    InProcessApi.Answer moved =
        send(
            "PATCH",
            description,
            "{'type':'REST','url':'http://inner.test/next','rest_service_code':'old',"
                + "'new_rest_service_code':'new'}");
    assertEquals(200, moved.status());
    JsonNode service = get("/services/TEST:GOV:5678:people:new");
    assertEquals("http://inner.test/next", service.path("url").asString());
    assertEquals("service_not_found", send("GET", "/services/TEST:GOV:5678:people:old", "").code());
    assertEquals(
        1, get("/service-descriptions/" + moved.json().path("id").asString() + "/services").size());
  }

  @Test
  void parametersOfAServiceAreChanged() {
    var _ = addedOpenApi("/a");
    String service = "/services/TEST:GOV:5678:people:api";
    var wanted = "{'url':'https://inner.test/v2','timeout':30,'ssl_auth':false}";
    JsonNode changed = send("PATCH", service, wanted).json();
    assertEquals("https://inner.test/v2", changed.path("url").asString());
    assertEquals(30, changed.path("timeout").asInt());
    assertFalse(changed.path("ssl_auth").asBoolean());
    assertEquals(400, send("PATCH", service, wanted.replace("30", "1001")).status());
    assertEquals(400, send("PATCH", service, wanted.replace("https:", "ftp:")).status());
    assertEquals(403, api().send(REGISTRATION_OFFICER, "PATCH", service, wanted).status());
    assertEquals("because", api().newest().why());
  }

  @Test
  void endpointsAreAddedChangedAndRemovedByHandOnly() {
    var _ = addedOpenApi("/a");
    String service = "/services/TEST:GOV:5678:people:api";
    String generated = "/endpoints/" + get(service).path("endpoints").path(0).path("id").asString();
    assertTrue(get(generated).path("generated").asBoolean());
    assertEquals(400, send("PATCH", generated, "{'method':'GET','path':'/z'}").status());
    assertEquals(400, send("DELETE", generated, "").status());
    var post = "{'service_code':'api','method':'POST','path':'/mine/*'}";
    InProcessApi.Answer added = send("POST", service + "/endpoints", post);
    assertEquals(201, added.status());
    assertEquals(409, send("POST", service + "/endpoints", post).status());
    String mine = "/endpoints/" + added.json().path("id").asString();
    JsonNode changed = send("PATCH", mine, "{'method':'PUT','path':'/mine/**'}").json();
    assertEquals("PUT", changed.path("method").asString());
    String next = "/endpoints/" + changed.path("id").asString();
    assertEquals("endpoint_not_found", send("GET", mine, "").code());
    assertEquals(204, send("DELETE", next, "").status());
    assertEquals(1, get(service).path("endpoints").size());
  }

  @Test
  void rightsToAServiceAreTheSameFromBothSides() {
    var _ = addedOpenApi("/a");
    String service = "/services/TEST:GOV:5678:people:api/service-clients";
    String group = ownGroup();
    var both = "{'items':[{'id':'" + TAX + "'},{'id':'" + group + "'}]}";
    long before = api().newest().number();
    assertEquals(201, send("POST", service, both).status());
    assertEquals(before + 1, api().newest().number(), "one version for all of them");
    assertEquals(409, send("POST", service, both).status());
    assertEquals(404, send("POST", service, "{'items':[{'id':'TEST:GOV:1:no'}]}").status());
    assertEquals(List.of(TAX, group), ids(service));
    assertEquals(2, get("/services/TEST:GOV:5678:people:api").path("subjects_count").asInt());
    assertEquals(List.of(TAX, group), ids(OWNER + "/service-clients"));
    assertEquals(
        "LOCALGROUP",
        get(OWNER + "/service-clients/" + group).path("service_client_type").asString());
    String rights = OWNER + "/service-clients/" + TAX + "/access-rights";
    assertEquals("api", get(rights).path(0).path("service_code").asString());
    var code = "{'items':[{'service_code':'api'}]}";
    assertEquals(204, send("POST", rights + "/delete", code).status());
    assertEquals(409, send("POST", rights + "/delete", code).status());
    assertEquals(List.of(group), ids(service));
    assertEquals(
        "service_client_not_found", send("GET", OWNER + "/service-clients/" + TAX, "").code());
    assertEquals(201, send("POST", rights, code).status());
    assertEquals(
        204, send("POST", service + "/delete", "{'items':[{'id':'" + TAX + "'}]}").status());
    assertEquals(List.of(group), ids(service));
  }

  @Test
  void rightsToAnEndpointAreItsOwn() {
    var _ = addedOpenApi("/a");
    String service = "/services/TEST:GOV:5678:people:api";
    String endpoint =
        "/endpoints/"
            + get(service).path("endpoints").path(0).path("id").asString()
            + "/service-clients";
    var tax = "{'items':[{'id':'" + TAX + "'}]}";
    assertEquals(201, send("POST", endpoint, tax).status());
    assertEquals(List.of(TAX), ids(endpoint));
    assertEquals(List.of(), ids(service + "/service-clients"));
    assertEquals(0, get(OWNER + "/service-clients/" + TAX + "/access-rights").size());
    assertEquals(204, send("POST", endpoint + "/delete", tax).status());
    assertEquals(List.of(), ids(endpoint));
  }

  @Test
  void candidatesAreWhoeverIsKnown() {
    String group = ownGroup();
    String path = OWNER + "/service-client-candidates";
    assertEquals(List.of(TAX, "TEST:GOV:5678:people", group), ids(path));
    assertEquals(List.of(group), ids(path + "?service_client_type=LOCALGROUP"));
    assertEquals(List.of(group), ids(path + "?member_name_group_description=friends"));
    assertEquals(List.of(TAX), ids(path + "?instance=TEST&subsystem_code=ta"));
    assertEquals(List.of(), ids(path + "?member_class=COM"));
    assertEquals(400, send("GET", path + "?service_client_type=MEMBER", "").status());
  }

  private String ownGroup() {
    return send("POST", OWNER + "/local-groups", "{'code':'f','description':'Friends'}")
        .json()
        .path("id")
        .asString();
  }

  private List<String> ids(String path) {
    return get(path).valueStream().map(each -> each.path("id").asString()).toList();
  }
}
