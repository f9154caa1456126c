// SPDX-License-Identifier: MIT
package org.postroad.securityserver.conf;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.postroad.protocol.fault.Fault;
import org.postroad.protocol.identifier.ClientId;
import org.postroad.protocol.identifier.GlobalGroupId;
import org.postroad.protocol.identifier.LocalGroupId;
import org.postroad.protocol.identifier.ServiceId;

class AccessRightsTest {
  private static final ClientId OWNER = Fixtures.PROVIDER;
  private static final ClientId CALLER = ClientId.parse("TEST/GOV/1234/tax");
  private static final ClientId OTHER = ClientId.parse("TEST/GOV/1234/other");
  private static final ClientId MEMBER = ClientId.parse("TEST/GOV/1234");
  private static final GlobalGroupId GROUP = new GlobalGroupId("TEST", "ministries");
  private static final LocalGroupId LOCAL = new LocalGroupId("friends");
  private static final ServiceDescription.Endpoint PETS =
      new ServiceDescription.Endpoint("GET", "/pets/*");
  private static final ServiceDescription.Endpoint ORDERS =
      new ServiceDescription.Endpoint("POST", "/orders");

  private static ServiceId service(String code, String... version) {
    return new ServiceId(OWNER, code, List.of(version).stream().findFirst());
  }

  private static AccessRight to(ClientId client, String code, ServiceDescription.Endpoint what) {
    return new AccessRight(new AccessRight.Subject.OfClient(client), code, what);
  }

  private static ServerConfiguration granting(AccessRight... rights) {
    return Fixtures.server(
        Fixtures.client(
            OWNER,
            List.of(),
            List.of(new Client.LocalGroup(LOCAL, "Friends", Set.of(CALLER))),
            rights));
  }

  private static boolean soap(ServerConfiguration server, ClientId caller, ServiceId service) {
    return server.isAllowed(caller, service, Optional.empty(), Optional.empty(), Fixtures.global());
  }

  private static boolean rest(
      ServerConfiguration server, ClientId caller, String code, String method, String path) {
    return server.isAllowed(
        caller, service(code), Optional.of(method), Optional.of(path), Fixtures.global());
  }

  @Test
  void withoutRightNobodyMayCall() {
    assertFalse(soap(granting(), CALLER, service("getPerson")));
    assertFalse(soap(granting(), OWNER, service("getPerson")));
  }

  @Test
  void aRightToTheServiceCountsForAllItsVersionsAndForNoOtherService() {
    ServerConfiguration server =
        granting(to(CALLER, "getPerson", ServiceDescription.Endpoint.BASE));
    assertTrue(soap(server, CALLER, service("getPerson")));
    assertTrue(soap(server, CALLER, service("getPerson", "v1")));
    assertTrue(soap(server, CALLER, service("getPerson", "v2")));
    assertFalse(soap(server, CALLER, service("getperson")));
    assertFalse(soap(server, CALLER, service("getPerson.v1")));
  }

  @Test
  void aRightIsForExactlyTheClientItNames() {
    ServerConfiguration server =
        granting(
            to(CALLER, "a", ServiceDescription.Endpoint.BASE),
            to(MEMBER, "b", ServiceDescription.Endpoint.BASE));
    assertTrue(soap(server, CALLER, service("a")));
    assertFalse(soap(server, OTHER, service("a")));
    assertFalse(soap(server, MEMBER, service("a")));
    assertTrue(soap(server, MEMBER, service("b")));
    assertFalse(soap(server, CALLER, service("b")));
  }

  @Test
  void theSameCodeOfAnotherOwnerIsAnotherService() {
    ServerConfiguration server = granting(to(CALLER, "a", ServiceDescription.Endpoint.BASE));
    assertFalse(soap(server, CALLER, ServiceId.of(ClientId.parse("TEST/GOV/5678/elsewhere"), "a")));
    assertFalse(soap(server, CALLER, ServiceId.of(OWNER.member(), "a")));
  }

