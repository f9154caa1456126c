// SPDX-License-Identifier: MIT
package org.postroad.securityserver.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postroad.protocol.fault.Fault;
import org.postroad.protocol.fault.FaultCode;
import org.postroad.protocol.identifier.ClientId;
import org.postroad.protocol.identifier.ServiceId;
import org.postroad.protocol.mime.Headers;
import org.postroad.securityserver.conf.AccessRight;
import org.postroad.securityserver.conf.Client;
import org.postroad.securityserver.conf.EndpointChanges;
import org.postroad.securityserver.conf.ProposedChange;
import org.postroad.securityserver.conf.ProposedChange.Warning;
import org.postroad.securityserver.conf.ProposedChange.WarningCode;
import org.postroad.securityserver.conf.ServerConfiguration;
import org.postroad.securityserver.conf.ServiceChanges;
import org.postroad.securityserver.conf.ServiceDescription;
import org.postroad.securityserver.conf.ServiceDescription.Endpoint;
import org.postroad.securityserver.conf.ServiceDescription.Service;
import org.postroad.securityserver.net.HttpFetch;
import org.postroad.securityserver.testing.TestInstance;

/** D15 to D20: descriptions are added, read again and moved. */
class DescriptionChangesTest {
  private static final ClientId OWNER = TestInstance.PROVIDER;
  private static final String WSDL = "http://inner.test/wsdl";
  private static final String API = "https://inner.test/docs/api.yaml";
  private static final Endpoint READ = new Endpoint("GET", "/people/*");
  private static final Endpoint WRITE = new Endpoint("PUT", "/people/*");
  private static final Endpoint BY_HAND = new Endpoint("*", "/extra/**");
  private static final AccessRight.Subject CALLER =
      new AccessRight.Subject.OfClient(TestInstance.CALLER);

  private final Map<String, String> documents = new HashMap<>();
  private final List<String> asked = new ArrayList<>();
  private int status = 200;
  private final DescriptionChanges changes =
      new DescriptionChanges(this::fetch, DescriptionLimits.DEFAULT);

  private HttpFetch.Fetched fetch(URI url, Client owner, boolean verifyTls, int limit)
      throws IOException {
    asked.add(url + " " + owner.id() + " " + verifyTls + " " + limit);
    String document = documents.get(url.toString());
    if (document == null) {
      throw new IOException("nobody answers");
    }
    return new HttpFetch.Fetched(
        status, "", Headers.EMPTY, document.getBytes(StandardCharsets.UTF_8));
  }

  private static ServerConfiguration empty(AccessRight... rights) {
    Client client =
        TestInstance.client(OWNER, Client.ConnectionType.HTTPS, List.of(), List.of(), rights);
    return new ServerConfiguration(TestInstance.PROVIDER_SERVER, List.of(), List.of(client));
  }

  private static Client client(ServerConfiguration configuration) {
    return configuration.client(OWNER).orElseThrow();
  }

  private static ServiceDescription only(ServerConfiguration configuration) {
    List<ServiceDescription> all = client(configuration).serviceDescriptions();
    assertEquals(1, all.size());
    return all.getFirst();
  }

  private static String wsdl(String... operations) {
    StringBuilder all = new StringBuilder();
    for (String operation : operations) {
      String[] parts = operation.split(" ", -1);
      all.append(
          "<operation name='%s'><x:version xmlns:x='urn:x'>%s</x:version></operation>"
              .formatted(parts[0], parts[1]));
    }
    return """
    <definitions xmlns='http://schemas.xmlsoap.org/wsdl/' targetNamespace='urn:t' xmlns:t='urn:t'
        xmlns:s='http://schemas.xmlsoap.org/wsdl/soap/'>
      <binding name='b' type='t:p'><s:binding transport='http://schemas.xmlsoap.org/soap/http'/>%s
      </binding>
      <service name='s'><port name='p' binding='t:b'><s:address location='http://inner.test/soap'/>
      </port></service>
    </definitions>\
    """
        .formatted(all);
  }

  private static String api(String paths) {
    return "openapi: 3.0.3\nservers: [{url: ../v1}]\npaths: {" + paths + "}\n";
  }

