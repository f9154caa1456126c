// SPDX-License-Identifier: MIT

package org.postroad.securityserver.registration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.postroad.protocol.certificate.Certificates;
import org.postroad.protocol.fault.Fault;
import org.postroad.protocol.fault.FaultCode;
import org.postroad.protocol.management.ManagementRequest;
import org.postroad.protocol.management.ManagementRequest.AddressChange;
import org.postroad.protocol.management.ManagementRequest.AuthCertDeletion;
import org.postroad.protocol.management.ManagementRequest.AuthCertReg;
import org.postroad.protocol.management.ManagementRequest.ClientDeletion;
import org.postroad.protocol.management.ManagementRequest.ClientDisable;
import org.postroad.protocol.management.ManagementRequest.ClientEnable;
import org.postroad.protocol.management.ManagementRequest.ClientReg;
import org.postroad.protocol.management.ManagementRequest.ClientRename;
import org.postroad.protocol.management.ManagementRequest.MaintenanceModeDisable;
import org.postroad.protocol.management.ManagementRequest.MaintenanceModeEnable;
import org.postroad.protocol.management.ManagementRequest.OwnerChange;
import org.postroad.securityserver.conf.Author;
import org.postroad.securityserver.conf.CertificateStatus;
import org.postroad.securityserver.conf.Client.Status;
import org.postroad.securityserver.conf.Configuration;
import org.postroad.securityserver.conf.LiveConfiguration;
import org.postroad.securityserver.conf.PublishedConfiguration;
import org.postroad.securityserver.conf.Registration;
import org.postroad.securityserver.conf.ServerConfiguration;
import org.postroad.securityserver.conf.ServerConfigurationStore;
import org.postroad.testing.StandingClock;

/** D23, B62: what is asked of the registry, and what is seen of it, in a running server. */
class RegistrationsTest {
  private static final Author ANNA = new Author("anna", "new shop");

  @TempDir private Path directory;
  private final StandingClock clock = new StandingClock();
  private final List<ManagementRequest> sent = new ArrayList<>();
  private Optional<ServerConfigurationStore> store = Optional.empty();
  private Optional<PublishedConfiguration> published = Optional.empty();
  private Optional<LiveConfiguration> live = Optional.empty();

  @BeforeEach
  void open() {
    store = Optional.of(ServerConfigurationStore.open(directory, clock));
    begin(Status.SAVED);
  }

  @AfterEach
  void close() {
    store.ifPresent(ServerConfigurationStore::close);
  }

  private void begin(Status shop) {
    long known = store.orElseThrow().load().map(saved -> saved.version().number()).orElse(0L);
    store
        .orElseThrow()
        .save(
            known,
            Fixtures.configuration(
                Fixtures.client(Fixtures.COMPANY, Status.REGISTERED),
                Fixtures.client(Fixtures.AGENCY, Status.SAVED),
                Fixtures.client(Fixtures.SHOP, shop)),
            "test",
            "beginning");
    var saved = store.orElseThrow().load().orElseThrow();
    var next = new PublishedConfiguration(saved.configuration(), clock);
    published = Optional.of(next);
    live = Optional.of(new LiveConfiguration(store.orElseThrow(), next, saved));
  }

  private LiveConfiguration live() {
    return live.orElseThrow();
  }

  private PublishedConfiguration published() {
    return published.orElseThrow();
  }

  private Registrations registrations() {
    return new Registrations(
        request -> {
          sent.add(request);
          return Optional.of(7L);
        },
        live());
  }

  private Status shop() {
    return shopIn(live().current());
  }

  private static Status shopIn(ServerConfiguration configuration) {
    return configuration.client(Fixtures.SHOP).orElseThrow().status();
  }

