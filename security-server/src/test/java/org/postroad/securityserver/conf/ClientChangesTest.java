// SPDX-License-Identifier: MIT
package org.postroad.securityserver.conf;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.postroad.protocol.certificate.Certificates;
import org.postroad.protocol.fault.Fault;
import org.postroad.protocol.fault.FaultCode;
import org.postroad.protocol.globalconf.GlobalConfiguration;
import org.postroad.protocol.globalconf.SharedParameters;
import org.postroad.protocol.identifier.ClientId;
import org.postroad.protocol.identifier.SubsystemId;
import org.postroad.securityserver.conf.Client.ConnectionType;
import org.postroad.securityserver.conf.Client.Status;
import org.postroad.securityserver.conf.ProposedChange.Warning;
import org.postroad.securityserver.conf.ProposedChange.WarningCode;
import org.postroad.testing.TestAuthority;

/** D21, D22, D24. */
class ClientChangesTest {
  private static final ClientId OWNER = Fixtures.PROVIDER.member();
  private static final X509Certificate CERTIFICATE = TestAuthority.create().root().certificate();

  private static GlobalConfiguration listing(ClientId... clients) {
    return Fixtures.global(
        List.of(
            new SharedParameters.Server(
                Fixtures.SERVER,
                Optional.of("server1.test"),
                List.of(),
                List.of(clients),
                Optional.empty())));
  }

  private static void refused(FaultCode code, Executable change) {
    assertEquals(code, assertThrows(Fault.class, change).code());
  }

  @Test
  void aNewClientIsSavedAndItsInformationSystemsMustShowCertificates() {
    ProposedChange proposed = ClientChanges.add(Fixtures.server(), Fixtures.PROVIDER, listing());
    assertEquals(List.of(), proposed.warnings());
    Client added = proposed.next().clients().getFirst();
    assertEquals(Status.SAVED, added.status());
    assertEquals(ConnectionType.HTTPS, added.connectionType());
    assertEquals(List.of(), added.informationSystemCertificates());
  }

  @Test
  void aClientThatIsListedHereAlreadyIsRegisteredAtOnce() {
    Client added =
        ClientChanges.add(
                Fixtures.server(),
                Fixtures.PROVIDER,
                ConnectionType.HTTP,
                listing(Fixtures.PROVIDER))
            .next()
            .clients()
            .getFirst();
    assertEquals(Status.REGISTERED, added.status());
    assertEquals(ConnectionType.HTTP, added.connectionType());
  }

  @Test
  void aMemberThatTheRegistryDoesNotKnowIsToBeConfirmed() {
    ProposedChange proposed =
        ClientChanges.add(Fixtures.server(), ClientId.parse("TEST/COM/9/shop"), listing());
    assertEquals(
        List.of(new Warning(WarningCode.UNREGISTERED_MEMBER, List.of("TEST/COM/9"))),
        proposed.warnings());
    assertEquals(1, proposed.confirmed(true).clients().size());
  }

  @Test
  void clientsThatCannotBeAddedAreRefused() {
    ServerConfiguration now =
        Fixtures.server(Fixtures.client(Fixtures.PROVIDER, List.of(), List.of()));
    refused(FaultCode.INVALID_REQUEST, () -> ClientChanges.add(now, Fixtures.PROVIDER, listing()));
    refused(
        FaultCode.INVALID_REQUEST,
        () -> ClientChanges.add(now, ClientId.parse("OTHER/GOV/5678/people"), listing()));
    ClientId slashed = new SubsystemId(Fixtures.PROVIDER.member(), "a/b");
    refused(FaultCode.INVALID_REQUEST, () -> ClientChanges.add(now, slashed, listing()));
  }

  @ParameterizedTest
  @EnumSource
  void onlyWhatTheRegistryDoesNotServeIsForgotten(Status status) {
    ServerConfiguration now =
        Fixtures.server(
            Fixtures.client(Fixtures.PROVIDER, List.of(), List.of()).withStatus(status));
    switch (status) {
      case SAVED, GLOBAL_ERROR, DELETION_IN_PROGRESS ->
          assertEquals(List.of(), ClientChanges.remove(now, Fixtures.PROVIDER).clients());
      case REGISTERED,
          REGISTRATION_IN_PROGRESS,
          DISABLING_IN_PROGRESS,
          DISABLED,
          ENABLING_IN_PROGRESS ->
          refused(FaultCode.INVALID_REQUEST, () -> ClientChanges.remove(now, Fixtures.PROVIDER));
    }
  }

  @Test
  void theOwnerIsNotForgotten() {
    ServerConfiguration now = ClientChanges.add(Fixtures.server(), OWNER, listing()).next();
    refused(FaultCode.INVALID_REQUEST, () -> ClientChanges.remove(now, OWNER));
    refused(FaultCode.NOT_FOUND, () -> ClientChanges.remove(now, Fixtures.PROVIDER));
  }

  @Test
  void theConnectionTypeAndTheTrustedCertificatesAreChanged() {
    ServerConfiguration now =
        ClientChanges.add(Fixtures.server(), Fixtures.PROVIDER, listing()).next();
    ServerConfiguration plain =
        ClientChanges.connect(now, Fixtures.PROVIDER, ConnectionType.HTTPS_NO_AUTH);
    assertEquals(ConnectionType.HTTPS_NO_AUTH, plain.clients().getFirst().connectionType());
    ServerConfiguration trusting = ClientChanges.trust(plain, Fixtures.PROVIDER, CERTIFICATE);
    assertEquals(
        List.of(CERTIFICATE), trusting.clients().getFirst().informationSystemCertificates());
    refused(
        FaultCode.INVALID_REQUEST,
        () -> ClientChanges.trust(trusting, Fixtures.PROVIDER, CERTIFICATE));
    var digest = Certificates.sha256(CERTIFICATE);
    assertEquals(
        plain.clients(), ClientChanges.distrust(trusting, Fixtures.PROVIDER, digest).clients());
    refused(
        FaultCode.CERT_NOT_FOUND, () -> ClientChanges.distrust(plain, Fixtures.PROVIDER, digest));
  }
}