  private ServerConfiguration added(NewDescription wanted) {
    ProposedChange proposed = changes.add(empty(), OWNER, wanted, true);
    assertEquals(List.of(), proposed.warnings());
    return proposed.confirmed(false);
  }

  private ServerConfiguration withWsdl(String... operations) {
    documents.put(WSDL, wsdl(operations));
    return added(new NewDescription.Wsdl(WSDL));
  }

  private ServerConfiguration withApi(String paths) {
    documents.put(API, api(paths));
    return added(new NewDescription.OpenApi(API, "people"));
  }

  private static ServerConfiguration granted(ServerConfiguration now, AccessRight... rights) {
    return now.withClient(client(now).withAccessRights(List.of(rights)));
  }

  @Test
  void servicesOfANewWsdlAreDisabledWithDefaults() {
    ServiceDescription added = only(withWsdl("getPerson v1", "getPerson v2"));
    assertEquals(ServiceDescription.Type.WSDL, added.type());
    assertEquals(Optional.of("Out of order"), added.disabledNotice());
    assertEquals(
        List.of("getPerson.v1", "getPerson.v2"),
        added.services().stream().map(Service::fullCode).toList());
    Service first = added.services().getFirst();
    assertEquals("http://inner.test/soap", first.url());
    assertEquals(Duration.ofSeconds(60), first.timeout());
    assertTrue(first.verifyTls());
    assertEquals(List.of(WSDL + " " + OWNER + " true 10485760"), asked);
  }

  @Test
  void endpointsOfANewApiAreGenerated() {
    ServiceDescription added = only(withApi("'/people/{code}': {get: {}}"));
    assertEquals(ServiceDescription.Type.OPENAPI3, added.type());
    assertEquals(Optional.of("Out of order"), added.disabledNotice());
    Service service = added.services().getFirst();
    assertEquals("https://inner.test/v1", service.url());
    assertEquals(List.of(READ), service.endpoints().generated());
    assertEquals(List.of(), service.endpoints().added());
  }

  @Test
  void aNewRestServiceIsNotAskedForAnything() {
    ServiceDescription added =
        only(added(new NewDescription.Rest("http://inner.test/base", "people")));
    assertEquals(ServiceDescription.Type.REST, added.type());
    assertEquals(Optional.of("Out of order"), added.disabledNotice());
    assertEquals("http://inner.test/base", added.services().getFirst().url());
    assertEquals(List.of(), asked);
  }

  @Test
  void whatIsReadAgainAndIsTheSameChangesNothing() {
    ServerConfiguration now = withWsdl("getPerson v1");
    ProposedChange proposed = changes.refresh(now, OWNER, WSDL);
    assertEquals(List.of(), proposed.warnings());
    assertEquals(now.clients(), proposed.next().clients());
  }

  @Test
  void addedAndDeletedServicesAreToBeConfirmed() {
    ServerConfiguration now = withWsdl("stays v1", "goes v1");
    ServiceId stays = new ServiceId(OWNER, "stays", Optional.of("v1"));
    var slow = new ServiceChanges.Parameters("https://new.test/soap", Duration.ofSeconds(7), false);
    now = ServiceChanges.parameters(now, stays, slow, Set.of());
    now = ServiceChanges.enable(now, OWNER, WSDL);
    AccessRight kept = AccessRight.toService(CALLER, "stays");
    now = granted(now, kept, AccessRight.toService(CALLER, "goes"));
    documents.put(WSDL, wsdl("comes v1", "stays v1"));
    ProposedChange proposed = changes.refresh(now, OWNER, WSDL);
    assertEquals(
        List.of(
            new Warning(WarningCode.ADDING_SERVICES, List.of("comes.v1")),
            new Warning(WarningCode.DELETING_SERVICES, List.of("goes.v1")),
            new Warning(WarningCode.DELETING_RIGHTS, List.of("1"))),
        proposed.warnings());
    Fault refused = assertThrows(Fault.class, () -> proposed.confirmed(false));
    assertEquals(FaultCode.INVALID_REQUEST, refused.code());
    assertEquals(
        "To be confirmed: adding_services [comes.v1], deleting_services [goes.v1],"
            + " deleting_rights [1]",
        refused.text());
    ServerConfiguration next = proposed.confirmed(true);
    Service survivor = next.service(stays).orElseThrow().service();
    assertEquals("https://new.test/soap", survivor.url());
    assertEquals(Duration.ofSeconds(7), survivor.timeout());
    assertEquals(false, survivor.verifyTls());
    assertEquals(Optional.empty(), only(next).disabledNotice());
    assertEquals(List.of(kept), client(next).accessRights());
  }

