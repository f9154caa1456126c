// SPDX-License-Identifier: MIT

package org.postroad.registry.admin;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.postroad.protocol.administration.CertificateView;
import org.postroad.protocol.identifier.ClientId;
import org.postroad.protocol.management.ManagementRequest;
import org.postroad.registry.membership.MembershipSnapshot;
import org.postroad.registry.membership.RegisteredMember;
import org.postroad.registry.membership.RegisteredRequest;
import org.postroad.registry.membership.RequestOrigin;
import org.postroad.registry.membership.RequestState;

/** A management request in a list of them. */
record RequestView(
    long id,
    RequestType type,
    RequestOrigin origin,
    Optional<String> securityServerOwner,
    Views.ServerIdView securityServerId,
    Optional<String> address,
    String status,
    Optional<Views.ClientIdView> clientId,
    Optional<Instant> createdAt) {
  static final List<String> STATUSES =
      List.of("WAITING", "SUBMITTED FOR APPROVAL", "APPROVED", "DECLINED", "REVOKED");

  static RequestView of(RegisteredRequest request, MembershipSnapshot membership) {
    return new RequestView(
        request.id(),
        RequestType.of(request.request()),
        request.origin(),
        Views.member(membership, request.request().server().owner()).map(RegisteredMember::name),
        Views.ServerIdView.of(request.request().server()),
        address(request.request()),
        status(request),
        client(request.request()).map(Views.ClientIdView::of),
        Optional.empty());
  }

  /** What is carried out at once counts as approved. */
  static String status(RegisteredRequest request) {
    return switch (request.state().orElse(new RequestState.Approved())) {
      case RequestState.Waiting _ -> "WAITING";
      case RequestState.SubmittedForApproval _ -> "SUBMITTED FOR APPROVAL";
      case RequestState.Approved _ -> "APPROVED";
      case RequestState.Declined _ -> "DECLINED";
      case RequestState.Revoked _ -> "REVOKED";
    };
  }

  static Optional<String> address(ManagementRequest request) {
    return switch (request) {
      case ManagementRequest.AuthCertReg r -> r.address();
      case ManagementRequest.AddressChange r -> Optional.of(r.address());
      default -> Optional.empty();
    };
  }

  static Optional<ClientId> client(ManagementRequest request) {
    return switch (request) {
      case ManagementRequest.ClientReg r -> Optional.of(r.client());
      case ManagementRequest.ClientDeletion r -> Optional.of(r.client());
      case ManagementRequest.ClientDisable r -> Optional.of(r.client());
      case ManagementRequest.ClientEnable r -> Optional.of(r.client());
      case ManagementRequest.ClientRename r -> Optional.of(r.client());
      case ManagementRequest.OwnerChange r -> Optional.of(r.client());
      default -> Optional.empty();
    };
  }

  static Optional<X509Certificate> certificate(ManagementRequest request) {
    return switch (request) {
      case ManagementRequest.AuthCertReg r -> Optional.of(r.authCert());
      case ManagementRequest.AuthCertDeletion r -> Optional.of(r.authCert());
      default -> Optional.empty();
    };
  }

  static Optional<String> subsystemName(ManagementRequest request) {
    return switch (request) {
      case ManagementRequest.ClientReg r -> r.subsystemName();
      case ManagementRequest.ClientRename r -> Optional.of(r.subsystemName());
      default -> Optional.empty();
    };
  }

  /** The same with what only one request at a time is asked for. */
  record Details(
      @JsonUnwrapped RequestView request,
      Optional<String> clientOwnerName,
      Optional<String> subsystemName,
      Optional<CertificateView> certificateDetails) {

    static Details of(RegisteredRequest request, MembershipSnapshot membership) {
      return new Details(
          RequestView.of(request, membership),
          client(request.request())
              .flatMap(client -> Views.member(membership, client))
              .map(RegisteredMember::name),
          RequestView.subsystemName(request.request()),
          certificate(request.request()).map(CertificateView::of));
    }
  }
}
