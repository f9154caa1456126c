// SPDX-License-Identifier: MIT

package org.postroad.securityserver.registration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.postroad.protocol.certificate.Certificates;
import org.postroad.protocol.globalconf.GlobalConfiguration;
import org.postroad.protocol.globalconf.SharedParameters.Server;
import org.postroad.securityserver.conf.CertificateStatus;
import org.postroad.securityserver.conf.Client;
import org.postroad.securityserver.conf.Client.Status;
import org.postroad.securityserver.conf.Registration;
import org.postroad.securityserver.conf.ServerConfiguration;

/** B62, D23. */
class FollowConfigurationTest {

  private static FollowConfiguration.Followed follow(
      ServerConfiguration now, GlobalConfiguration global) {
    return FollowConfiguration.apply(now, global, List.of(Fixtures.CERTIFICATE));
  }

  private static ServerConfiguration shopIs(Status status) {
    return Fixtures.configuration(Fixtures.client(Fixtures.SHOP, status));
  }

  private static Status shopIn(ServerConfiguration configuration) {
    return configuration.client(Fixtures.SHOP).map(Client::status).orElseThrow();
  }

  @ParameterizedTest
  @CsvSource({
    "SAVED, REGISTERED, SAVED",
    "REGISTRATION_IN_PROGRESS, REGISTERED, REGISTRATION_IN_PROGRESS",
    "REGISTERED, REGISTERED, GLOBAL_ERROR",
    "GLOBAL_ERROR, REGISTERED, GLOBAL_ERROR",
    "DISABLING_IN_PROGRESS, DISABLING_IN_PROGRESS, DISABLED",
    "DISABLED, DISABLED, DISABLED",
    "ENABLING_IN_PROGRESS, REGISTERED, ENABLING_IN_PROGRESS",
    "DELETION_IN_PROGRESS, DELETION_IN_PROGRESS, DELETION_IN_PROGRESS",
  })
  void theStateOfAClientFollowsWhetherItIsListed(Status from, Status listed, Status missing) {
    GlobalConfiguration with = Fixtures.global(Fixtures.server(Fixtures.SHOP));
    GlobalConfiguration without = Fixtures.global(Fixtures.server());
    assertEquals(listed, shopIn(follow(shopIs(from), with).next()));
    assertEquals(missing, shopIn(follow(shopIs(from), without).next()));
  }

  @ParameterizedTest
  @CsvSource({
    "SAVED, REGISTERED, SAVED",
    "REGISTRATION_IN_PROGRESS, REGISTERED, REGISTRATION_IN_PROGRESS",
    "REGISTERED, REGISTERED, GLOBAL_ERROR",
    "GLOBAL_ERROR, REGISTERED, GLOBAL_ERROR",
    "DELETION_IN_PROGRESS, DELETION_IN_PROGRESS, DELETION_IN_PROGRESS",
  })
  void theStateOfACertificateFollowsWhetherItIsListed(
      CertificateStatus from, CertificateStatus listed, CertificateStatus missing) {
    var digest = Certificates.sha256(Fixtures.CERTIFICATE);
    ServerConfiguration now =
        Fixtures.configuration().withRegistration(Registration.NONE.withCertificate(digest, from));
    Server without = Fixtures.server(Fixtures.SERVER, "ss1.test", List.of());
    assertEquals(
        listed,
        follow(now, Fixtures.global(Fixtures.server())).next().registration().certificate(digest));
    assertEquals(
        missing, follow(now, Fixtures.global(without)).next().registration().certificate(digest));
  }

  @Test
  void whatIsAlreadySoIsNoChange() {
    ServerConfiguration settled =
        follow(shopIs(Status.REGISTERED), Fixtures.global(Fixtures.server(Fixtures.SHOP))).next();
    var again = follow(settled, Fixtures.global(Fixtures.server(Fixtures.SHOP)));
    assertEquals(List.of(), again.reasons());
    assertSame(settled, again.next());
  }

  /** A life: registered, lost, found, disabled, enabled, deleted, as configurations come in. */
  @Test
  void aSequenceOfConfigurationsIsFollowedStepByStep() {
    GlobalConfiguration without = Fixtures.global(Fixtures.server());
    GlobalConfiguration with = Fixtures.global(Fixtures.server(Fixtures.SHOP));
    record Step(Optional<Status> asked, GlobalConfiguration seen, Status then) {}
    List<Step> life =
        List.of(
            new Step(Optional.empty(), without, Status.SAVED),
            new Step(
                Optional.of(Status.REGISTRATION_IN_PROGRESS),
                without,
                Status.REGISTRATION_IN_PROGRESS),
            new Step(Optional.empty(), with, Status.REGISTERED),
            new Step(Optional.empty(), without, Status.GLOBAL_ERROR),
            new Step(Optional.empty(), with, Status.REGISTERED),
            new Step(Optional.of(Status.DISABLING_IN_PROGRESS), with, Status.DISABLING_IN_PROGRESS),
            new Step(Optional.empty(), without, Status.DISABLED),
            new Step(
                Optional.of(Status.ENABLING_IN_PROGRESS), without, Status.ENABLING_IN_PROGRESS),
            new Step(Optional.empty(), with, Status.REGISTERED),
            new Step(Optional.of(Status.DELETION_IN_PROGRESS), with, Status.DELETION_IN_PROGRESS),
            new Step(Optional.empty(), without, Status.DELETION_IN_PROGRESS));
    ServerConfiguration now = shopIs(Status.SAVED);
    for (Step step : life) {
      ServerConfiguration before = now;
      ServerConfiguration asked =
          step.asked()
              .map(status -> before.withClient(Fixtures.client(Fixtures.SHOP, status)))
              .orElse(before);
      now = follow(asked, step.seen()).next();
      assertEquals(step.then(), shopIn(now), step::toString);
    }
  }

