// SPDX-License-Identifier: MIT

package org.postroad.securityserver.registration;

import java.security.cert.X509Certificate;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.postroad.protocol.algorithm.Digest;
import org.postroad.protocol.certificate.Certificates;
import org.postroad.protocol.fault.Fault;
import org.postroad.protocol.fault.FaultCode;
import org.postroad.protocol.identifier.ClientId;
import org.postroad.protocol.identifier.SubsystemId;
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
import org.postroad.securityserver.conf.CertificateStatus;
import org.postroad.securityserver.conf.Client;
import org.postroad.securityserver.conf.Client.Status;
import org.postroad.securityserver.conf.Registration;
import org.postroad.securityserver.conf.ServerConfiguration;

/**
 * Stage: what a request that is sent to the registry makes of the configuration, until {@link
 * FollowConfiguration} sees what came of it (D23). Refuses a request that the state does not allow.
 */
final class MarkRequest {
  private static final Set<Status> NOT_REGISTERED = EnumSet.of(Status.SAVED, Status.GLOBAL_ERROR);
  private static final Set<Status> SENT =
      EnumSet.complementOf(EnumSet.of(Status.SAVED, Status.DELETION_IN_PROGRESS));
  private static final Set<CertificateStatus> CERTIFICATE_NOT_REGISTERED =
      EnumSet.of(CertificateStatus.SAVED, CertificateStatus.GLOBAL_ERROR);

  private final ServerConfiguration now;

  private MarkRequest(ServerConfiguration now) {
    this.now = now;
  }

  static ServerConfiguration apply(ServerConfiguration now, ManagementRequest request) {
    if (!request.server().equals(now.id())) {
      throw refused("This server is " + now.id().text() + ", not " + request.server().text());
    }
    return new MarkRequest(now).marked(request);
  }

  private ServerConfiguration marked(ManagementRequest request) {
    Registration registration = now.registration();
    return switch (request) {
      case AuthCertReg asked ->
          asked.dryRun()
              ? now
              : certificate(
                  asked.authCert(),
                  CERTIFICATE_NOT_REGISTERED,
                  CertificateStatus.REGISTRATION_IN_PROGRESS);
      case AuthCertDeletion asked ->
          certificate(
              asked.authCert(),
              EnumSet.complementOf(EnumSet.of(CertificateStatus.DELETION_IN_PROGRESS)),
              CertificateStatus.DELETION_IN_PROGRESS);
      case ClientReg asked -> registered(asked);
      case ClientDeletion asked -> client(asked.client(), SENT, Status.DELETION_IN_PROGRESS);
      case ClientDisable asked ->
          client(asked.client(), EnumSet.of(Status.REGISTERED), Status.DISABLING_IN_PROGRESS);
      case ClientEnable asked ->
          client(asked.client(), EnumSet.of(Status.DISABLED), Status.ENABLING_IN_PROGRESS);
      case ClientRename asked -> {
        var _ = known(asked.client());
        yield now.withRegistration(registration.withName(asked.client(), asked.subsystemName()));
      }
      case OwnerChange asked -> futureOwner(asked.client());
      case AddressChange asked ->
          now.withRegistration(registration.withAddress(Optional.of(asked.address())));
      case MaintenanceModeEnable _ -> maintenance(Registration.Maintenance.BEGINNING);
      case MaintenanceModeDisable _ -> maintenance(Registration.Maintenance.ENDING);
    };
  }

  private ServerConfiguration registered(ClientReg asked) {
    ServerConfiguration next =
        client(asked.client(), NOT_REGISTERED, Status.REGISTRATION_IN_PROGRESS);
    return asked.client() instanceof SubsystemId subsystem && asked.subsystemName().isPresent()
        ? next.withRegistration(
            next.registration().withName(subsystem, asked.subsystemName().get()))
        : next;
  }

  private ServerConfiguration client(ClientId id, Set<Status> from, Status to) {
    Client client = known(id);
    if (id.equals(now.id().owner()) && to != Status.REGISTRATION_IN_PROGRESS) {
      throw refused(id.text() + " owns this server");
    }
    if (!from.contains(client.status())) {
      throw refused("Client " + id.text() + " is " + FollowConfiguration.words(client.status()));
    }
    return now.withClient(client.withStatus(to));
  }

  private Client known(ClientId id) {
    return now.client(id)
        .orElseThrow(
            () -> new Fault(FaultCode.NOT_FOUND, "There is no client " + id.text() + " here"));
  }

  /** Nothing to remember: the owner is the present one until the configuration has another. */
  private ServerConfiguration futureOwner(ClientId member) {
    if (member.equals(now.id().owner())) {
      throw refused(member.text() + " owns this server already");
    }
    if (!known(member).isRegistered()) {
      throw refused("Client " + member.text() + " is not registered");
    }
    return now;
  }

  private ServerConfiguration certificate(
      X509Certificate certificate, Set<CertificateStatus> from, CertificateStatus to) {
    Digest digest = Certificates.sha256(certificate);
    CertificateStatus status = now.registration().certificate(digest);
    if (!from.contains(status)) {
      throw refused("Certificate " + digest.hex() + " is " + FollowConfiguration.words(status));
    }
    return now.withRegistration(now.registration().withCertificate(digest, to));
  }

  private ServerConfiguration maintenance(Registration.Maintenance asked) {
    return now.withRegistration(now.registration().withMaintenance(Optional.of(asked)));
  }

  private static Fault refused(String text) {
    return new Fault(FaultCode.INVALID_REQUEST, text);
  }
}
