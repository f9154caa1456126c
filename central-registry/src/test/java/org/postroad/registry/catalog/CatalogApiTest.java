// SPDX-License-Identifier: MIT

package org.postroad.registry.catalog;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
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

import java.security.cert.CertificateEncodingException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.postroad.protocol.catalog.KnownCertificate;
import org.postroad.protocol.catalog.ServiceType;
import org.postroad.protocol.identifier.SecurityServerId;
import org.postroad.registry.TestCertificates;
import org.postroad.registry.catalog.CertificateCommand.NoteSigner;
import org.postroad.registry.membership.Membership;
import org.postroad.registry.membership.MembershipCommand;
import org.postroad.registry.membership.RegisteredServer;
import org.postroad.testing.StandingClock;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** Answers, and that they are those which the document of the API promises. */
final class CatalogApiTest {
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final Set<ServiceType> ALL = Set.of(ServiceType.values());
  private static final Instant START = Instant.parse("2026-03-01T12:00:00Z");

  private final StandingClock clock = new StandingClock(START);
  private final Catalog catalog = new Catalog(new MemoryRecords(), clock);
  private final Membership membership = new Membership("DEV");
  private final CertificateLedger ledger = new CertificateLedger();
  private final CatalogApi api = new CatalogApi(catalog, membership::snapshot, ledger::snapshot);

  CatalogApiTest() {
    membership.apply(new MembershipCommand.DefineMemberClass("GOV", "Agencies"));
    membership.apply(new MembershipCommand.AddMember(AGENCY, "Ministry of Magic"));
    membership.apply(new MembershipCommand.AddSubsystem(PEOPLE, Optional.of("Population")));
    catalog.take(listing(ALL, Map.of(PERSON, soap("one"), SEARCH, rest("GET /people"))));
    clock.move(Duration.ofHours(1));
    catalog.take(listing(ALL, Map.of(PERSON, soap("two"))));
    ledger.registered(
        List.of(
            new RegisteredServer(
                new SecurityServerId(AGENCY, "SS1"),
                "ss1.example",
                List.of(TestCertificates.AUTHENTICATION),
                List.of(),
                List.of(),
                Optional.empty())),
        START);
    ledger.apply(new NoteSigner(AGENCY, TestCertificates.SIGNING), START);
  }

  private ApiAnswer ask(String target) {
    int question = target.indexOf('?');
    String path = question < 0 ? target : target.substring(0, question);
    return api.answer(
        CatalogApi.BASE + "/" + path, question < 0 ? "" : target.substring(question + 1));
  }

  private JsonNode json(String target) {
    ApiAnswer answer = ask(target);
    assertEquals(200, answer.status(), answer.text());
    assertEquals("application/json", answer.type());
    return JSON.readTree(answer.body());
  }

  private List<String> codes(String target) {
    var codes = new ArrayList<String>();
    json(target)
        .path("services")
        .forEach(service -> codes.add(service.path("service_code").asString()));
    return codes;
  }

  @Test
  void membersComeWithTheNumberOfTheirServices() {
    assertEquals(
        "{\"members\":[{\"xroad_instance\":\"DEV\",\"member_class\":\"GOV\","
            + "\"member_code\":\"1\",\"name\":\"Ministry of Magic\",\"services\":0,"
            + "\"subsystems\":[{\"subsystem_code\":\"People\",\"name\":\"Population\","
            + "\"services\":1}]}]}",
        ask("members").text());
  }

  @ParameterizedTest
  @CsvSource({
    "services, personDetails",
    "services?removed=true, personDetails search",
    "services?removed=true&type=REST, search",
    "services?client=DEV/GOV/1, personDetails",
    "services?client=DEV%2FGOV%2F1%2FPeople, personDetails",
    "services?client=DEV/GOV/2, ''",
    "services?removed=true&limit=1&offset=1, search",
    "services?limit=0, ''",
    "search?q=magic+details, personDetails",
    "search?q=population, personDetails",
    "search?q=search, ''",
    "search, ''",
  })
  void servicesAreListedAndFound(String target, String codes) {
    assertEquals(codes, String.join(" ", codes(target)));
  }

  @Test
  void aServiceComesWithAllItsVersions() {
    JsonNode service = json("services/DEV/GOV/1/People/personDetails?version=v1");
    assertEquals(service, json("services/DEV/GOV/1/People/personDetails"));
    assertEquals("Title two", service.path("title").asString());
    assertEquals("Population", service.path("subsystem_name").asString());
    assertEquals("personDetails", service.path("operations").get(0).path("name").asString());
    JsonNode first = service.path("versions").get(0);
    assertEquals("2026-03-01T13:00:00Z", first.path("until").asString());
    assertEquals(
        description("one").digest().hex(), first.path("description").path("sha256").asString());
    assertTrue(service.path("offered").asBoolean());
    JsonNode removed = json("services/DEV/GOV/1/People/search");
    assertFalse(removed.path("offered").asBoolean());
    assertEquals("2026-03-01T13:00:00Z", removed.path("until").asString());
  }

  @Test
  void descriptionsOfThePastAreThereByTheirDigest() {
    ApiAnswer answer = ask("descriptions/" + description("one").digest().hex());
    assertArrayEquals(bytes("one"), answer.body());
    assertEquals("application/wsdl+xml", answer.type());
    assertFalse(answer.changing());
  }

