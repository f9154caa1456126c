// SPDX-License-Identifier: MIT
package org.postroad.securityserver.conf;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postroad.protocol.certificate.Certificates;
import org.postroad.protocol.identifier.LocalGroupId;
import org.postroad.protocol.identifier.ServiceId;
import org.postroad.protocol.identifier.SubsystemId;
import org.postroad.securityserver.conf.Client.LocalGroup;
import org.postroad.securityserver.conf.FieldChange.Kind;
import org.postroad.securityserver.conf.FieldChange.Operation;
import org.postroad.securityserver.conf.ServiceDescription.Endpoint;
import org.postroad.testing.StandingClock;
import org.postroad.testing.TestAuthority;

/** D27: the history of a server by field. */
class FieldChangeTest {
  private static final String CLIENT = "TEST/GOV/5678/people";
  private static final String URL = "http://service.example/";

  @TempDir private Path directory;

  private static ServerConfiguration begun() {
    return Fixtures.server(
        Fixtures.client(Fixtures.PROVIDER, List.of(Fixtures.description("svc")), List.of()));
  }

  private static String text(FieldChange change) {
    return change.operation()
        + " "
        + change.kind()
        + " "
        + change.record()
        + ": "
        + change.field()
        + " "
        + change.before().orElse("-")
        + " -> "
        + change.after().orElse("-");
  }

  private static List<String> changes(ServerConfiguration before, ServerConfiguration after) {
    return FieldChange.between(Optional.of(before), after).stream()
        .map(FieldChangeTest::text)
        .toList();
  }

  private static ServerConfiguration client(ServerConfiguration now, Client next) {
    return now.withClient(next);
  }

  @Test
  void eachFieldThatDiffersIsOneChange() {
    ServerConfiguration now = begun();
    ServerConfiguration next =
        ServiceChanges.parameters(
            now,
            ServiceId.of(Fixtures.PROVIDER, "svc"),
            new ServiceChanges.Parameters(URL, Duration.ofSeconds(7), false),
            Set.of());
    next = ServiceChanges.disable(next, Fixtures.PROVIDER, URL, "closed");
    assertEquals(
        List.of(
            "CHANGED SERVICE_DESCRIPTION " + CLIENT + " " + URL + ": disabledNotice - -> closed",
            "CHANGED SERVICE " + CLIENT + " svc: url " + URL + "svc -> " + URL,
            "CHANGED SERVICE " + CLIENT + " svc: timeout 60 s -> 7 s",
            "CHANGED SERVICE " + CLIENT + " svc: verifyTls true -> false"),
        changes(now, next));
    assertEquals(List.of(), changes(next, next));
  }

  @Test
  void recordsThatComeAndGoHaveTheirFieldsOnOneSide() {
    ServerConfiguration now = begun();
    Client client = now.clients().getFirst();
    AccessRight right =
        new AccessRight(
            new AccessRight.Subject.OfLocalGroup(new LocalGroupId("friends")),
            "svc",
            new Endpoint("GET", "/a"));
    ServerConfiguration next = client(now, client.withAccessRights(List.of(right)));
    String name = " ACCESS_RIGHT " + CLIENT + " svc GET /a local group friends: subject ";
    assertEquals(List.of("ADDED" + name + "- -> local group friends"), changes(now, next));
    assertEquals(List.of("REMOVED" + name + "local group friends -> -"), changes(next, now));
  }

  @Test
  void everyPartOfAConfigurationHasItsHistory() {
    ServerConfiguration now = begun();
    Client client = now.clients().getFirst();
    var certificate = TestAuthority.create().root().certificate();
    LocalGroup group = new LocalGroup(new LocalGroupId("g"), "Group", Set.of(Fixtures.PROVIDER));
    ServerConfiguration next =
        EndpointChanges.add(
                client(
                    now,
                    client
                        .withStatus(Client.Status.DISABLED)
                        .withConnectionType(Client.ConnectionType.HTTP)
                        .withInformationSystemCertificates(List.of(certificate))
                        .withLocalGroups(List.of(group))),
                Fixtures.PROVIDER,
                "svc",
                new Endpoint("GET", "/a"))
            .withRegistration(
                Registration.NONE
                    .withAddress(Optional.of("new.test"))
                    .withMaintenance(Optional.of(Registration.Maintenance.BEGINNING))
                    .withName((SubsystemId) Fixtures.PROVIDER, "People")
                    .withCertificate(
                        Certificates.sha256(certificate), CertificateStatus.REGISTERED));
    Set<Kind> kinds =
        Set.copyOf(
            FieldChange.between(Optional.of(now), next).stream().map(FieldChange::kind).toList());
    assertEquals(
        Set.of(
            Kind.SERVER,
            Kind.AUTHENTICATION_CERTIFICATE,
            Kind.SUBSYSTEM_NAME,
            Kind.CLIENT,
            Kind.INFORMATION_SYSTEM_CERTIFICATE,
            Kind.ENDPOINT,
            Kind.LOCAL_GROUP),
        kinds);
    assertTrue(
        changes(now, next)
            .containsAll(
                List.of(
                    "CHANGED CLIENT " + CLIENT + ": status REGISTERED -> DISABLED",
                    "CHANGED SERVER server: addressAskedFor - -> new.test",
                    "ADDED ENDPOINT " + CLIENT + " svc GET /a: origin - -> by hand")),
        changes(now, next)::toString);
  }

  @Test
  void theStoreTellsWhoChangedWhatAndWhen() {
    StandingClock clock = new StandingClock();
    try (ServerConfigurationStore store = ServerConfigurationStore.open(directory, clock)) {
      store.save(0, begun(), "anna", "first");
      clock.move(Duration.ofMinutes(5));
      store.save(
          1, ServiceChanges.disable(begun(), Fixtures.PROVIDER, URL, "closed"), "bert", "moving");
      store.save(2, begun(), "anna", "moved");
      List<ServerConfigurationStore.Changes> all = store.changes(1, 3);
      assertEquals(
          List.of("anna", "bert", "anna"), all.stream().map(each -> each.version().who()).toList());
      assertTrue(
          all.getFirst().changes().stream()
              .allMatch(change -> change.operation() == Operation.ADDED));
      ServerConfigurationStore.Changes second = store.changes(2, 2).getFirst();
      assertEquals(clock.instant(), second.version().savedAt());
      assertEquals(
          List.of(
              new FieldChange(
                  Operation.CHANGED,
                  Kind.SERVICE_DESCRIPTION,
                  CLIENT + " " + URL,
                  "disabledNotice",
                  Optional.empty(),
                  Optional.of("closed"))),
          second.changes());
      assertEquals(all.get(1), second);
    }
  }
}
