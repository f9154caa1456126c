// SPDX-License-Identifier: MIT
package org.postroad.securityserver.conf;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.postroad.protocol.fault.Fault;
import org.postroad.protocol.fault.FaultCode;
import org.postroad.protocol.identifier.ClientId;
import org.postroad.protocol.identifier.ServiceId;
import org.postroad.securityserver.conf.ServiceChanges.Field;
import org.postroad.securityserver.conf.ServiceChanges.Parameters;
import org.postroad.securityserver.conf.ServiceDescription.Endpoint;
import org.postroad.securityserver.conf.ServiceDescription.Service;

/** D15, D17, D18: services and endpoints as an administrator changes them. */
class ServiceChangesTest {
  private static final ClientId OWNER = Fixtures.PROVIDER;
  private static final String WSDL = "http://inner.test/wsdl";
  private static final String API = "http://inner.test/api";
  private static final Endpoint READ = new Endpoint("GET", "/people/*");
  private static final Endpoint EXTRA = new Endpoint("*", "/extra/**");
  private static final AccessRight.Subject CALLER =
      new AccessRight.Subject.OfClient(ClientId.parse("TEST/GOV/1234/tax"));
  private static final Parameters SLOW =
      new Parameters("https://slow.test/", Duration.ofMinutes(10), false);

  private final ServerConfiguration now =
      Fixtures.server(
          Fixtures.client(
              OWNER,
              List.of(
                  new ServiceDescription(
                      ServiceDescription.Type.WSDL,
                      WSDL,
                      Optional.of("new"),
                      List.of(
                          Service.of("one", "http://a.test/"),
                          Service.of("two", "http://b.test/"))),
                  new ServiceDescription(
                      ServiceDescription.Type.OPENAPI3,
                      API,
                      Optional.empty(),
                      List.of(
                          Service.of("people", "http://c.test/")
                              .withEndpoints(Endpoints.generated(List.of(READ)))))),
              List.of(),
              AccessRight.toService(CALLER, "one"),
              AccessRight.toService(CALLER, "people"),
              new AccessRight(CALLER, "people", READ)));

  private static void refused(FaultCode code, Executable change) {
    assertEquals(code, assertThrows(Fault.class, change).code());
  }

  private static ServiceId id(String code) {
    return ServiceId.of(OWNER, code);
  }

  private static Service service(ServerConfiguration configuration, String code) {
    return configuration.service(id(code)).orElseThrow().service();
  }

  private static List<AccessRight> rights(ServerConfiguration configuration) {
    return configuration.clients().getFirst().accessRights();
  }

  @Test
  void aDescriptionIsEnabledAndDisabledWithANotice() {
    ServerConfiguration enabled = ServiceChanges.enable(now, OWNER, WSDL);
    assertEquals(Optional.empty(), enabled.service(id("one")).orElseThrow().disabledNotice());
    ServerConfiguration closed = ServiceChanges.disable(enabled, OWNER, WSDL, "until noon");
    assertEquals(
        Optional.of("until noon"), closed.service(id("two")).orElseThrow().disabledNotice());
    assertEquals(Optional.empty(), closed.service(id("people")).orElseThrow().disabledNotice());
    refused(FaultCode.NOT_FOUND, () -> ServiceChanges.enable(now, OWNER, "http://x.test/"));
  }

  @Test
  void rightsGoWithTheDescriptionOfTheirService() {
    ServerConfiguration next = ServiceChanges.remove(now, OWNER, API);
    assertEquals(List.of(AccessRight.toService(CALLER, "one")), rights(next));
    assertEquals(Optional.empty(), next.service(id("people")));
  }

  @ParameterizedTest
  @CsvSource({
    "'', http://b.test/, 60, true",
    "URL, https://slow.test/, 60, true",
    "TIMEOUT, http://b.test/, 600, true",
    "VERIFY_TLS, http://b.test/, 60, false",
    "URL TIMEOUT VERIFY_TLS, https://slow.test/, 600, false"
  })
  void eachParameterIsGivenToTheOtherServicesOfAWsdlWhereThatIsAskedFor(
      String fields, String url, long seconds, boolean verifyTls) {
    Set<Field> forAll = EnumSet.noneOf(Field.class);
    for (String field : fields.isEmpty() ? new String[0] : fields.split(" ", -1)) {
      forAll.add(Field.valueOf(field));
    }
    ServerConfiguration next = ServiceChanges.parameters(now, id("one"), SLOW, forAll);
    Service one = service(next, "one");
    assertEquals(SLOW, new Parameters(one.url(), one.timeout(), one.verifyTls()));
    Service two = service(next, "two");
    assertEquals(
        new Parameters(url, Duration.ofSeconds(seconds), verifyTls),
        new Parameters(two.url(), two.timeout(), two.verifyTls()));
    assertEquals("http://c.test/", service(next, "people").url(), "of another description");
  }