  @Test
  void historyIsTheNewestFirst() {
    var events = new ArrayList<String>();
    json("history")
        .path("events")
        .forEach(event ->
            events.add(
                event.path("event").asString() + " " + event.path("service_code").asString()));
    assertEquals(4, events.size());
    assertEquals(
        Set.of("REMOVED search", "CHANGED personDetails"), Set.copyOf(events.subList(0, 2)));
    assertEquals(2, json("history?since=2026-03-01T13:00:00Z").path("total").asInt());
    assertEquals(2, json("history?service=search&client=DEV/GOV/1").path("total").asInt());
  }

  @Test
  void certificatesAreLookedUpByMemberDigestUseAndTime() throws CertificateEncodingException {
    String digest = KnownCertificate.digest(TestCertificates.AUTHENTICATION).hex();
    JsonNode found = json("certificates?member=DEV/GOV/1&sha256=" + digest);
    assertEquals(1, found.path("total").asInt());
    JsonNode known = found.path("certificates").get(0);
    assertEquals("SS1", known.path("server_code").asString());
    assertEquals("2026-03-01T12:00:00Z", known.path("known_from").asString());
    assertEquals(1, json("certificates?use=signing").path("total").asInt());
    assertEquals(2, json("certificates?at=2026-03-01T12:00:00Z").path("total").asInt());
    assertEquals(1, json("certificates?at=2026-03-01T11:59:59Z").path("total").asInt());
    assertEquals(0, json("certificates?at=2025-03-01T12:00:00Z").path("total").asInt());
    assertEquals(0, json("certificates?member=DEV/GOV/2").path("total").asInt());
    ApiAnswer body = ask("certificates/" + digest);
    assertArrayEquals(TestCertificates.AUTHENTICATION.getEncoded(), body.body());
    assertEquals("application/pkix-cert", body.type());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "services?colour=red",
        "services?limit=1&limit=2",
        "services?limit=-1",
        "services?limit=9999999999",
        "services?type=GRPC",
        "services?client=DEV",
        "services?client=%zz",
        "search?q=%FF%",
        "history?since=yesterday",
        "certificates?sha256=00",
        "certificates/zz",
        "descriptions/00",
        "members?x",
        "services/DEV/GOV/1/%2/x",
      })
  void aQuestionThatIsNotWellPutIsRefused(String target) {
    ApiAnswer answer = ask(target);
    assertEquals(400, answer.status(), answer.text());
    assertTrue(JSON.readTree(answer.body()).path("error").isString());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "nothing",
        "members/DEV",
        "services/DEV/GOV/1/People/absent",
        "services/DEV/GOV/1/People/personDetails?version=v9",
        "services/DEV/GOV",
        "certificates/0000000000000000000000000000000000000000000000000000000000000000",
        "descriptions/0000000000000000000000000000000000000000000000000000000000000000",
        "services/a/b/c/d/e/f",
      })
  void whatIsNotThereIsNotFound(String target) {
    assertEquals(404, ask(target).status(), target);
  }

  @Test
  void searchForTooMuchIsRefused() {
    assertEquals(400, ask("search?q=" + "x".repeat(201)).status());
  }

  @Test
  void theDocumentNamesEveryKeyThatIsAnswered() {
    JsonNode document = YAMLMapper.shared().readTree(ask("openapi.yaml").text());
    JsonNode schemas = document.path("components").path("schemas");
    hasOnly(schemas.path("Member"), json("members").path("members").get(0));
    hasOnly(schemas.path("Service"), json("services?removed=true").path("services").get(1));
    JsonNode service = json("services/DEV/GOV/1/People/personDetails");
    hasOnly(schemas.path("Service"), service);
    hasOnly(
        schemas.path("Service").path("properties").path("versions").path("items"),
        service.path("versions").get(0));
    hasOnly(schemas.path("Description"), service.path("description"));
    json("history").path("events").forEach(event -> hasOnly(schemas.path("Event"), event));
    json("certificates")
        .path("certificates")
        .forEach(known -> hasOnly(schemas.path("Certificate"), known));
    hasOnly(schemas.path("Error"), JSON.readTree(ask("nothing").body()));
  }

  private static void hasOnly(JsonNode schema, JsonNode answered) {
    var unnamed = new TreeSet<>(answered.propertyNames());
    schema.path("properties").propertyNames().forEach(unnamed::remove);
    assertFalse(answered.isMissingNode());
    assertEquals(Set.of(), unnamed);
  }

  @Test
  void everyPathOfTheDocumentIsAnswered() {
    JsonNode paths = YAMLMapper.shared().readTree(ask("openapi.yaml").text()).path("paths");
    String description = description("two").digest().hex();
    String certificate = KnownCertificate.digest(TestCertificates.SIGNING).hex();
    for (String path : paths.propertyNames()) {
      if (path.equals("/services/{instance}/{class}/{member}/{service}")) {
        continue;
      }
      String target =
          path.substring(1)
              .replace(
                  "{instance}/{class}/{member}/{subsystem}/{service}",
                  "DEV/GOV/1/People/personDetails")
              .replace("descriptions/{sha256}", "descriptions/" + description)
              .replace("certificates/{sha256}", "certificates/" + certificate);
      assertEquals(200, ask(target).status(), target);
    }
  }
}
