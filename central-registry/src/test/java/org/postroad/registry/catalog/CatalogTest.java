// SPDX-License-Identifier: MIT

package org.postroad.registry.catalog;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.postroad.registry.catalog.Fixtures.AGENCY;
import static org.postroad.registry.catalog.Fixtures.PEOPLE;
import static org.postroad.registry.catalog.Fixtures.PERSON;
import static org.postroad.registry.catalog.Fixtures.SEARCH;
import static org.postroad.registry.catalog.Fixtures.bytes;
import static org.postroad.registry.catalog.Fixtures.description;
import static org.postroad.registry.catalog.Fixtures.listing;
import static org.postroad.registry.catalog.Fixtures.rest;
import static org.postroad.registry.catalog.Fixtures.soap;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.postroad.protocol.catalog.ServiceType;
import org.postroad.protocol.identifier.ServiceId;
import org.postroad.registry.catalog.Sighting.Appeared;
import org.postroad.registry.catalog.Sighting.Changed;
import org.postroad.registry.catalog.Sighting.Removed;
import org.postroad.testing.StandingClock;

/** Services appear, change and go, and all of it is remembered. */
final class CatalogTest {
  private static final Set<ServiceType> SOAP = Set.of(ServiceType.SOAP);
  private static final Set<ServiceType> REST = Set.of(ServiceType.REST, ServiceType.OPENAPI);
  private static final Set<ServiceType> ALL = Set.of(ServiceType.values());
  private static final Duration HOUR = Duration.ofHours(1);

  private final StandingClock clock = new StandingClock(Instant.parse("2026-03-01T12:00:00.7Z"));
  private final Instant start = Instant.parse("2026-03-01T12:00:00Z");
  private final MemoryRecords records = new MemoryRecords();
  private final Catalog catalog = new Catalog(records, clock);

  private List<Sighting> take(Set<ServiceType> complete, Map<ServiceId, ServiceFacts> services) {
    return catalog.take(listing(complete, services));
  }

  private ServiceHistory history(ServiceId id) {
    return catalog.snapshot().service(id).orElseThrow();
  }

  @Test
  void aServiceAppearsChangesGoesAndComesBack() {
    take(ALL, Map.of(PERSON, soap("one")));
    clock.move(HOUR);
    take(ALL, Map.of(PERSON, soap("two")));
    clock.move(HOUR);
    take(ALL, Map.of());
    clock.move(HOUR);
    take(ALL, Map.of(PERSON, soap("two")));
    assertEquals(
        List.of(
            new Appeared(PERSON, start, soap("one")),
            new Changed(PERSON, start.plus(HOUR), soap("two")),
            new Removed(PERSON, start.plus(HOUR.multipliedBy(2))),
            new Appeared(PERSON, start.plus(HOUR.multipliedBy(3)), soap("two"))),
        history(PERSON).sightings());
    assertEquals(
        List.of(
            Optional.of(start.plus(HOUR)),
            Optional.of(start.plus(HOUR.multipliedBy(2))),
            Optional.empty()),
        history(PERSON).versions().stream().map(ServiceVersion::until).toList());
    assertEquals(3, history(PERSON).current().orElseThrow().number());
    assertArrayEquals(bytes("one"), catalog.document(description("one").digest()).orElseThrow());
  }

  @Test
  void theSameAgainIsNoNews() {
    take(ALL, Map.of(PERSON, soap("one"), SEARCH, rest("GET /a")));
    clock.move(HOUR);
    assertEquals(List.of(), take(ALL, Map.of(PERSON, soap("one"), SEARCH, rest("GET /a"))));
    assertEquals(2, records.sightings.size());
  }

  @Test
  void anotherSpellingOfADescriptionIsNoNewsAndIsNotKept() {
    take(ALL, Map.of(PERSON, soap("one")));
    Description known = description("one");
    var spelled =
        new Description(known.form(), description("ONE").digest(), known.meaning(), known.length());
    var facts =
        new ServiceFacts(
            ServiceType.SOAP, soap("one").title(), soap("one").operations(), Optional.of(spelled));
    assertEquals(List.of(), take(ALL, Map.of(PERSON, facts)));
    assertEquals(Set.of(known.digest()), records.documents.keySet());
  }

  @Test
  void onlyACompleteListEndsWhatIsMissingFromIt() {
    take(ALL, Map.of(PERSON, soap("one"), SEARCH, rest()));
    assertEquals(List.of(), take(Set.of(), Map.of()));
    List<Sighting> news = take(REST, Map.of());
    assertEquals(List.of(SEARCH), news.stream().map(Sighting::service).toList());
    assertTrue(history(PERSON).isOffered());
    assertInstanceOf(Removed.class, take(SOAP, Map.of()).getFirst());
  }

  @Test
  void aDescriptionThatCannotBeFetchedIsStillTheOneThereWas() {
    take(ALL, Map.of(PERSON, soap("one")));
    var without = new ServiceFacts(ServiceType.SOAP, Optional.empty(), List.of(), Optional.empty());
    assertEquals(List.of(), take(ALL, Map.of(PERSON, without)));
    assertEquals(soap("one"), history(PERSON).latest());
  }

  @Test
  void oneWithoutAnyIsThereAllTheSame() {
    var without = new ServiceFacts(ServiceType.SOAP, Optional.empty(), List.of(), Optional.empty());
    take(ALL, Map.of(PERSON, without));
    clock.move(HOUR);
    assertInstanceOf(Changed.class, take(ALL, Map.of(PERSON, soap("one"))).getFirst());
  }

  @Test
  void servicesOfWhoeverIsThereNoLongerEnd() {
    take(ALL, Map.of(PERSON, soap("one")));
    assertEquals(List.of(), catalog.keepOnly(List.of(PEOPLE)));
    assertEquals(List.of(new Removed(PERSON, start)), catalog.keepOnly(List.of(AGENCY)));
    assertEquals(List.of(), catalog.keepOnly(List.of()));
  }

  @Test
  void anotherNodeCanBeFaster() {
    var other = new Catalog(records, clock);
    other.take(listing(ALL, Map.of(PERSON, soap("one"))));
    assertEquals(List.of(), take(ALL, Map.of(PERSON, soap("one"))));
    other.take(listing(ALL, Map.of(PERSON, soap("two"))));
    assertInstanceOf(Changed.class, take(ALL, Map.of(PERSON, soap("three"))).getFirst());
    other.refresh();
    assertEquals(catalog.snapshot(), other.snapshot());
    assertEquals(3, records.sightings.size());
  }

  @Test
  void whatIsOfferedNowIsPublished() {
    take(ALL, Map.of(PERSON, soap("one"), SEARCH, rest()));
    clock.move(HOUR);
    take(ALL, Map.of(PERSON, soap("two")));
    var published = catalog.snapshot().published("DEV");
    assertEquals(
        Optional.of(description("two").digest()),
        published.service(PERSON).orElseThrow().description());
    assertEquals(start.plus(HOUR), published.service(PERSON).orElseThrow().since());
    assertEquals(1, published.services().size());
  }

  @Test
  void aDocumentThatIsNotWhatItsDigestSaysIsNotHandedOut() {
    take(ALL, Map.of(PERSON, soap("one")));
    records.documents.put(description("one").digest(), bytes("other"));
    assertEquals(Optional.empty(), catalog.document(description("one").digest()));
  }
}
