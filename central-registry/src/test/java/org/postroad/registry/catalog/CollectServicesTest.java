// SPDX-License-Identifier: MIT

package org.postroad.registry.catalog;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.postroad.registry.catalog.Fixtures.AGENCY;
import static org.postroad.registry.catalog.Fixtures.OPENAPI;
import static org.postroad.registry.catalog.Fixtures.PEOPLE;
import static org.postroad.registry.catalog.Fixtures.PERSON;
import static org.postroad.registry.catalog.Fixtures.SEARCH;
import static org.postroad.registry.catalog.Fixtures.WSDL;
import static org.postroad.registry.catalog.Fixtures.bytes;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.postroad.protocol.catalog.ServiceType;
import org.postroad.protocol.identifier.ClientId;
import org.postroad.protocol.identifier.ServiceId;
import org.postroad.protocol.identifier.SubsystemId;
import org.postroad.testing.StandingClock;

/** Collecting over a real connection from a server that answers what it is told to. */
final class CollectServicesTest {
  private static final CollectionLimits LIMITS =
      new CollectionLimits(3, Duration.ofSeconds(30), Duration.ofMinutes(1), 3, 3000, 3000);
  private static final SubsystemId OTHER = new SubsystemId(AGENCY, "Other");

  private final PretendServer server = new PretendServer();
  private final MemoryRecords records = new MemoryRecords();
  private final StandingClock clock = new StandingClock();
  private final Catalog catalog = new Catalog(records, clock);
  private CollectServices collecting = collecting(server.address(), LIMITS);

  CollectServicesTest() throws IOException {
    server.answers.put("People listMethods", PretendServer.listed(PEOPLE, "personDetails/v1"));
    server.answers.put("People getWsdl personDetails", WSDL);
    server.answers.put(
        "People r1/listMethods",
        PretendServer.listedRest(PEOPLE, "search", "OPENAPI", "GET /people/*"));
    server.answers.put("People r1/getOpenAPI search", OPENAPI);
    server.answers.put("Other listMethods", PretendServer.listed(OTHER));
    server.answers.put("Other r1/listMethods", "{\"service\":[]}");
  }

  private CollectServices collecting(URI address, CollectionLimits limits) {
    var settings =
        new CollectionSettings(
            address, Optional.empty(), PEOPLE, CollectionSettings.USUAL_INTERVAL, limits);
    return new CollectServices(catalog, settings, UUID::randomUUID, clock);
  }

  @AfterEach
  void close() {
    collecting.close();
    server.close();
  }

  private ServiceFacts facts(ServiceId id) {
    return catalog.snapshot().service(id).orElseThrow().latest();
  }

  private CollectionStatus status(ClientId client) {
    return Objects.requireNonNull(collecting.statuses().get(client));
  }

  private List<String> problems(ClientId client) {
    return status(client).problems();
  }

  private void shows(ClientId client, String problem) {
    assertTrue(problems(client).toString().contains(problem), problems(client).toString());
  }

  @Test
  void servicesComeWithTheirDescriptions() {
    collecting.run(List.of(PEOPLE, OTHER));
    assertEquals(2, catalog.snapshot().services().size());
    assertEquals(Optional.of("A person in full"), facts(PERSON).title());
    assertEquals(ServiceType.OPENAPI, facts(SEARCH).type());
    assertEquals("GET /people/{code}", facts(SEARCH).operations().getFirst().name());
    assertArrayEquals(
        bytes(WSDL),
        catalog.document(facts(PERSON).description().orElseThrow().digest()).orElseThrow());
    assertEquals(List.of(), problems(PEOPLE));
    assertEquals(Optional.of(clock.instant()), status(OTHER).succeeded());
  }

  @Test
  void restServicesWithoutADescriptionHaveTheEndpointsTheyAreListedWith() {
    server.answers.put(
        "People r1/listMethods", PretendServer.listedRest(PEOPLE, "plain", "REST", "GET /a"));
    collecting.run(List.of(PEOPLE));
    assertEquals(
        List.of(new Operation("GET /a", Optional.empty())),
        facts(ServiceId.of(PEOPLE, "plain")).operations());
  }