  @Test
  void globalGroupsAreThoseOfTheirInstance() {
    for (String instance : List.of("TEST", "OTHER")) {
      ServerConfiguration server =
          granting(
              AccessRight.toService(
                  new AccessRight.Subject.OfGlobalGroup(
                      new GlobalGroupId(instance, GROUP.groupCode())),
                  "a"));
      assertEquals(instance.equals("TEST"), soap(server, CALLER, service("a")), instance);
      assertFalse(soap(server, OTHER, service("a")));
    }
  }

  @Test
  void localGroupsAreThoseOfTheOwner() {
    ServerConfiguration server =
        granting(AccessRight.toService(new AccessRight.Subject.OfLocalGroup(LOCAL), "a"));
    assertTrue(soap(server, CALLER, service("a")));
    assertFalse(soap(server, OTHER, service("a")));
    ServerConfiguration noSuchGroup =
        granting(
            AccessRight.toService(
                new AccessRight.Subject.OfLocalGroup(new LocalGroupId("strangers")), "a"));
    assertFalse(soap(noSuchGroup, CALLER, service("a")));
  }

  @Test
  void rightsOfTheCallerAndOfItsGroupsAddUp() {
    ServerConfiguration server =
        granting(
            to(CALLER, "store", ORDERS),
            new AccessRight(new AccessRight.Subject.OfGlobalGroup(GROUP), "store", PETS),
            new AccessRight(
                new AccessRight.Subject.OfLocalGroup(LOCAL),
                "store",
                new ServiceDescription.Endpoint("PUT", "/pets/*")));
    assertTrue(rest(server, CALLER, "store", "POST", "/orders"));
    assertTrue(rest(server, CALLER, "store", "GET", "/pets/1"));
    assertTrue(rest(server, CALLER, "store", "PUT", "/pets/1"));
    assertFalse(rest(server, CALLER, "store", "POST", "/pets/1"));
    assertFalse(rest(server, OTHER, "store", "GET", "/pets/1"));
  }

  @Test
  void anEndpointRightIsForItsMethodAndPathOnly() {
    ServerConfiguration server = granting(to(CALLER, "store", PETS));
    assertTrue(rest(server, CALLER, "store", "GET", "/pets/1"));
    assertTrue(rest(server, CALLER, "store", "get", "/pets/1"));
    assertTrue(rest(server, CALLER, "store", "GET", "/pets/%31%20x"));
    assertFalse(rest(server, CALLER, "store", "POST", "/pets/1"));
    assertFalse(rest(server, CALLER, "store", "GET", "/pets/1/owner"));
    assertFalse(rest(server, CALLER, "store", "GET", "/pets/1%2Fowner"));
    assertFalse(rest(server, CALLER, "store", "GET", "/pets/1;a=b"));
    assertFalse(rest(server, CALLER, "store", "GET", ""));
    assertFalse(rest(server, OTHER, "store", "GET", "/pets/1"));
    assertFalse(rest(server, CALLER, "shop", "GET", "/pets/1"));
  }

  @Test
  void aSoapCallIsNeverCoveredByAnEndpointRight() {
    ServerConfiguration server =
        granting(
            to(CALLER, "store", PETS),
            to(CALLER, "store", new ServiceDescription.Endpoint("GET", "**")),
            to(CALLER, "store", new ServiceDescription.Endpoint("*", "/**")));
    assertFalse(soap(server, CALLER, service("store")));
  }

  @Test
  void aRightToTheWholeServiceCoversEveryMethodAndPathThatStaysInIt() {
    ServerConfiguration server = granting(to(CALLER, "store", ServiceDescription.Endpoint.BASE));
    for (String path : List.of("", "/", "/a/b", "/a%2Fb", "/a;b", "//a")) {
      assertTrue(rest(server, CALLER, "store", "DELETE", path), path);
    }
    assertThrows(Fault.class, () -> rest(server, CALLER, "store", "GET", "/../admin"));
    assertThrows(Fault.class, () -> rest(server, CALLER, "store", "GET", "/%252e%252e/admin"));
  }

  private static ServerConfiguration.ServiceEntry store(AccessRight... rights) {
    return storeServer(rights).service(service("store")).orElseThrow();
  }

