// SPDX-License-Identifier: MIT
package org.postroad.securityserver.monitoring;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.postroad.protocol.fault.Fault;
import org.postroad.protocol.fault.FaultSpelling;
import org.postroad.protocol.fault.Origin;
import org.postroad.protocol.globalconf.GlobalConfiguration;
import org.postroad.protocol.globalconf.InstanceParameters;
import org.postroad.protocol.globalconf.OptionalParameters;
import org.postroad.protocol.identifier.ClientId;
import org.postroad.protocol.identifier.SecurityServerId;
import org.postroad.protocol.identifier.ServiceId;
import org.postroad.protocol.message.SoapMessage;
import org.postroad.protocol.xml.XmlElement;
import org.postroad.securityserver.conf.Configuration;
import org.postroad.securityserver.testing.TestInstance;
import org.postroad.securityserver.testing.TestMessages;
import org.postroad.testing.StandingClock;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Who asks for operational data gets what (G-014 to G-023). */
final class OperationalDataTest {
  private static final Instant NOW = Instant.ofEpochSecond(1_000_000);
  private static final ClientId OWNER = TestInstance.PROVIDER.member();
  private static final ClientId CENTRAL = ClientId.parse("TEST/GOV/1/monitoring");
  private static final ServiceId SERVICE = ServiceId.of(OWNER, "getSecurityServerOperationalData");

  @TempDir Path directory;
  private final StandingClock clock = new StandingClock(NOW);
  private final TestInstance instance = new TestInstance();
  private RecordFiles files;

  @BeforeEach
  void open() throws IOException {
    files = RecordFiles.open(directory, NOW.minus(Duration.ofHours(1)));
  }

  @AfterEach
  void close() throws IOException {
    files.close();
  }

  private static OperationalRecord record(ClientId client, ClientId service, String id) {
    OperationalRecord.Builder out =
        OperationalRecord.builder()
            .text(OperationalField.MESSAGE_ID, id)
            .text(OperationalField.SECURITY_SERVER_INTERNAL_IP, "10.0.0.7")
            .truth(OperationalField.SUCCEEDED, true);
    out.text(OperationalField.CLIENT_INSTANCE, client.instance());
    out.text(OperationalField.CLIENT_MEMBER_CLASS, client.memberClass());
    out.text(OperationalField.CLIENT_MEMBER_CODE, client.memberCode());
    out.text(OperationalField.CLIENT_SUBSYSTEM_CODE, client.subsystemCode());
    out.text(OperationalField.SERVICE_INSTANCE, service.instance());
    out.text(OperationalField.SERVICE_MEMBER_CLASS, service.memberClass());
    out.text(OperationalField.SERVICE_MEMBER_CODE, service.memberCode());
    out.text(OperationalField.SERVICE_SUBSYSTEM_CODE, service.subsystemCode());
    return out.build();
  }

  private void append(long second, OperationalRecord... records) throws IOException {
    files.append(List.of(records), Instant.ofEpochSecond(second));
  }

  private Configuration configuration() {
    Configuration own = instance.atProvider(List.of());
    GlobalConfiguration global =
        GlobalConfiguration.of(
            own.global().instance(),
            Optional.empty(),
            List.of(
                new InstanceParameters(
                    own.global().parameters(own.global().instance()).orElseThrow(),
                    Optional.of(own.global().expires()))),
            new OptionalParameters(
                Optional.of(CENTRAL), true, OptionalParameters.DEFAULTS.ocspFetchInterval()));
    return new Configuration(own.server(), global);
  }

  private static SoapMessage request(ClientId caller, String body, SecurityServerId... server) {
    byte[] inside =
        ("<om:getSecurityServerOperationalData xmlns:om=\"http://x-road.eu/xsd/op-monitoring.xsd\""
                + " xmlns:id=\"http://x-road.eu/xsd/identifiers\">"
                + body
                + "</om:getSecurityServerOperationalData>")
            .getBytes(UTF_8);
    return SoapMessage.parse(TestMessages.envelope(caller, SERVICE, inside, server));
  }