  @Test
  void aServerThatIsSilentStopsNobodyElseAndIsAskedOnce() {
    server.answers.put("Other listMethods", PretendServer.SILENCE);
    collecting.close();
    collecting =
        collecting(
            server.address(),
            new CollectionLimits(2, Duration.ofSeconds(2), LIMITS.clientTime(), 3, 3000, 3000));
    collecting.run(List.of(OTHER, PEOPLE));
    assertEquals(2, catalog.snapshot().services().size());
    shows(OTHER, "listMethods over SOAP: no answer within");
    assertEquals(1, problems(OTHER).size());
    assertEquals(5, server.asked.get());
  }

  @Test
  void whatFailedIsKeptAsItWasAndSaidWhy() {
    collecting.run(List.of(PEOPLE));
    server.answers.remove("People listMethods");
    server.answers.remove("People r1/getOpenAPI search");
    clock.move(Duration.ofHours(1));
    collecting.run(List.of(PEOPLE));
    assertEquals(2, records.sightings.size());
    shows(PEOPLE, "listMethods over SOAP: server.x: no such thing");
    shows(PEOPLE, "DEV/GOV/1/People/search: status 500, t: m");
    CollectionStatus status = status(PEOPLE);
    assertEquals(Optional.of(clock.instant()), status.failed());
    assertEquals(Optional.of(clock.instant().minus(Duration.ofHours(1))), status.succeeded());
  }

  @Test
  void removedServicesAndClientsBecomeHistory() {
    collecting.run(List.of(PEOPLE));
    server.answers.put("People listMethods", PretendServer.listed(PEOPLE));
    collecting.run(List.of(PEOPLE));
    assertFalse(catalog.snapshot().service(PERSON).orElseThrow().isOffered());
    assertTrue(catalog.snapshot().service(SEARCH).orElseThrow().isOffered());
    collecting.run(List.of(OTHER));
    assertFalse(catalog.snapshot().service(SEARCH).orElseThrow().isOffered());
    assertEquals(List.of(OTHER), List.copyOf(collecting.statuses().keySet()));
  }

  @Test
  void hostileAnswersAreRefusedEachForItself() {
    server.answers.put("People getWsdl personDetails", "<!DOCTYPE a><a/>");
    server.answers.put("People r1/getOpenAPI search", "openapi: 3.0.0\n#" + "x".repeat(3000));
    collecting.run(List.of(PEOPLE));
    assertEquals(2, catalog.snapshot().services().size());
    assertTrue(records.documents.isEmpty());
    shows(PEOPLE, "document type declaration");
    shows(PEOPLE, "more than 3000 bytes");
  }

  @Test
  void listsOfServicesOfOthersAndOfTooManyAreNotBelieved() {
    server.answers.put("People listMethods", PretendServer.listed(OTHER, "stolen"));
    server.answers.put("Other listMethods", PretendServer.listed(OTHER, "a", "b", "c", "d"));
    collecting.run(List.of(PEOPLE, OTHER));
    assertEquals(List.of(SEARCH), List.copyOf(catalog.snapshot().services().keySet()));
    shows(OTHER, "more than 3 services");
  }

  @Test
  void descriptionsOfOneClientHaveABoundTogether() {
    collecting.close();
    collecting =
        collecting(
            server.address(),
            new CollectionLimits(
                1, LIMITS.patience(), LIMITS.clientTime(), 3, WSDL.length(), WSDL.length() + 9));
    collecting.run(List.of(PEOPLE));
    assertEquals(1, records.documents.size());
    shows(PEOPLE, "bytes together");
  }

  @Test
  void aServerThatIsNotThereIsAProblemOfEveryClient() {
    server.close();
    collecting.run(List.of(PEOPLE, OTHER));
    assertEquals(1, problems(PEOPLE).size());
    assertEquals(1, problems(OTHER).size());
    assertEquals(CatalogSnapshot.EMPTY, catalog.snapshot());
  }

  @Test
  void nobodyIsAskedByMoreThanSoManyAtOnce() {
    List<ClientId> clients =
        IntStream.range(0, 12).<ClientId>mapToObj(i -> new SubsystemId(AGENCY, "S" + i)).toList();
    collecting.run(clients);
    assertEquals(12, collecting.statuses().size());
    assertTrue(server.mostAtOnce.get() <= 3, "" + server.mostAtOnce.get());
  }

  @Test
  void settingsThatCannotWorkAreRefused() {
    for (String address : List.of("ftp://a/", "localhost:80", "https://a.example/")) {
      assertThrows(IllegalArgumentException.class, () -> collecting(URI.create(address), LIMITS));
    }
  }
}