  @Test
  void rightsStayWhileAnotherVersionOfTheServiceIsThere() {
    AccessRight kept = AccessRight.toService(CALLER, "svc");
    ServerConfiguration now = granted(withWsdl("svc v1", "svc v2"), kept);
    documents.put(WSDL, wsdl("svc v2"));
    ProposedChange proposed = changes.refresh(now, OWNER, WSDL);
    assertEquals(
        List.of(new Warning(WarningCode.DELETING_SERVICES, List.of("svc.v1"))),
        proposed.warnings());
    assertEquals(List.of(kept), client(proposed.next()).accessRights());
  }

  @Test
  void endpointsFollowTheDocumentButThoseAddedByHandStay() {
    ServerConfiguration now = withApi("'/people/{code}': {get: {}, put: {}}");
    now = EndpointChanges.add(now, OWNER, "people", BY_HAND);
    now = EndpointChanges.add(now, OWNER, "people", new Endpoint("GET", "/pets"));
    AccessRight byHand = new AccessRight(CALLER, "people", BY_HAND);
    AccessRight reading = new AccessRight(CALLER, "people", READ);
    now = granted(now, byHand, reading, new AccessRight(CALLER, "people", WRITE));
    documents.put(API, api("'/people/{other}': {get: {}}, /pets: {get: {}}, /new: {get: {}}"));
    ProposedChange proposed = changes.refresh(now, OWNER, API);
    assertEquals(
        List.of(
            new Warning(WarningCode.ADDING_ENDPOINTS, List.of("GET /new")),
            new Warning(WarningCode.DELETING_ENDPOINTS, List.of("PUT /people/*")),
            new Warning(WarningCode.DELETING_RIGHTS, List.of("1"))),
        proposed.warnings());
    Service service = only(proposed.next()).services().getFirst();
    assertEquals(
        List.of(READ, new Endpoint("GET", "/pets"), new Endpoint("GET", "/new")),
        service.endpoints().generated());
    assertEquals(List.of(BY_HAND), service.endpoints().added());
    assertEquals(List.of(byHand, reading), client(proposed.next()).accessRights());
  }

  @Test
  void aMovedDescriptionIsReadFromWhereItIsNow() {
    ServerConfiguration now = withWsdl("svc v1");
    documents.put("http://new.test/wsdl", wsdl("svc v1"));
    ServerConfiguration moved =
        changes.move(now, OWNER, WSDL, "http://new.test/wsdl").confirmed(false);
    assertEquals("http://new.test/wsdl", only(moved).url());
    assertEquals("http://inner.test/soap", only(moved).services().getFirst().url());
    ServerConfiguration rest = added(new NewDescription.Rest("http://a.test/", "people"));
    ServiceDescription next =
        only(changes.move(rest, OWNER, "http://a.test/", "http://b.test/").confirmed(false));
    assertEquals("http://b.test/", next.url());
    assertEquals("http://b.test/", next.services().getFirst().url());
  }

