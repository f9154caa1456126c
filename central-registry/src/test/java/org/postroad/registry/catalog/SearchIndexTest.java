// SPDX-License-Identifier: MIT

package org.postroad.registry.catalog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.postroad.registry.catalog.Fixtures.AGENCY;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.postroad.protocol.catalog.ServiceType;
import org.postroad.protocol.identifier.ServiceId;
import org.postroad.protocol.identifier.SubsystemId;
import org.postroad.registry.catalog.Sighting.Appeared;
import org.postroad.registry.catalog.Sighting.Removed;

final class SearchIndexTest {
  private static final Instant TIME = Instant.EPOCH;

  private static Sighting service(String subsystem, String code, String title, String operation) {
    var id = ServiceId.of(new SubsystemId(AGENCY, subsystem), code);
    var operations = List.of(new Operation(operation, Optional.empty()));
    return new Appeared(
        id,
        TIME,
        new ServiceFacts(ServiceType.OPENAPI, Optional.of(title), operations, Optional.empty()));
  }

  private static final CatalogSnapshot CATALOG =
      CatalogSnapshot.EMPTY.and(
          List.of(
              service("People", "personDetails", "Rahvastikuregistri päring", "GET /a"),
              service("People", "people2", "Everybody", "POST /search/{name}"),
              service("Vehicles", "owner", "The person that owns a car", "GET /cars/{plate}"),
              service("Vehicles", "cars", "Cars", "GET /person"),
              service("Vehicles", "gone", "Person", "GET /gone"),
              new Removed(ServiceId.of(new SubsystemId(AGENCY, "Vehicles"), "gone"), TIME)));

  private static String found(String words) {
    SearchIndex index =
        SearchIndex.of(CATALOG, id -> "Transport Agency " + id.subsystemCode().orElse(""));
    return String.join(
        " ", index.find(words).stream().map(service -> service.id().serviceCode()).toList());
  }

  @ParameterizedTest
  @CsvSource({
    "person, personDetails owner cars",
    "PERSONDETAILS, personDetails",
    "details, personDetails",
    "detai, personDetails",
    "etails, ''",
    "person car, owner cars",
    "paring, personDetails",
    "PÄRING, personDetails",
    "plate, owner",
    "people, people2 personDetails",
    "'transport, vehicles', owner cars",
    "search name, people2",
    "gone, ''",
    "'', ''",
    "' /{} ', ''",
  })
  void wordsFindWhatHasThemTheBestFirst(String words, String codes) {
    assertEquals(codes, found(words));
  }

  @Test
  void namesThatRunWordsTogetherAreTakenApart() {
    assertEquals(
        Set.of("getpersonv2", "get", "person", "v", "2", "x"), Words.of("getPersonV2/{x}"));
    assertEquals(Set.of("getpersonv2"), Words.typed("getPersonV2"));
  }
}