  @Test
  void aRequestThatWasSentIsRememberedWithWhoAndWhy() {
    var request = new ClientReg(Fixtures.SERVER, Fixtures.SHOP, Optional.of("Shop"));
    assertEquals(Optional.of(7L), registrations().send(request, ANNA));
    assertEquals(List.of(request), sent);
    var saved = store.orElseThrow().load().orElseThrow();
    assertEquals(Status.REGISTRATION_IN_PROGRESS, shopIn(saved.configuration()));
    assertEquals("Shop", saved.configuration().registration().names().get(Fixtures.SHOP));
    assertEquals("anna", saved.version().who());
    assertEquals("new shop", saved.version().why());
  }

  @ParameterizedTest
  @CsvSource({
    "SAVED, register",
    "GLOBAL_ERROR, register delete",
    "REGISTRATION_IN_PROGRESS, delete",
    "REGISTERED, disable delete",
    "DISABLING_IN_PROGRESS, delete",
    "DISABLED, enable delete",
    "ENABLING_IN_PROGRESS, delete",
    "DELETION_IN_PROGRESS, ''",
  })
  void onlyWhatTheStateAllowsIsSent(Status state, String allowed) {
    record Asked(String name, ManagementRequest request, Status then) {}
    var all =
        List.of(
            new Asked(
                "register",
                new ClientReg(Fixtures.SERVER, Fixtures.SHOP, Optional.empty()),
                Status.REGISTRATION_IN_PROGRESS),
            new Asked(
                "disable",
                new ClientDisable(Fixtures.SERVER, Fixtures.SHOP),
                Status.DISABLING_IN_PROGRESS),
            new Asked(
                "enable",
                new ClientEnable(Fixtures.SERVER, Fixtures.SHOP),
                Status.ENABLING_IN_PROGRESS),
            new Asked(
                "delete",
                new ClientDeletion(Fixtures.SERVER, Fixtures.SHOP),
                Status.DELETION_IN_PROGRESS));
    for (Asked asked : all) {
      begin(state);
      sent.clear();
      if (List.of(allowed.split(" ")).contains(asked.name())) {
        registrations().send(asked.request(), ANNA);
        assertEquals(asked.then(), shop(), asked::name);
      } else {
        assertRefused(FaultCode.INVALID_REQUEST, asked.request());
        assertEquals(state, shop(), asked::name);
      }
    }
  }

  private void assertRefused(FaultCode code, ManagementRequest request) {
    Fault refused = assertThrows(Fault.class, () -> registrations().send(request, ANNA));
    assertEquals(code, refused.code());
    assertEquals(List.of(), sent, request::toString);
  }

  @Test
  void whatAnotherServerOrAnUnknownClientOrTheOwnerCannotAskIsRefused() {
    assertRefused(
        FaultCode.INVALID_REQUEST,
        new ClientReg(Fixtures.AGENCY_SERVER, Fixtures.SHOP, Optional.empty()));
    assertRefused(FaultCode.INVALID_REQUEST, new ClientDeletion(Fixtures.SERVER, Fixtures.COMPANY));
    assertRefused(FaultCode.INVALID_REQUEST, new OwnerChange(Fixtures.SERVER, Fixtures.COMPANY));
    assertRefused(FaultCode.INVALID_REQUEST, new OwnerChange(Fixtures.SERVER, Fixtures.AGENCY));
    live().change(ANNA, now -> now.withoutClient(Fixtures.SHOP));
    assertRefused(FaultCode.NOT_FOUND, new ClientDisable(Fixtures.SERVER, Fixtures.SHOP));
    assertRefused(FaultCode.NOT_FOUND, new ClientRename(Fixtures.SERVER, Fixtures.SHOP, "x"));
  }

