// SPDX-License-Identifier: MIT

package org.postroad.registry.membership;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.postroad.protocol.management.ManagementRequest;
import org.postroad.protocol.management.ManagementRequest.AuthCertDeletion;
import org.postroad.protocol.management.ManagementRequest.AuthCertReg;
import org.postroad.protocol.management.ManagementRequest.ClientDeletion;
import org.postroad.registry.membership.MembershipCommand.SubmitRequest;

/**
 * Takes requests in and decides them. A failure on the way leaves things half done, so whoever
 * starts it has tried it on a copy.
 */
record RequestWorkflow(Membership membership, Requests requests) {

  void submit(SubmitRequest submitted) {
    var rules = new RequestRules(membership, requests);
    rules.check(submitted);
    ManagementRequest request = submitted.request();
    Optional<RegisteredRequest> revoked = rules.revoked(request);
    RegisteredRequest added = requests.add(submitted.origin(), request);
    revoked.ifPresent(earlier -> requests.move(earlier, new RequestState.Revoked()));
    if (!Requests.needsDecision(request)) {
      carryOut(added);
    } else if (submitted.approved()) {
      approve(added.id());
    }
  }

  /** Takes back what waits about a server, then asks for the deletion of all registered there. */
  void deleteAllOf(RegisteredServer server) {
    requests
        .pendingAt(server.id())
        .forEach(pending -> requests.move(pending, new RequestState.Revoked()));
    Stream.concat(server.clients().stream(), server.disabledClients().stream())
        .forEach(client -> ofCenter(new ClientDeletion(server.id(), client)));
    server
        .authenticationCertificates()
        .forEach(certificate -> ofCenter(new AuthCertDeletion(server.id(), certificate)));
  }

  private void ofCenter(ManagementRequest request) {
    submit(new SubmitRequest(RequestOrigin.CENTER, request, false));
  }

  void approve(long id) {
    RegisteredRequest request = requests.pending(id);
    carryOut(request);
    requests.move(request, new RequestState.Approved());
  }

  void decline(long id) {
    RegisteredRequest request = requests.pending(id);
    boolean ofCenterAlone =
        request.origin() == RequestOrigin.CENTER && requests.together(request).count() == 1;
    requests.move(
        request, ofCenterAlone ? new RequestState.Revoked() : new RequestState.Declined());
  }

  private void carryOut(RegisteredRequest request) {
    Optional<String> address =
        requests
            .together(request)
            .map(RegisteredRequest::request)
            .flatMap(RequestWorkflow::address)
            .findFirst();
    List<MembershipCommand> effects = new RequestEffects(membership).of(request.request(), address);
    effects.forEach(membership::carryOut);
  }

  private static Stream<String> address(ManagementRequest request) {
    return request instanceof AuthCertReg r ? r.address().stream() : Stream.empty();
  }
}
