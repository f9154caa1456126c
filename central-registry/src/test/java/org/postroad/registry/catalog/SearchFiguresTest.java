// SPDX-License-Identifier: MIT

package org.postroad.registry.catalog;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.postroad.protocol.catalog.ServiceType;
import org.postroad.protocol.identifier.MemberId;
import org.postroad.protocol.identifier.ServiceId;
import org.postroad.protocol.identifier.SubsystemId;
import org.postroad.registry.membership.Membership;
import org.postroad.registry.membership.MembershipCommand;
import tools.jackson.databind.json.JsonMapper;

/**
 * What searches of a large catalogue cost: 1,000 members, 5,000 subsystems, 20,000 services with
 * five operations each. Leaves a table: the first search after a change, then of each question how
 * long half and nearly all of its answers took, with the JSON of the first hundred.
 */
@Tag("long")
final class SearchFiguresTest {
  private static final int MEMBERS = 1000;
  private static final int SUBSYSTEMS = 5000;
  private static final int SERVICES = 4;
  private static final int ROUNDS = 200;
  private static final Path FIGURES = Path.of("target", "search.md");
  private static final List<String> NOUNS =
      List.of("Person", "Vehicle", "Permit", "Debt", "Income", "Parcel", "School", "Vaccine");
  private static final List<String> VERBS =
      List.of("get", "list", "find", "store", "change", "confirm", "withdraw");
  private static final List<String> QUESTIONS =
      List.of("person", "s", "getPerson4711", "information system agency", "permit 47", "nothing");

  private final Clock clock = Clock.fixed(Instant.parse("2026-11-21T12:00:00Z"), ZoneOffset.UTC);
  private final Catalog catalog = new Catalog(new MemoryRecords(), clock);
  private final Membership membership = new Membership("DEV");
  private final CatalogApi api =
      new CatalogApi(catalog, membership::snapshot, new CertificateLedger()::snapshot);

  private static String some(List<String> words, int number) {
    return words.get(number % words.size());
  }

  private void fill() {
    membership.apply(new MembershipCommand.DefineMemberClass("GOV", "Government"));
    for (int i = 0; i < MEMBERS; i++) {
      membership.apply(
          new MembershipCommand.AddMember(
              new MemberId("DEV", "GOV", "70" + i), "Agency number " + i));
    }
    Map<ServiceId, ServiceFacts> all = new LinkedHashMap<>();
    for (int i = 0; i < SUBSYSTEMS; i++) {
      var subsystem = new SubsystemId(new MemberId("DEV", "GOV", "70" + i % MEMBERS), "sub-" + i);
      membership.apply(
          new MembershipCommand.AddSubsystem(subsystem, Optional.of("Information system " + i)));
      for (int j = 0; j < SERVICES; j++) {
        int number = SERVICES * i + j;
        String noun = some(NOUNS, number / VERBS.size());
        ServiceFacts facts =
            new ServiceFacts(
                ServiceType.OPENAPI,
                Optional.of("The " + noun + " service of subsystem " + i),
                operations(noun, number),
                Optional.empty());
        all.put(ServiceId.of(subsystem, some(VERBS, number) + noun + number), facts);
      }
    }
    var listing = new Listing(all.keySet().iterator().next().owner(), Set.of(), all, Map.of());
    assertEquals(SUBSYSTEMS * SERVICES, catalog.take(listing).size());
  }

  private static List<Operation> operations(String noun, int number) {
    List<Operation> operations = new ArrayList<>();
    for (int k = 0; k < 5; k++) {
      String verb = some(VERBS, number + k);
      operations.add(
          new Operation(
              "GET /" + noun + "/{code}/" + verb + k, Optional.of(verb + " one " + noun)));
    }
    return operations;
  }

  private int ask(String words) {
    ApiAnswer answer = api.answer("/catalogue/v1/search", "q=" + URLEncoder.encode(words, UTF_8));
    assertEquals(200, answer.status());
    return JsonMapper.shared().readTree(answer.body()).path("total").asInt();
  }

  private static String milliseconds(long nanoseconds) {
    return String.format(Locale.ROOT, "%.2f ms", nanoseconds / 1e6);
  }

  @Test
  void aLargeCatalogueIsSearched() throws IOException {
    fill();
    List<String> table =
        new ArrayList<>(
            List.of("| search for | found | half within | 99 % within |", "|---|---|---|---|"));
    long began = System.nanoTime();
    int first = ask("person");
    String changed = milliseconds(System.nanoTime() - began);
    assertTrue(first > 0);
    table.add("| the first after a change | " + first + " | " + changed + " | |");
    for (String words : QUESTIONS) {
      String query = "q=" + URLEncoder.encode(words, UTF_8);
      long[] took = new long[ROUNDS];
      for (int round = 0; round < ROUNDS; round++) {
        long begin = System.nanoTime();
        assertEquals(200, api.answer("/catalogue/v1/search", query).status());
        took[round] = System.nanoTime() - begin;
      }
      Arrays.sort(took);
      table.add(
          "| %s | %d | %s | %s |"
              .formatted(
                  words,
                  ask(words),
                  milliseconds(took[ROUNDS / 2]),
                  milliseconds(took[ROUNDS * 99 / 100])));
    }
    assertEquals(0, ask("nothing"));
    assertEquals(SUBSYSTEMS * SERVICES, ask("information system agency"));
    Files.createDirectories(FIGURES.toAbsolutePath().getParent());
    Files.write(FIGURES, table);
  }
}