  private static String criteria(long from, long to) {
    return "<om:searchCriteria><om:recordsFrom>%d</om:recordsFrom><om:recordsTo>%d</om:recordsTo>"
            .formatted(from, to)
        + "</om:searchCriteria>";
  }

  private MonitoringAnswer ask(SoapMessage request) throws IOException {
    return new OperationalData(files, MonitoringSettings.DEFAULT, clock)
        .answer(request, configuration());
  }

  private static List<JsonNode> records(MonitoringAnswer answer) throws IOException {
    byte[] json =
        new GZIPInputStream(new ByteArrayInputStream(answer.gzip().orElseThrow())).readAllBytes();
    List<JsonNode> records = new ArrayList<>();
    JsonMapper.shared().readTree(json).get("records").forEach(records::add);
    XmlElement element = XmlElement.parse(answer.element());
    assertEquals(
        records.size(),
        Integer.parseInt(element.requiredText(OperationalData.NAMESPACE, "recordsCount")));
    assertEquals(
        "cid:operational-monitoring-data.json.gz",
        element.requiredText(OperationalData.NAMESPACE, "records"));
    return records;
  }

  private static Optional<String> next(MonitoringAnswer answer) {
    return XmlElement.parse(answer.element())
        .childText(OperationalData.NAMESPACE, "nextRecordsFrom");
  }

  private static List<String> ids(List<JsonNode> records) {
    return records.stream().map(record -> record.get("messageId").asString()).toList();
  }

  @Test
  void theOwnerWhoNamesItsServerAndTheCentralClientSeeEverything() throws IOException {
    append(
        999_000,
        record(TestInstance.CALLER, TestInstance.PROVIDER, "ours"),
        record(CENTRAL, ClientId.parse("TEST/GOV/3/x"), "others"));
    String all = criteria(999_000, 999_000);
    List<JsonNode> seen = records(ask(request(OWNER, all, TestInstance.PROVIDER_SERVER)));
    assertEquals(List.of("ours", "others"), ids(seen));
    assertEquals("10.0.0.7", seen.getFirst().get("securityServerInternalIp").asString());
    assertEquals(List.of("ours", "others"), ids(records(ask(request(CENTRAL, all)))));
    assertEquals(List.of(), ids(records(ask(request(OWNER, all)))));
  }

  @Test
  void othersSeeWhereTheyTakePartAndNoInnerAddress() throws IOException {
    append(
        999_000,
        record(TestInstance.CALLER, TestInstance.PROVIDER, "as client"),
        record(TestInstance.PROVIDER, TestInstance.CALLER, "as service"),
        record(TestInstance.CALLER.member(), TestInstance.PROVIDER, "of the member itself"),
        record(CENTRAL, TestInstance.PROVIDER, "not at all"));
    List<JsonNode> seen =
        records(
            ask(
                request(
                    TestInstance.CALLER,
                    criteria(999_000, 999_000),
                    TestInstance.PROVIDER_SERVER)));
    assertEquals(List.of("as client", "as service"), ids(seen));
    for (JsonNode record : seen) {
      assertFalse(record.has("securityServerInternalIp"));
      assertEquals(999_000, record.get("monitoringDataTs").asLong());
    }
  }

  @Test
  void theCriterionClientMeansTheProvider() throws IOException {
    append(
        999_000,
        record(TestInstance.CALLER, TestInstance.PROVIDER, "provided"),
        record(TestInstance.PROVIDER, TestInstance.CALLER, "called"));
    String body =
        "<om:searchCriteria><om:recordsFrom>999000</om:recordsFrom>"
            + "<om:recordsTo>999000</om:recordsTo><om:client id:objectType=\"SUBSYSTEM\">"
            + "<id:xRoadInstance>TEST</id:xRoadInstance><id:memberClass>GOV</id:memberClass>"
            + "<id:memberCode>5678</id:memberCode><id:subsystemCode>people</id:subsystemCode>"
            + "</om:client></om:searchCriteria>";
    assertEquals(List.of("provided"), ids(records(ask(request(CENTRAL, body)))));
  }