  @Test
  void theOwnerIsRegisteredWithItsServer() {
    ServerConfiguration owner =
        Fixtures.configuration(Fixtures.client(Fixtures.COMPANY, Status.SAVED));
    assertEquals(
        Status.REGISTERED,
        follow(owner, Fixtures.global(Fixtures.server())).next().clients().getFirst().status());
    assertEquals(
        Status.SAVED, follow(owner, Fixtures.global()).next().clients().getFirst().status());
  }

  @Test
  void aServerThatIsGoneBelongsToTheMemberWhoseServerHasItsCertificate() {
    ServerConfiguration now =
        Fixtures.configuration(
            Fixtures.client(Fixtures.COMPANY, Status.REGISTERED),
            Fixtures.client(Fixtures.AGENCY, Status.REGISTERED),
            Fixtures.client(Fixtures.SHOP, Status.REGISTERED));
    Server renamed =
        Fixtures.server(
            Fixtures.AGENCY_SERVER,
            "ss1.test",
            List.of(Certificates.sha256(Fixtures.CERTIFICATE)),
            Fixtures.COMPANY,
            Fixtures.SHOP);
    var followed = follow(now, Fixtures.global(renamed));
    assertEquals(Fixtures.AGENCY_SERVER, followed.next().id());
    assertTrue(followed.next().clients().stream().allMatch(Client::isRegistered));
    assertEquals("the server is now TEST/GOV/1/SS1", followed.reasons().getFirst());
  }

  @Test
  void theOwnerStaysWhereItsServerIsListedOrTheOtherHasNotItsCertificate() {
    ServerConfiguration now =
        Fixtures.configuration(Fixtures.client(Fixtures.AGENCY, Status.REGISTERED));
    Server other = Fixtures.server(Fixtures.AGENCY_SERVER, "ss1.test", List.of());
    Server taken =
        Fixtures.server(
            Fixtures.AGENCY_SERVER, "ss1.test", List.of(Certificates.sha256(Fixtures.CERTIFICATE)));
    assertEquals(Fixtures.SERVER, follow(now, Fixtures.global(other)).next().id());
    assertEquals(
        Fixtures.SERVER, follow(now, Fixtures.global(taken, Fixtures.server())).next().id());
    assertEquals(
        Fixtures.SERVER,
        follow(Fixtures.configuration(), Fixtures.global(taken)).next().id(),
        "no member here");
  }

  @Test
  void whatWasAskedForIsForgottenWhenItIsToBeSeen() {
    Registration asked =
        Registration.NONE
            .withAddress(Optional.of("new.test"))
            .withName(Fixtures.SHOP, "Corner shop")
            .withMaintenance(Optional.of(Registration.Maintenance.BEGINNING));
    ServerConfiguration now = Fixtures.configuration().withRegistration(asked);
    Registration waiting = follow(now, Fixtures.global(Fixtures.server())).next().registration();
    assertEquals(asked.address(), waiting.address());
    assertEquals(asked.names(), waiting.names());
    assertEquals(asked.maintenance(), waiting.maintenance());
    Server moved = Fixtures.inMaintenance(Fixtures.server(Fixtures.SERVER, "new.test", List.of()));
    var settled = follow(now, Fixtures.global(Optional.of("Corner shop"), moved));
    assertEquals(Registration.NONE, settled.next().registration());
    assertEquals(3, settled.reasons().size(), settled.reasons()::toString);
  }

  @Test
  void theEndOfMaintenanceIsSeenWhereTheServerIs() {
    ServerConfiguration now =
        Fixtures.configuration()
            .withRegistration(
                Registration.NONE.withMaintenance(Optional.of(Registration.Maintenance.ENDING)));
    Server working = Fixtures.server(Fixtures.SERVER, "ss1.test", List.of());
    assertEquals(
        now.registration(),
        follow(now, Fixtures.global(Fixtures.inMaintenance(working))).next().registration());
    assertEquals(now.registration(), follow(now, Fixtures.global()).next().registration());
    assertEquals(Registration.NONE, follow(now, Fixtures.global(working)).next().registration());
  }
}
