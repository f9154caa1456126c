// SPDX-License-Identifier: MIT
package org.postroad.securityserver.health;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.postroad.protocol.identifier.MemberId;
import org.postroad.protocol.mime.Headers;
import org.postroad.securityserver.archive.ArchiveEncryption;
import org.postroad.securityserver.archive.ArchiveGrouping;
import org.postroad.securityserver.archive.ArchiveRecipients;
import org.postroad.securityserver.archive.ArchiveSettings;
import org.postroad.securityserver.messagelog.TimestampAuthorities;
import org.postroad.securityserver.net.TextResponse;
import org.postroad.securityserver.testing.FakeExchange;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What programs on the same machine may ask (F08, F09). */
class LocalPortTest {
  private static final Headers HERE = Headers.of("Host", "localhost:5566");
  private static final MemberId FIRST = new MemberId("TEST", "GOV", "1");
  private static final MemberId SECOND = new MemberId("TEST", "GOV", "2");

  @TempDir private Path folder;
  private final Maintenance maintenance = new Maintenance();
  private final AtomicInteger reread = new AtomicInteger();
  private final Map<URI, Optional<TimestampAuthorities.Outcome>> timestamping =
      new LinkedHashMap<>();

  private LocalPort port(Optional<Maintenance> node, ArchiveSettings archives, boolean encrypted)
      throws IOException {
    List<ArchiveRecipients> recipients = ArchiveRecipients.of(archives, List.of(FIRST, SECOND));
    Diagnostics diagnostics =
        new Diagnostics(
            () -> timestamping,
            archives,
            () -> recipients,
            encrypted,
            true,
            true,
            () -> List.of("A1"),
            Optional.of(90));
    return new LocalPort(
        node,
        diagnostics,
        reread::incrementAndGet,
        exchange -> TextResponse.plain(200, "OK", "metric 1\n").send(exchange));
  }

  private FakeExchange get(String target) throws IOException {
    return ask("GET", target, HERE);
  }

  private FakeExchange ask(String method, String target, Headers headers) throws IOException {
    FakeExchange exchange = FakeExchange.of(method, target, headers, new byte[0]);
    port(Optional.of(maintenance), ArchiveSettings.DEFAULT, false).handle(exchange);
    return exchange;
  }

  private JsonNode json(String target) throws IOException {
    FakeExchange exchange = get(target);
    assertEquals(200, exchange.head().status());
    assertEquals("application/json; charset=UTF-8", exchange.header("Content-Type"));
    return JsonMapper.shared().readTree(exchange.text());
  }

  @Test
  void theNodeIsTakenOutOfServiceAndBack() throws IOException {
    assertEquals(
        "Maintenance mode set: false => true\n", get("/maintenance?targetState=true").text());
    assertTrue(maintenance.isOn());
    assertEquals(
        "Maintenance mode set: true => true\n", get("/maintenance?targetState=TRUE").text());
    assertEquals(
        "Maintenance mode set: true => false\n", get("/maintenance?targetState=false").text());
    for (String bad : List.of("", "?", "?targetState=", "?targetState=maybe", "?state=true")) {
      FakeExchange exchange = get("/maintenance" + bad);
      assertEquals(200, exchange.head().status());
      assertEquals("Invalid parameter 'targetState', request ignored\n", exchange.text());
    }
  }

  @Test
  void withoutAHealthPortThereIsNothingToTakeOut() throws IOException {
    FakeExchange exchange =
        FakeExchange.of("GET", "/maintenance?targetState=true", HERE, new byte[0]);
    port(Optional.empty(), ArchiveSettings.DEFAULT, false).handle(exchange);
    assertEquals("No HealthCheckPort found, maintenance mode not set\n", exchange.text());
  }

  @ParameterizedTest
  @CsvSource({
    "GET, Host, localhost, 200",
    "GET, Host, LOCALHOST:5566, 200",
    "GET, Host, 127.0.0.1:5566, 200",
    "GET, Host, [::1]:5566, 200",
    "GET, Host, evil.example:5566, 403",
    "GET, Host, localhost.evil.example, 403",
    "GET, Accept, text/plain, 403",
    "POST, Host, localhost, 405",
    "HEAD, Host, localhost, 405"
  })
  void onlyProgramsOnThisMachineMayAsk(String method, String field, String value, int status)
      throws IOException {
    FakeExchange exchange = ask(method, "/maintenance?targetState=true", Headers.of(field, value));
    assertEquals(status, exchange.head().status());
    assertEquals(status == 200, maintenance.isOn());
  }

  @Test
  void pagesInABrowserMayNotAsk() throws IOException {
    for (String field : List.of("Origin", "Sec-Fetch-Site")) {
      Headers headers = HERE.with(field, "https://evil.example");
      assertEquals(403, ask("GET", "/maintenance?targetState=true", headers).head().status());
    }
    assertEquals("false", String.valueOf(maintenance.isOn()));
  }