  @Test
  void onlyAWsdlHasOtherServices() {
    refused(
        FaultCode.INVALID_REQUEST,
        () -> ServiceChanges.parameters(now, id("people"), SLOW, EnumSet.of(Field.URL)));
    ServerConfiguration next = ServiceChanges.parameters(now, id("people"), SLOW, Set.of());
    assertEquals("https://slow.test/", service(next, "people").url());
    assertEquals(API, next.service(id("people")).orElseThrow().description().url());
  }

  @Test
  void theAddressOfARestServiceIsThatOfItsDescription() {
    ServerConfiguration rest =
        Fixtures.server(
            Fixtures.client(
                OWNER,
                List.of(
                    new ServiceDescription(
                        ServiceDescription.Type.REST,
                        API,
                        Optional.empty(),
                        List.of(Service.of("people", API)))),
                List.of()));
    var entry =
        ServiceChanges.parameters(rest, id("people"), SLOW, Set.of())
            .service(id("people"))
            .orElseThrow();
    assertEquals("https://slow.test/", entry.description().url());
    assertEquals("https://slow.test/", entry.service().url());
  }

  @ParameterizedTest
  @CsvSource({
    "ftp://a.test/, PT1S",
    "a.test, PT1S",
    "http://user@a.test/, PT1S",
    "http://a.test/, PT-1S",
    "http://a.test/, PT0.5S",
    "http://a.test/, PT1001S"
  })
  void parametersThatCannotBeAreRefused(String url, Duration timeout) {
    assertThrows(Fault.class, () -> new Parameters(url, timeout, true));
  }

  @Test
  void aServiceCalledByRestIsGivenAnotherCodeAndKeepsItsRights() {
    ServerConfiguration next = ServiceChanges.recode(now, OWNER, "people", "persons");
    assertEquals(List.of(READ), service(next, "persons").endpoints().generated());
    assertEquals(
        List.of(
            AccessRight.toService(CALLER, "one"),
            AccessRight.toService(CALLER, "persons"),
            new AccessRight(CALLER, "persons", READ)),
        rights(next));
    refused(FaultCode.INVALID_REQUEST, () -> ServiceChanges.recode(now, OWNER, "people", "one"));
    refused(FaultCode.NOT_FOUND, () -> ServiceChanges.recode(now, OWNER, "one", "other"));
  }

  @Test
  void endpointsAreAddedChangedAndRemovedByHand() {
    ServerConfiguration added = EndpointChanges.add(now, OWNER, "people", EXTRA);
    assertEquals(List.of(EXTRA), service(added, "people").endpoints().added());
    AccessRight right = new AccessRight(CALLER, "people", EXTRA);
    Client client = added.clients().getFirst();
    ServerConfiguration granted = added.withClient(client.withAccessRights(List.of(right)));
    Endpoint next = new Endpoint("POST", "/extra");
    ServerConfiguration changed = EndpointChanges.change(granted, OWNER, "people", EXTRA, next);
    assertEquals(List.of(next), service(changed, "people").endpoints().added());
    assertEquals(List.of(new AccessRight(CALLER, "people", next)), rights(changed));
    ServerConfiguration removed = EndpointChanges.remove(changed, OWNER, "people", next);
    assertEquals(List.of(), service(removed, "people").endpoints().added());
    assertEquals(List.of(), rights(removed));
  }

  @Test
  void generatedEndpointsAreNotTouchedByHand() {
    refused(
        FaultCode.INVALID_REQUEST, () -> EndpointChanges.change(now, OWNER, "people", READ, EXTRA));
    refused(FaultCode.INVALID_REQUEST, () -> EndpointChanges.remove(now, OWNER, "people", READ));
    refused(FaultCode.INVALID_REQUEST, () -> EndpointChanges.add(now, OWNER, "people", READ));
    refused(FaultCode.NOT_FOUND, () -> EndpointChanges.remove(now, OWNER, "people", EXTRA));
    refused(FaultCode.NOT_FOUND, () -> EndpointChanges.add(now, OWNER, "one", EXTRA));
  }

  @ParameterizedTest
  @ValueSource(strings = {"* **", "CONNECT /a", "get /a", "GET a"})
  void whatIsNoEndpointIsRefused(String endpoint) {
    String[] parts = endpoint.split(" ", -1);
    refused(
        FaultCode.INVALID_REQUEST,
        () -> EndpointChanges.add(now, OWNER, "people", new Endpoint(parts[0], parts[1])));
  }
}