  /** A service with two known endpoints and the base one. */
  private static ServerConfiguration storeServer(AccessRight... rights) {
    ServiceDescription.Service store =
        new ServiceDescription.Service(
            "store",
            Optional.empty(),
            "http://service.example/",
            ServiceDescription.Service.DEFAULT_TIMEOUT,
            true,
            List.of(PETS, ServiceDescription.Endpoint.BASE, ORDERS));
    ServiceDescription description =
        new ServiceDescription(
            ServiceDescription.Type.OPENAPI3,
            "http://service.example/openapi",
            Optional.empty(),
            List.of(store));
    return Fixtures.server(Fixtures.client(OWNER, List.of(description), List.of(), rights));
  }

  private static Optional<List<ServiceDescription.Endpoint>> allowed(AccessRight... rights) {
    return storeServer(rights).allowedEndpoints(CALLER, store(rights), Fixtures.global());
  }

  @Test
  void endpointsOfAServiceAreThoseKnownAndThoseGrantedButNotTheBase() {
    assertEquals(List.of(PETS, ORDERS), storeServer().endpoints(store()));
    ServiceDescription.Endpoint own = new ServiceDescription.Endpoint("DELETE", "/pets/*");
    AccessRight[] rights = {
      to(OTHER, "store", own),
      to(OTHER, "store", PETS),
      to(OTHER, "store", ServiceDescription.Endpoint.BASE),
      to(OTHER, "shop", new ServiceDescription.Endpoint("GET", "/shop"))
    };
    assertEquals(List.of(PETS, ORDERS, own), storeServer(rights).endpoints(store(rights)));
  }

  @Test
  void endpointsAllowedAreThoseThatARightCovers() {
    AccessRight everything =
        AccessRight.toService(new AccessRight.Subject.OfGlobalGroup(GROUP), "store");
    assertEquals(Optional.of(List.of(PETS, ORDERS)), allowed(everything));
    assertEquals(Optional.of(List.of(PETS)), allowed(to(CALLER, "store", PETS)));
    ServiceDescription.Endpoint wider = new ServiceDescription.Endpoint("post", "/ord**");
    assertEquals(Optional.of(List.of(ORDERS, wider)), allowed(to(CALLER, "store", wider)));
    ServiceDescription.Endpoint anyMethod = new ServiceDescription.Endpoint("*", "/pets/*");
    assertEquals(Optional.of(List.of(PETS, anyMethod)), allowed(to(CALLER, "store", anyMethod)));
    assertEquals(Optional.empty(), allowed(to(OTHER, "store", PETS)));
    assertEquals(Optional.empty(), allowed(to(CALLER, "shop", PETS)));
    assertEquals(Optional.empty(), allowed());
  }

  @Test
  void aRightTakenAwayIsGoneInTheNextConfiguration() {
    ServerConfiguration before = granting(to(CALLER, "a", ServiceDescription.Endpoint.BASE));
    ServerConfiguration after = granting();
    assertTrue(soap(before, CALLER, service("a")));
    assertFalse(soap(after, CALLER, service("a")));
  }

  @Test
  void aClientOrServiceThatIsThereTwiceIsRefused() {
    Client client = Fixtures.client(OWNER, List.of(), List.of());
    assertThrows(IllegalArgumentException.class, () -> Fixtures.server(client, client));
    ServiceDescription description = Fixtures.description("a", "b");
    assertThrows(
        IllegalArgumentException.class,
        () -> Fixtures.client(OWNER, List.of(description, Fixtures.description("b")), List.of()));
  }

  @Test
  void servicesAreFoundByOwnerCodeAndVersion() {
    ServerConfiguration server =
        Fixtures.server(Fixtures.client(OWNER, List.of(Fixtures.description("a", "b")), List.of()));
    assertEquals("http://service.example/a", server.service(service("a")).get().service().url());
    assertTrue(server.service(service("a", "v1")).isEmpty());
    assertTrue(server.service(ServiceId.of(CALLER, "a")).isEmpty());
    assertEquals(2, server.servicesOf(OWNER).size());
    assertEquals(List.of(), server.servicesOf(CALLER));
    assertTrue(server.client(OWNER).orElseThrow().isRegistered());
    assertTrue(server.client(CALLER).isEmpty());
  }
}