  @Test
  void doubtsAboutAnApiAreToBeConfirmed() {
    documents.put(
        API, "openapi: 3.1.0\nservers: [{url: 'https://{h}/'}]\npaths: {/a: {$ref: 'b.yaml'}}");
    ProposedChange proposed =
        changes.add(empty(), OWNER, new NewDescription.OpenApi(API, "people"), true);
    assertEquals(
        List.of(
            new Warning(WarningCode.UNREAD_PATHS, List.of("/a")),
            new Warning(WarningCode.VARIABLE_ADDRESS, List.of("https://{h}/"))),
        proposed.warnings());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "listMethods",
        "allowedMethods",
        "getWsdl",
        "getOpenAPI",
        "getSecurityServerMetrics",
        "getSecurityServerOperationalData",
        "getSecurityServerHealthData",
        "listClients",
        "a/b",
        ""
      })
  void codesThatNoServiceMayHaveAreRefusedEverywhere(String code) {
    documents.put(API, api(""));
    refused(FaultCode.INVALID_REQUEST, empty(), new NewDescription.OpenApi(API, code));
    refused(FaultCode.INVALID_REQUEST, empty(), new NewDescription.Rest("http://a.test/", code));
    ServerConfiguration rest = added(new NewDescription.Rest("http://a.test/", "people"));
    Fault fault =
        assertThrows(Fault.class, () -> ServiceChanges.recode(rest, OWNER, "people", code));
    assertEquals(FaultCode.INVALID_REQUEST, fault.code());
  }

  @Test
  void reservedOperationsOfAWsdlAreRefused() {
    documents.put(WSDL, wsdl("listMethods v1"));
    refused(FaultCode.INVALID_REQUEST, empty(), new NewDescription.Wsdl(WSDL));
  }

  @Test
  void whatIsThereAlreadyIsRefused() {
    ServerConfiguration now = withWsdl("svc v1");
    refused(FaultCode.INVALID_REQUEST, now, new NewDescription.Wsdl(WSDL));
    documents.put("http://b.test/", wsdl("svc v1"));
    refused(FaultCode.INVALID_REQUEST, now, new NewDescription.Wsdl("http://b.test/"));
    refused(FaultCode.INVALID_REQUEST, now, new NewDescription.Rest("http://c.test/", "SVC"));
    documents.put("http://b.test/", wsdl("svc v2"));
    ServerConfiguration both =
        changes.add(now, OWNER, new NewDescription.Wsdl("http://b.test/"), true).confirmed(false);
    assertEquals(2, both.servicesOf(OWNER).size());
    documents.put("http://b.test/", wsdl("svc v1"));
    assertThrows(Fault.class, () -> changes.refresh(both, OWNER, "http://b.test/"));
  }

  @Test
  void sourcesThatCannotBeReadAreRefused() {
    refused(FaultCode.NETWORK_ERROR, empty(), new NewDescription.Wsdl("http://nobody.test/"));
    refused(FaultCode.SERVICE_MALFORMED_URL, empty(), new NewDescription.Wsdl("ftp://a.test/"));
    refused(FaultCode.SERVICE_MALFORMED_URL, empty(), new NewDescription.Rest("file:///a", "x"));
    documents.put(WSDL, "<html/>");
    refused(FaultCode.INVALID_XML, empty(), new NewDescription.Wsdl(WSDL));
    status = 404;
    refused(FaultCode.HTTP_ERROR, empty(), new NewDescription.Wsdl(WSDL));
    ServerConfiguration now = empty();
    assertEquals(
        FaultCode.NOT_FOUND,
        assertThrows(Fault.class, () -> changes.refresh(now, OWNER, WSDL)).code());
  }

  @Test
  void aDocumentBeyondTheLimitIsRefused() {
    documents.put(API, api("") + "#".repeat(200));
    DescriptionChanges small =
        new DescriptionChanges(this::fetch, new DescriptionLimits(200, 1, Duration.ZERO));
    Fault fault =
        assertThrows(
            Fault.class,
            () -> small.add(empty(), OWNER, new NewDescription.OpenApi(API, "people"), false));
    assertEquals(FaultCode.INVALID_REQUEST, fault.code());
    assertEquals(API + " has more than 200 octets", fault.text());
    assertEquals(List.of(API + " " + OWNER + " false 200"), asked);
  }

  private void refused(FaultCode code, ServerConfiguration now, NewDescription wanted) {
    Fault fault =
        assertThrows(Fault.class, () -> changes.add(now, OWNER, wanted, true), wanted::toString);
    assertEquals(code, fault.code(), wanted::toString);
  }
}
