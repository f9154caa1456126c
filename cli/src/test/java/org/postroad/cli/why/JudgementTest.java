// SPDX-License-Identifier: MIT
package org.postroad.cli.why;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.postroad.protocol.identifier.ClientId;
import org.postroad.protocol.identifier.LocalGroupId;
import org.postroad.protocol.identifier.MemberId;
import org.postroad.protocol.identifier.SecurityServerId;
import org.postroad.securityserver.admin.RecordLine;
import org.postroad.securityserver.conf.AccessRight;
import org.postroad.securityserver.conf.Client;
import org.postroad.securityserver.conf.ConfigurationHistory;
import org.postroad.securityserver.conf.ServerConfiguration;
import org.postroad.securityserver.conf.ServerConfigurationStore.Saved;
import org.postroad.securityserver.conf.ServerConfigurationStore.Version;
import org.postroad.securityserver.conf.ServiceDescription;
import org.postroad.securityserver.conf.ServiceDescription.Endpoint;
import org.postroad.securityserver.conf.ServiceDescription.Service;
import org.postroad.securityserver.monitoring.KeptRecords.Kept;
import org.postroad.securityserver.monitoring.OperationalField;
import org.postroad.securityserver.monitoring.OperationalRecord;

/** What is concluded from records, each made up here; version n is of second 100 n. */
class JudgementTest {
  private static final ClientId PROVIDER = ClientId.parse("TEST/GOV/1/provider");
  private static final ClientId CALLER = ClientId.parse("TEST/GOV/2/caller");

  private final List<Saved> saved = new ArrayList<>();

  private static Client provider(List<String> services, AccessRight... rights) {
    return new Client(
        PROVIDER,
        Client.Status.REGISTERED,
        Client.ConnectionType.HTTP,
        List.of(),
        List.of(
            new ServiceDescription(
                ServiceDescription.Type.REST,
                "http://service.test/",
                Optional.empty(),
                services.stream().map(code -> Service.of(code, "http://service.test/")).toList())),
        List.of(
            new Client.LocalGroup(
                new LocalGroupId("friends"), "", Set.of(ClientId.parse("TEST/GOV/3/other")))),
        List.of(rights));
  }

  private void save(String who, Client provider) {
    long number = saved.size() + 1L;
    saved.add(
        new Saved(
            new Version(number, Instant.ofEpochSecond(100 * number), who, "because"),
            new ServerConfiguration(
                new SecurityServerId(new MemberId("TEST", "GOV", "1"), "ss"),
                List.of(URI.create("http://tsa.test/")),
                List.of(provider))));
  }

  private static AccessRight toWhole(ClientId subject) {
    return AccessRight.toService(new AccessRight.Subject.OfClient(subject), "service");
  }

  private static AccessRight to(ClientId subject, String method, String path) {
    return new AccessRight(
        new AccessRight.Subject.OfClient(subject), "service", new Endpoint(method, path));
  }

  private static OperationalRecord record(String side, long second, String fault) {
    OperationalRecord.Builder record =
        OperationalRecord.builder()
            .text(OperationalField.SECURITY_SERVER_TYPE, side)
            .number(OperationalField.REQUEST_IN_TS, 1000 * second)
            .text(OperationalField.CLIENT_INSTANCE, "TEST")
            .text(OperationalField.CLIENT_MEMBER_CLASS, "GOV")
            .text(OperationalField.CLIENT_MEMBER_CODE, "2")
            .text(OperationalField.CLIENT_SUBSYSTEM_CODE, "caller")
            .text(OperationalField.SERVICE_INSTANCE, "TEST")
            .text(OperationalField.SERVICE_MEMBER_CLASS, "GOV")
            .text(OperationalField.SERVICE_MEMBER_CODE, "1")
            .text(OperationalField.SERVICE_SUBSYSTEM_CODE, "provider")
            .text(OperationalField.SERVICE_CODE, "service")
            .text(OperationalField.REST_METHOD, "GET")
            .text(OperationalField.REST_PATH, "/people/*")
            .text(OperationalField.FAULT_CODE, fault)
            .text(OperationalField.FAULT_STRING, "text");
    return record.build();
  }

  private Explanation explain(List<OperationalRecord> records, RecordLine... messages) {
    return new Judgement(
            new Facts(
                "id",
                records.stream().map(each -> new Kept("1.jsonl", 7, each)).toList(),
                List.of(messages),
                new Versions(
                    new ConfigurationHistory() {
                      @Override
                      public List<Version> history() {
                        return saved.reversed().stream().map(Saved::version).toList();
                      }

                      @Override
                      public Optional<Saved> version(long number) {
                        return Optional.of(saved.get(Math.toIntExact(number) - 1));
                      }
                    }),
                Optional.empty(),
                "--config server.yaml"))
        .explain();
  }

  private Explanation denied(long second) {
    return explain(List.of(record("Producer", second, "server.serverproxy.access_denied")));
  }

  private static void assertFact(String record, String text, Explanation explanation) {
    assertTrue(
        explanation.facts().stream()
            .anyMatch(fact -> fact.record().equals(record) && fact.text().contains(text)),
        explanation.toString());
  }

