// SPDX-License-Identifier: MIT
package org.postroad.cli.sandbox;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postroad.cli.launch.Typed;
import org.postroad.protocol.algorithm.Digest;
import org.postroad.protocol.algorithm.DigestAlgorithm;
import org.postroad.protocol.catalog.CatalogedService;
import org.postroad.protocol.catalog.ServiceCatalog;
import org.postroad.protocol.globalconf.ConfigurationAnchor;
import org.postroad.protocol.identifier.ClientId;
import org.postroad.protocol.identifier.ServiceId;
import org.postroad.registry.CentralRegistry;
import org.postroad.registry.ServiceCollection;
import org.postroad.registry.catalog.CollectionLimits;
import org.postroad.registry.catalog.CollectionSettings;
import org.postroad.securityserver.WebDownload;
import org.postroad.securityserver.conf.AllowedFederations;
import org.postroad.securityserver.conf.GlobalConfigurationClient;
import tools.jackson.databind.JsonNode;

/**
 * The registry of a running instance collects what both agencies offer, twice, with a change of one
 * service and the end of another between; then it is asked by every command of {@code postroad
 * catalog}.
 */
@ExtendWith(SharedSandbox.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Tag("long")
final class CatalogueTest {
  private static final String TAX = "SANDBOX/GOV/70000002/tax";
  private static final String DECLARATIONS = TAX + "/declarations";
  private static final String DEBT = TAX + "/taxDebt";
  private static final String PERSON = "SANDBOX/GOV/70000001/population/personDetails";
  private static final String PEOPLE = "SANDBOX/GOV/70000001/population/people";

  private final RunningSandbox running;
  private final Sandbox sandbox;
  private final TaxServices services;
  private Path folder = Path.of("");
  private Path anchor = Path.of("");

  CatalogueTest(RunningSandbox running) throws IOException {
    this.running = running;
    sandbox = running.sandbox();
    services = new TaxServices(sandbox);
  }

  @BeforeAll
  void collectTwice(@TempDir Path temporary) throws Exception {
    folder = temporary;
    running.photos().start();
    CentralRegistry registry = sandbox.registry();
    anchor = Files.write(folder.resolve("anchor.xml"), registry.internalAnchor().toXml());
    var settings =
        new CollectionSettings(
            sandbox.consumerUrl(),
            Optional.empty(),
            Topology.TAX.subsystem(),
            CollectionSettings.USUAL_INTERVAL,
            CollectionLimits.DEFAULTS);
    services.offer();
    try (ServiceCollection collecting = registry.collectServices(settings)) {
      collecting.run();
      services.changeOneAndRemoveTheOther();
      collecting.run();
    }
    registry.publish();
  }

  @AfterAll
  void takeBack() {
    services.close();
  }

  private String[] asked(String... arguments) {
    return Stream.concat(
            Stream.concat(Stream.of("catalog"), Stream.of(arguments)),
            Stream.of("--anchor", anchor.toString()))
        .toArray(String[]::new);
  }

  private String table(String... arguments) {
    return Typed.answer(asked(arguments));
  }

  private JsonNode json(String... arguments) {
    var all = new ArrayList<>(List.of(asked(arguments)));
    all.addAll(List.of("--output", "json"));
    return Typed.json(all.toArray(String[]::new));
  }

  private String refusal(int exitCode, String... arguments) {
    return Typed.refusal(exitCode, asked(arguments));
  }

  private static List<String> codes(JsonNode list) {
    return list.valueStream().map(each -> each.path("service_code").asString()).toList();
  }

  @Test
  void servicesOfBothAgenciesAndBothProtocolsAreListed() {
    JsonNode found = json("list");
    assertTrue(
        codes(found.path("services"))
            .containsAll(
                List.of("people", "personDetails", "statistics", "storeDocuments", "declarations")),
        found.toString());
    assertFalse(codes(found.path("services")).contains("taxDebt"), found.toString());
    JsonNode own = json("list", "--client", TAX, "--removed");
    assertEquals(
        Set.of(
            "declarations",
            "fail",
            "fetchPhoto",
            "greet",
            "returnAttachments",
            "storePhoto",
            "taxDebt"),
        Set.copyOf(codes(own.path("services"))));
    assertEquals(7, own.path("total").asInt());
    String table = table("list", "--client", TAX, "--removed");
    assertTrue(table.startsWith("SERVICE "), table);
    assertTrue(table.matches("(?s).*\n" + DECLARATIONS + " +OPENAPI +2\\S+Z  Declar.*"), table);
    assertTrue(table.matches("(?s).*\n" + DEBT + " +SOAP \\(removed\\) .*"), table);
    JsonNode rest = json("list", "--type", "rest");
    assertTrue(codes(rest.path("services")).contains("statistics"), rest.toString());
    assertFalse(codes(rest.path("services")).contains("people"), rest.toString());
  }

  @Test
  void aListIsGivenInPieces() {
    int total = json("list").path("total").asInt();
    String table = table("list", "--limit", "2", "--offset", "1");
    assertTrue(table.endsWith("\n2 of " + total + "; see --limit and --offset\n"), table);
    assertEquals(4, table.lines().count());
  }

  @Test
  void wordsFindServicesByCodeTitleOwnerAndOperation() {
    assertEquals(List.of("personDetails"), codes(json("search", "person", "det").path("services")));
    assertEquals(List.of("declarations"), codes(json("search", "INCOME").path("services")));
    assertEquals(List.of("declarations"), codes(json("search", "tax", "declar").path("services")));
    assertEquals(List.of("declarations"), codes(json("search", "withdrawn").path("services")));
    String yaml = table("search", "income", "-o", "yaml");
    assertTrue(yaml.contains("service_code: \"declarations\"\n"), yaml);
    assertTrue(table("search", "income").contains(DECLARATIONS), yaml);
    assertEquals(1, Typed.run(asked("search", "owes")).exitCode());
  }

  @Test
  void aServiceIsShownWithItsOperationsAndVersions() {
    JsonNode shown = json("show", DECLARATIONS);
    assertEquals(2, shown.path("versions").size());
    assertEquals(2, shown.path("operations").size());
    assertEquals("Tax Agency", shown.path("member_name").asString());
    String text = table("show", DECLARATIONS);
    assertTrue(text.startsWith("service    " + DECLARATIONS + "\n"), text);
    assertTrue(text.contains("title      Declarations of income\n"), text);
    assertTrue(text.contains("\nDELETE /declarations/{year}  Withdrawn\n"), text);
    assertTrue(text.contains("offered    yes\n"), text);
    assertTrue(table("show", DEBT).contains("offered    no\n"));
    assertEquals("postroad: No service " + TAX + "/none\n", refusal(1, "show", TAX + "/none"));
    assertTrue(refusal(2, "show", "none").contains("'none' is no service, expected INSTANCE/"));
  }

  @Test
  void whatHappenedIsToldTheNewestFirst() {
    JsonNode events = json("history", "--client", TAX).path("events");
    List<String> times = events.valueStream().map(each -> each.path("time").asString()).toList();
    assertEquals(times.stream().sorted(Comparator.reverseOrder()).toList(), times);
    List<String> ofDeclarations =
        happened(json("history", "--service", "declarations").path("events"));
    assertEquals(List.of("CHANGED declarations", "APPEARED declarations"), ofDeclarations);
    assertTrue(
        happened(events)
            .containsAll(List.of("CHANGED declarations", "REMOVED taxDebt", "APPEARED taxDebt")),
        events.toString());
    assertEquals(9, events.size());
    JsonNode one = json("history", "--service", "taxDebt").path("events");
    assertEquals(List.of("REMOVED taxDebt", "APPEARED taxDebt"), happened(one));
    String table = table("history", "--service", "taxDebt");
    assertTrue(table.contains("  REMOVED   " + DEBT), table);
    assertEquals(1, Typed.run(asked("history", "--since", "2999-01-01T00:00:00Z")).exitCode());
    assertTrue(refusal(2, "history", "--since", "lately").contains("is no time such as"));
  }

  private static List<String> happened(JsonNode events) {
    return events
        .valueStream()
        .map(each -> each.path("event").asString() + ' ' + each.path("service_code").asString())
        .toList();
  }

  @Test
  void descriptionsAreThoseThatWereSigned() throws IOException {
    Path saved = folder.resolve("person.wsdl");
    assertEquals("", table("get", PERSON, "--save", saved.toString()));
    Digest digest = DigestAlgorithm.SHA256.digest(Files.readAllBytes(saved));
    assertEquals(Optional.of(digest), signed(PERSON).description());
    String openApi = table("get", PEOPLE);
    assertEquals(
        Optional.of(DigestAlgorithm.SHA256.digest(openApi.getBytes(UTF_8))),
        signed(PEOPLE).description());
    assertTrue(openApi.startsWith("openapi: 3.0.3\n"), openApi);
    assertEquals("postroad: The signed catalogue has no such service\n", refusal(1, "get", DEBT));
    assertEquals(
        "postroad: The service has no description\n",
        refusal(1, "get", "SANDBOX/GOV/70000001/population/statistics"));
    assertTrue(refusal(2, "get", PERSON, "--save", saved.toString()).contains("person.wsdl"));
  }

  private CatalogedService signed(String service) throws IOException {
    List<String> parts = List.of(service.split("/"));
    return asAServerKeepsIt().services().stream()
        .filter(each ->
            each.id()
                .equals(
                    ServiceId.of(
                        ClientId.parse(service.substring(0, service.lastIndexOf('/'))),
                        parts.getLast())))
        .findFirst()
        .orElseThrow();
  }

  /** What a security server that starts from the anchor has verified and stored. */
  private ServiceCatalog asAServerKeepsIt() throws IOException {
    Path kept = Files.createTempDirectory(folder, "server");
    try (GlobalConfigurationClient client =
        GlobalConfigurationClient.open(
            sandbox.registry().internalAnchor(),
            kept,
            new WebDownload(Duration.ofSeconds(5), Duration.ofSeconds(5)),
            Clock.systemUTC(),
            new SplittableRandom(1),
            _ -> {},
            AllowedFederations.NONE)) {
      client.refresh();
    }
    try (Stream<Path> files = Files.walk(kept)) {
      Path part =
          files.filter(file -> file.endsWith(ServiceCatalog.FILE_NAME)).findFirst().orElseThrow();
      return ServiceCatalog.parse(Files.readAllBytes(part));
    }
  }

  @Test
  void certificatesOfServersAreFound() throws IOException {
    JsonNode found =
        json("certificate", "--member", "SANDBOX/GOV/70000002", "--use", "authentication");
    assertEquals(1, found.size());
    String digest = found.get(0).path("sha256").asString();
    Path saved = folder.resolve("tax.der");
    String table = table("certificate", "--sha256", digest, "--save", saved.toString());
    assertTrue(table.contains("SANDBOX/GOV/70000002  AUTHENTICATION  "), table);
    assertEquals(digest, DigestAlgorithm.SHA256.digest(Files.readAllBytes(saved)).hex());
    assertEquals(1, Typed.run(asked("certificate", "--at", "1999-01-01T00:00:00Z")).exitCode());
    Path several = folder.resolve("several.der");
    assertTrue(
        refusal(2, "certificate", "--save", several.toString())
            .contains("2 certificates are found; --save takes exactly one"));
    assertFalse(Files.exists(several));
  }

  @Test
  void whatAnotherPlaceAnswersIsNotBelieved() throws IOException {
    HttpServer liar =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    liar.createContext(
        "/catalogue/v1/descriptions/",
        exchange -> {
          exchange.sendResponseHeaders(200, 6);
          exchange.getResponseBody().write("forged".getBytes(UTF_8));
          exchange.close();
        });
    liar.start();
    try {
      String elsewhere = "http://127.0.0.1:" + liar.getAddress().getPort();
      Typed got = Typed.run(asked("get", PERSON, "--registry", elsewhere));
      assertEquals(3, got.exitCode());
      assertEquals("", got.out());
      assertTrue(got.err().startsWith("postroad: What came is not what was signed: its SHA-256"));
      assertEquals(
          "postroad: no catalogue is there\n", refusal(1, "show", PERSON, "--registry", elsewhere));
    } finally {
      liar.stop(0);
    }
  }

  private String[] call(String... arguments) {
    List<String> typed = new ArrayList<>(List.of("call"));
    typed.addAll(List.of(arguments));
    typed.addAll(List.of("--anchor", anchor.toString(), "--client", TAX));
    typed.addAll(List.of("--server", sandbox.consumerUrl().toString()));
    return typed.toArray(String[]::new);
  }

  @Test
  void aServiceIsCalledByWordsThatFindOnlyIt() {
    String person = "/people/" + sandbox.someCode();
    assertTrue(Typed.answer(call("rest", "PEOPLE", person)).contains(sandbox.someCode()));
    String template = Typed.answer(call("--template", "person det"));
    assertTrue(template.contains("call soap " + PERSON + " --body -"), template);
    assertEquals(
        "postroad: The catalogue has no such service: person det\n",
        Typed.refusal(2, call("rest", "person det", person)));
    String several = Typed.refusal(2, call("rest", "agency", person));
    assertTrue(several.startsWith("postroad: 'agency' can be any of "), several);
    assertTrue(several.contains(DECLARATIONS), several);
  }

  @Test
  void aConfigurationThatAnotherKeySignedIsNotBelieved() throws IOException {
    CentralRegistry registry = sandbox.registry();
    ConfigurationAnchor internal = registry.internalAnchor();
    List<ConfigurationAnchor.Source> sources =
        List.of(
            new ConfigurationAnchor.Source(
                internal.sources().getFirst().downloadUrl(),
                registry.externalAnchor().sources().getFirst().verificationCertificates()));
    var forged = new ConfigurationAnchor(internal.generatedAt(), internal.instance(), sources);
    Path other = Files.write(folder.resolve("other.xml"), forged.toXml());
    for (String[] command : new String[][] {{"get", PERSON}, {"certificate"}}) {
      List<String> typed = new ArrayList<>(List.of("catalog"));
      typed.addAll(List.of(command));
      typed.addAll(List.of("--anchor", other.toString()));
      String refused = Typed.refusal(3, typed.toArray(String[]::new));
      assertTrue(refused.startsWith("postroad: The configuration cannot be believed: "), refused);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"list", "history", "search x", "show A/B/C/D", "get A/B/C/D"})
  void withoutAnAnchorNobodyIsAsked(String command) {
    List<String> typed = new ArrayList<>(List.of(("catalog " + command).split(" ")));
    String refused = Typed.refusal(2, typed.toArray(String[]::new));
    assertTrue(refused.startsWith("postroad: Say which instance: --anchor FILE"), refused);
    typed.addAll(List.of("--anchor", folder.resolve("none.xml").toString()));
    refused = Typed.refusal(2, typed.toArray(String[]::new));
    assertTrue(refused.startsWith("postroad: Cannot read the anchor "), refused);
  }

  @Test
  void aRegistryThatIsNotThereIsSaid() {
    URI nowhere = URI.create("http://127.0.0.1:1/");
    String refused = refusal(2, "list", "--registry", nowhere.toString());
    assertTrue(refused.startsWith("postroad: http://127.0.0.1:1/catalogue/v1/services"), refused);
    assertTrue(refusal(2, "list", "--type", "fax").contains("fax"));
    assertTrue(refusal(2, "list", "-o", "csv").contains("csv is a form for lists"));
  }
}
