// SPDX-License-Identifier: MIT

package org.postroad.registry.membership;

import java.util.Optional;
import org.postroad.protocol.fault.Fault;
import org.postroad.protocol.fault.FaultCode;
import org.postroad.protocol.identifier.ClientId;
import org.postroad.protocol.identifier.SecurityServerId;
import org.postroad.protocol.management.ManagementRequest;
import org.postroad.protocol.management.ManagementRequest.AuthCertDeletion;
import org.postroad.protocol.management.ManagementRequest.AuthCertReg;
import org.postroad.protocol.management.ManagementRequest.ClientDeletion;
import org.postroad.protocol.management.ManagementRequest.ClientReg;
import org.postroad.protocol.management.ManagementRequest.OwnerChange;
import org.postroad.registry.membership.MembershipCommand.SubmitRequest;

/**
 * What a request must satisfy before it is accepted to wait for a decision, or to be carried out
 * (B51, B54 to B57). What carrying it out must satisfy is for {@link MembershipRules} to say.
 */
record RequestRules(Membership membership, Requests requests) {

  void check(SubmitRequest submitted) {
    ManagementRequest request = submitted.request();
    requireOwnInstance(request.server().owner());
    switch (request) {
      case AuthCertReg r -> check(r, submitted.origin());
      case ClientReg r -> check(r, submitted.origin());
      case OwnerChange r -> check(r);
      case AuthCertDeletion r -> check(r);
      case ClientDeletion r -> check(r);
      default -> {}
    }
    if (Requests.needsDecision(request)) {
      requests.pendingLike(request).ifPresent(earlier -> requireOther(earlier, submitted));
    }
  }

  private void check(AuthCertReg request, RequestOrigin origin) {
    if (request.dryRun()) {
      throw refused("A dry run is not kept");
    }
    if (origin == RequestOrigin.CENTER) {
      requireKnown(request.server().owner());
    }
    request.address().ifPresent(ServerAddress::require);
    new MembershipRules(membership).requireFree(request.authCert());
  }

  private void check(ClientReg request, RequestOrigin origin) {
    requireOwnInstance(request.client());
    if (request.client().equals(request.server().owner())) {
      throw refused(request.client() + " owns the security server and is no client of it");
    }
    if (origin == RequestOrigin.CENTER) {
      requireServer(request.server());
      requireKnown(request.client().member());
    }
    if (membership.server(request.server()).stream().anyMatch(s -> s.serves(request.client()))) {
      throw refused(request.client() + " is a client already");
    }
  }

  private void check(OwnerChange request) {
    new ServerRules(new MembershipRules(membership))
        .checkOwner(new MembershipCommand.ChangeOwner(request.server(), request.client()));
  }

  private void check(AuthCertDeletion request) {
    Optional<SecurityServerId> server = membership.serverOf(request.authCert());
    boolean known =
        server.isPresent() ? server.get().equals(request.server()) : revoked(request).isPresent();
    if (!known) {
      throw refused("The certificate is not registered at " + request.server());
    }
  }

  private void check(ClientDeletion request) {
    boolean registered =
        membership.server(request.server()).stream().anyMatch(s -> s.serves(request.client()));
    if (!registered && revoked(request).isEmpty() && !wasDeclined(request)) {
      throw refused(request.client() + " is not a client of " + request.server());
    }
  }

  /** After its registration was declined there is nothing to delete, and no reason to say so. */
  private boolean wasDeclined(ClientDeletion request) {
    return requests
        .newest(r -> isRegistration(r, request))
        .filter(r -> r.state().equals(Optional.of(new RequestState.Declined())))
        .isPresent();
  }

  /** The registration that a deletion takes back before it was decided (B56). */
  Optional<RegisteredRequest> revoked(ManagementRequest deletion) {
    return switch (deletion) {
      case AuthCertDeletion d ->
          requests.waiting(r ->
              r instanceof AuthCertReg registration
                  && registration.authCert().equals(d.authCert())
                  && registration.server().equals(d.server()));
      case ClientDeletion d -> requests.waiting(r -> isRegistration(r, d));
      default -> Optional.empty();
    };
  }

  private static boolean isRegistration(ManagementRequest request, ClientDeletion deletion) {
    return request instanceof ClientReg registration
        && registration.server().equals(deletion.server())
        && registration.client().equals(deletion.client());
  }

  private static void requireOther(RegisteredRequest earlier, SubmitRequest submitted) {
    boolean sameServer = earlier.request().server().equals(submitted.request().server());
    boolean agrees =
        earlier.origin() != submitted.origin()
            && sameServer
            && earlier.state().equals(Optional.of(new RequestState.Waiting()))
            && !(submitted.request() instanceof OwnerChange);
    if (!agrees) {
      throw refused("The same is asked for by request " + earlier.id() + " already");
    }
  }

  private void requireServer(SecurityServerId id) {
    if (membership.server(id).isEmpty()) {
      throw new Fault(FaultCode.NOT_FOUND, "There is no security server " + id);
    }
  }

  private void requireKnown(ClientId client) {
    if (!membership.exists(client)) {
      throw new Fault(FaultCode.UNKNOWN_MEMBER, client.text() + " is not registered");
    }
  }

  private void requireOwnInstance(ClientId client) {
    if (!client.instance().equals(membership.instance())) {
      throw refused(client.text() + " is not of instance " + membership.instance());
    }
  }

  private static Fault refused(String text) {
    return new Fault(FaultCode.INVALID_REQUEST, text);
  }
}