  @Test
  void whatTheServerAsksForItselfIsRemembered() {
    var digest = Certificates.sha256(Fixtures.CERTIFICATE);
    Optional<String> address = Optional.of("ss1.test");
    registrations()
        .send(new AuthCertReg(Fixtures.SERVER, address, Fixtures.CERTIFICATE, true), ANNA);
    assertEquals(CertificateStatus.SAVED, live().current().registration().certificate(digest));
    var certificate = new AuthCertReg(Fixtures.SERVER, address, Fixtures.CERTIFICATE, false);
    registrations().send(certificate, ANNA);
    assertEquals(
        CertificateStatus.REGISTRATION_IN_PROGRESS,
        live().current().registration().certificate(digest));
    sent.clear();
    assertRefused(FaultCode.INVALID_REQUEST, certificate);
    registrations().send(new AuthCertDeletion(Fixtures.SERVER, Fixtures.CERTIFICATE), ANNA);
    registrations().send(new AddressChange(Fixtures.SERVER, "new.test"), ANNA);
    registrations().send(new MaintenanceModeEnable(Fixtures.SERVER, Optional.empty()), ANNA);
    registrations().send(new ClientRename(Fixtures.SERVER, Fixtures.SHOP, "Corner shop"), ANNA);
    Registration asked =
        Registration.NONE
            .withCertificate(digest, CertificateStatus.DELETION_IN_PROGRESS)
            .withAddress(Optional.of("new.test"))
            .withName(Fixtures.SHOP, "Corner shop");
    assertEquals(
        asked.withMaintenance(Optional.of(Registration.Maintenance.BEGINNING)),
        store.orElseThrow().load().orElseThrow().configuration().registration(),
        "as it is read again");
    registrations().send(new MaintenanceModeDisable(Fixtures.SERVER), ANNA);
    assertEquals(
        asked.withMaintenance(Optional.of(Registration.Maintenance.ENDING)),
        live().current().registration());
  }

  @Test
  void aRequestThatCouldNotBeSentChangesNothing() {
    Registrations broken =
        new Registrations(
            _ -> {
              throw new Fault(FaultCode.NETWORK_ERROR, "no registry");
            },
            live());
    var request = new ClientReg(Fixtures.SERVER, Fixtures.SHOP, Optional.empty());
    assertThrows(Fault.class, () -> broken.send(request, ANNA));
    assertEquals(Status.SAVED, shop());
  }

  @Test
  void whatWasSeenMeanwhileCountsMore() {
    published().publish(Fixtures.global(Fixtures.server(Fixtures.SHOP)));
    Registrations slow =
        new Registrations(
            _ -> {
              RegistrationFollower.follow(live(), published(), List.of());
              return Optional.empty();
            },
            live());
    slow.send(new ClientReg(Fixtures.SERVER, Fixtures.SHOP, Optional.empty()), ANNA);
    assertEquals(Status.REGISTERED, shop());
  }

  @Test
  void eachNewConfigurationIsFollowedInTheRunningServer() throws Exception {
    CompletableFuture<Configuration> registered = new CompletableFuture<>();
    CompletableFuture<Configuration> lost = new CompletableFuture<>();
    try (var _ =
        RegistrationFollower.start(live(), published(), () -> List.of(Fixtures.CERTIFICATE))) {
      published()
          .onChange(now -> {
            switch (shopIn(now.server())) {
              case REGISTERED -> registered.complete(now);
              case GLOBAL_ERROR -> lost.complete(now);
              default -> {}
            }
          });
      published().publish(Fixtures.global(Fixtures.server(Fixtures.SHOP)));
      registered.get();
      published().publish(Fixtures.global(Fixtures.server()));
      lost.get();
    }
    var newest = store.orElseThrow().load().orElseThrow();
    assertEquals(Status.GLOBAL_ERROR, shopIn(newest.configuration()));
    assertEquals("system", newest.version().who());
    assertEquals(
        "global configuration: client TEST/COM/2/Shop is now global error", newest.version().why());
  }

  @Test
  void anExpiredConfigurationIsNotFollowed() {
    published().publish(Fixtures.global(Fixtures.server(Fixtures.SHOP)));
    clock.move(Duration.ofHours(2));
    assertFalse(published().isValid());
    RegistrationFollower.follow(live(), published(), List.of());
    assertEquals(Status.SAVED, shop());
    assertTrue(store.orElseThrow().history().stream().noneMatch(v -> v.who().equals("system")));
  }
}