  @Test
  void timestampingServicesAreToldOneByOne() throws IOException {
    Instant asked = Instant.parse("2026-11-21T12:00:00Z");
    timestamping.put(
        URI.create("http://good.example/"),
        Optional.of(new TimestampAuthorities.Outcome(asked, Optional.empty())));
    timestamping.put(
        URI.create("http://bad.example/"),
        Optional.of(new TimestampAuthorities.Outcome(asked, Optional.of("network_error"))));
    timestamping.put(URI.create("http://unused.example/"), Optional.empty());
    JsonNode json = json("/timestampstatus");
    assertEquals(3, json.size());
    JsonNode good = json.path("http://good.example/");
    assertEquals("OK", good.path("status").asString());
    assertEquals("2026-11-21T12:00:00Z", good.path("prevUpdate").asString());
    assertTrue(good.path("errorCode").isNull());
    assertEquals("http://good.example/", good.path("description").asString());
    JsonNode bad = json.path("http://bad.example/");
    assertEquals("ERROR", bad.path("status").asString());
    assertEquals("network_error", bad.path("errorCode").asString());
    JsonNode unused = json.path("http://unused.example/");
    assertEquals("UNINITIALIZED", unused.path("status").asString());
    assertTrue(unused.path("prevUpdate").isNull());
  }

  @Test
  void whatIsThereAndWhatIsEncryptedIsTold() throws IOException {
    assertEquals(
        "{\"messageLogEnabled\":true,\"opMonitoringEnabled\":true}", get("/addonstatus").text());
    assertEquals(
        "{\"backupEncryptionStatus\":true,\"backupEncryptionKeys\":[\"A1\"]}",
        get("/backup-encryption-status").text());
    assertEquals(
        "{\"messageLogArchiveEncryptionStatus\":false,"
            + "\"messageLogDatabaseEncryptionStatus\":false,"
            + "\"messageLogGroupingRule\":\"none\",\"members\":[]}",
        get("/message-log-encryption-status").text());
  }

  @Test
  void keysOfMembersAreTold() throws IOException {
    Path memberKeys = Files.writeString(folder.resolve("member-keys"), FIRST + " = AAAA\n");
    ArchiveSettings archives =
        ArchiveSettings.DEFAULT
            .withFiles(ArchiveGrouping.MEMBER, 1 << 20)
            .withEncryption(
                new ArchiveEncryption(
                    folder.resolve("secret"),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.of("default@example.org"),
                    Optional.of(memberKeys)));
    FakeExchange exchange =
        FakeExchange.of("GET", "/message-log-encryption-status", HERE, new byte[0]);
    port(Optional.empty(), archives, true).handle(exchange);
    assertEquals(
        "{\"messageLogArchiveEncryptionStatus\":true,"
            + "\"messageLogDatabaseEncryptionStatus\":true,"
            + "\"messageLogGroupingRule\":\"member\",\"members\":["
            + "{\"memberId\":\"TEST/GOV/1\",\"keys\":[\"AAAA\"],\"defaultKeyUsed\":false},"
            + "{\"memberId\":\"TEST/GOV/2\",\"keys\":[\"default@example.org\"],"
            + "\"defaultKeyUsed\":true}]}",
        exchange.text());
  }

  @Test
  void memoryIsToldInBytesAndPercent() throws IOException {
    JsonNode memory = json("/memory-usage");
    long total = memory.path("totalMemory").longValue();
    long used = memory.path("usedMemory").longValue();
    long max = memory.path("maxMemory").longValue();
    assertTrue(0 < used && used <= total && total <= max, memory.toString());
    assertEquals(total - used, memory.path("freeMemory").longValue());
    assertEquals(used * 100 / max, memory.path("usedPercent").longValue());
    assertEquals(90, memory.path("threshold").intValue());
  }

  @ParameterizedTest
  @CsvSource({"90, 900, 1000, false", "90, 909, 1000, false", "90, 910, 1000, true"})
  void memoryIsAProblemBeyondItsThreshold(int threshold, long used, long max, boolean problem) {
    MemoryUse memory = new MemoryUse(max, max - used, max);
    assertEquals(problem, memory.problem(threshold).isPresent());
  }

  @Test
  void theConfigurationIsReadAgain() throws IOException {
    assertEquals("Configuration cache cleared\n", get("/clearconfcache").text());
    assertEquals(1, reread.get());
  }

  @Test
  void metricsAreToldToProgramsOnThisMachine() throws IOException {
    assertEquals("metric 1\n", get("/metrics").text());
    Headers page = HERE.with("Origin", "https://evil.example");
    assertEquals(403, ask("GET", "/metrics", page).head().status());
  }

  @Test
  void otherPathsAreNotFound() throws IOException {
    assertEquals(404, get("/").head().status());
    assertEquals(404, get("/maintenance/").head().status());
  }
}