  @Test
  void aRightThatWasTakenIsToldWithWhoTookIt() {
    save("alice", provider(List.of("service"), toWhole(CALLER)));
    save("bob", provider(List.of("service")));
    save("carol", provider(List.of("service", "more")));
    Explanation explanation = denied(350);
    assertEquals(
        "This server denied the call: TEST/GOV/2/caller had no right to"
            + " TEST/GOV/1/provider/service; it had one until bob took it away at"
            + " 1970-01-01T00:03:20Z (because).",
        explanation.cause());
    assertFact("configuration version 2", "took a right to service away", explanation);
    assertFact("configuration version 3", "in force then", explanation);
    assertFact("operational record 1.jsonl:7", "server.serverproxy.access_denied", explanation);
  }

  @Test
  void aRightThatWasGivenSinceIsWhatComesNext() {
    save("alice", provider(List.of("service")));
    save("bob", provider(List.of("service"), toWhole(CALLER)));
    assertEquals("a right was given since, in version 2: call again", denied(150).next());
  }

  @Test
  void aRightToAnotherEndpointIsNotEnough() {
    save("alice", provider(List.of("service"), to(CALLER, "POST", "/people")));
    assertEquals(
        "This server denied the call: TEST/GOV/2/caller had a right to POST /people of"
            + " TEST/GOV/1/provider/service, but none to what it called, GET /people/*.",
        denied(150).cause());
  }

  @Test
  void theNearestRightIsNamed() {
    save("alice", provider(List.of("service"), toWhole(ClientId.parse("TEST/GOV/2"))));
    save(
        "alice",
        provider(
            List.of("service"),
            AccessRight.toService(
                new AccessRight.Subject.OfLocalGroup(new LocalGroupId("friends")), "service")));
    save("alice", provider(List.of("service"), toWhole(ClientId.parse("TEST/GOV/9/x"))));
    save(
        "alice",
        provider(
            List.of("service"),
            AccessRight.toService(new AccessRight.Subject.OfClient(CALLER), "another")));
    assertFact(
        "configuration version 1",
        "nearest right: TEST/GOV/2 had one to the whole service; a right of a member",
        denied(150));
    assertFact(
        "configuration version 2",
        "nearest right: local group friends had one to the whole service, in which it was not",
        denied(250));
    assertFact("configuration version 3", "nearest right: TEST/GOV/9/x had one", denied(350));
    assertFact("configuration version 4", "it might call another of this provider", denied(450));
  }

  @Test
  void aServiceThatWasRemovedIsToldWithWhoRemovedIt() {
    save("alice", provider(List.of("service")));
    save("bob", provider(List.of("services")));
    Explanation explanation =
        explain(List.of(record("Producer", 250, "Server.ServerProxy.UnknownService")));
    assertEquals(Explanation.Outcome.DENIED, explanation.outcome());
    assertEquals(
        "This server denied the call: TEST/GOV/1/provider had no service service; bob had removed"
            + " it at 1970-01-01T00:03:20Z (because); it had services.",
        explanation.cause());
  }

  @Test
  void theProvidersSideOfTheSameAttemptKnowsMore() {
    save("alice", provider(List.of("service")));
    Explanation explanation =
        explain(
            List.of(
                record("Client", 150, "server.serverproxy.access_denied"),
                record("Producer", 150, "server.serverproxy.access_denied")));
    assertTrue(explanation.cause().startsWith("This server denied"), explanation.cause());
  }

  @Test
  void ownTroubleLeadsToTheDoctor() {
    save("alice", provider(List.of("service")));
    for (String code : List.of("global_conf_outdated", "logging_failed.timestamping_failed")) {
      Explanation explanation =
          explain(List.of(record("Client", 150, "server.clientproxy." + code)));
      assertEquals(Verdict.HERE, explanation.side());
      assertTrue(
          explanation.next().startsWith("postroad doctor --config server.yaml"),
          explanation.next());
    }
  }

  @Test
  void whatNobodyRecordedIsUnknown() {
    Explanation explanation = explain(List.of());
    assertEquals(Explanation.Outcome.UNKNOWN, explanation.outcome());
    assertEquals("This server has no record of id.", explanation.cause());
  }

  @Test
  void aRequestWithoutAResponseIsLost() {
    RecordLine request =
        new RecordLine(
            17,
            Instant.EPOCH,
            "consumer",
            "request",
            "a",
            "b",
            "id",
            "r",
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            "1",
            true);
    Explanation explanation = explain(List.of(), request);
    assertEquals(Explanation.Outcome.FAILED, explanation.outcome());
    assertTrue(explanation.cause().contains("no response was"), explanation.cause());
    assertFact("message log 17", "consumer's request, logged at", explanation);
  }

  @Test
  void theParagraphComesFirst() {
    StringWriter text = new StringWriter();
    WhyCommand.print(
        new Explanation(
            "id",
            Explanation.Outcome.DENIED,
            "It was denied\u001b.",
            "somebody",
            "type this",
            List.of(new Fact("message log 1", "says so"))),
        new PrintWriter(text, true));
    assertEquals(
        """
        It was denied\\u001b. This is for somebody to mend. Next: type this

        RECORD         SAYS
        message log 1  says so
        """,
        text.toString());
  }
}