  @Test
  void onlyTheFieldsAskedForAreTold() throws IOException {
    append(999_000, record(TestInstance.CALLER, TestInstance.PROVIDER, "one"));
    String spec =
        "<om:outputSpec><om:outputField>messageId</om:outputField>"
            + "<om:outputField>xRequestId</om:outputField></om:outputSpec>";
    List<JsonNode> seen = records(ask(request(CENTRAL, criteria(999_000, 999_000) + spec)));
    assertEquals("{\"messageId\":\"one\"}", seen.getFirst().toString());
    String withSecond =
        "<om:outputSpec><om:outputField>monitoringDataTs</om:outputField></om:outputSpec>";
    assertEquals(
        "{\"monitoringDataTs\":999000}",
        records(ask(request(CENTRAL, criteria(999_000, 999_000) + withSecond)))
            .getFirst()
            .toString());
  }

  @Test
  void allRecordsOfTheLastSecondComeAlong() throws IOException {
    OperationalRecord one = record(TestInstance.CALLER, TestInstance.PROVIDER, "m");
    for (int second = 0; second < 10; second++) {
      append(
          999_000 + second,
          IntStream.range(0, 999).mapToObj(_ -> one).toArray(OperationalRecord[]::new));
    }
    append(999_010, IntStream.range(0, 60).mapToObj(_ -> one).toArray(OperationalRecord[]::new));
    MonitoringAnswer last = ask(request(CENTRAL, criteria(999_000, 999_020)));
    assertEquals(10_050, records(last).size());
    assertEquals(Optional.empty(), next(last));
    append(999_011, one);
    MonitoringAnswer more = ask(request(CENTRAL, criteria(999_000, 999_020)));
    assertEquals(10_050, records(more).size());
    assertEquals(Optional.of("999011"), next(more));
    assertEquals(Optional.empty(), next(ask(request(CENTRAL, criteria(999_000, 999_010)))));
  }

  @Test
  void whatIsTooFreshIsForTheNextTime() throws IOException {
    append(999_939, record(TestInstance.CALLER, TestInstance.PROVIDER, "settled"));
    append(999_940, record(TestInstance.CALLER, TestInstance.PROVIDER, "fresh"));
    MonitoringAnswer answer = ask(request(CENTRAL, criteria(999_000, 2_000_000)));
    assertEquals(List.of("settled"), ids(records(answer)));
    assertEquals(Optional.of("999940"), next(answer));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "-1; 5; Records from timestamp is a negative number",
        "1; -5; Records to timestamp is a negative number",
        "7; 5; Records to timestamp is earlier than records from timestamp",
        "999970; 999980; Records not available from 999970 yet",
        "999940; 999980; Records not available from 999940 yet"
      })
  void mistakesAreTheCallersOfMonitoring(long from, long to, String text) {
    Fault refused = assertThrows(Fault.class, () -> ask(request(CENTRAL, criteria(from, to))));
    assertEquals(text, refused.text());
    assertEquals(
        "server.serverproxy.opmonitor.client.invalid_request",
        refused.at(Origin.PROVIDER, FaultSpelling.SINCE_7_8, "id").code());
  }

  @Test
  void fieldsThatDoNotExistAndStrangeBodiesAreRefused() {
    String spec = "<om:outputSpec><om:outputField>salary</om:outputField></om:outputSpec>";
    assertEquals("Unknown output field in search criteria: salary", refusal(criteria(1, 2) + spec));
    assertTrue(refusal(criteria(1, 2) + criteria(3, 4)).contains("more than one"));
    assertTrue(refusal(spec + criteria(1, 2)).startsWith("Unexpected element"));
    assertTrue(
        refusal(criteria(1, 2).replace(">1<", ">one<"))
            .startsWith("recordsFrom is 'one', expected a whole number"));
  }

  private String refusal(String body) {
    return assertThrows(Fault.class, () -> ask(request(CENTRAL, body))).text();
  }
}
