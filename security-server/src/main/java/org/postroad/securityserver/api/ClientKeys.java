// SPDX-License-Identifier: MIT
package org.postroad.securityserver.api;

import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.postroad.protocol.administration.Call;
import org.postroad.protocol.administration.Encoded;
import org.postroad.protocol.administration.Refusal;
import org.postroad.protocol.certificate.KeyUse;
import org.postroad.protocol.identifier.MemberId;
import org.postroad.securityserver.keys.CertificateState;
import org.postroad.securityserver.keys.KeyState;
import org.postroad.securityserver.signer.KeptRequest;

/** What a client's member signs with, and what of that is left when it is gone (E20). */
@Path("clients")
public final class ClientKeys {
  private final AdministeredKeys server;

  /** Whether anything is left. */
  record OrphanInformation(boolean orphansExist) {}

  /**
   * What a member that is no client any more left behind.
   *
   * @param keys that served it alone, with all that is of them
   * @param certificates of other keys
   * @param requests of other keys
   */
  private record Orphans(
      List<KeyState> keys, List<CertificateState> certificates, List<KeptRequest> requests) {

    boolean none() {
      return keys.isEmpty() && certificates.isEmpty() && requests.isEmpty();
    }

    Stream<CertificateState> allCertificates() {
      return Stream.concat(
          keys.stream().flatMap(key -> key.certificates().stream()), certificates.stream());
    }

    Stream<KeptRequest> allRequests() {
      return Stream.concat(
          keys.stream().flatMap(key -> key.requests().stream()), requests.stream());
    }
  }

  ClientKeys(AdministeredKeys server) {
    this.server = server;
  }

  @GET
  @Path("{id}/sign-certificates")
  @Needs(Permission.VIEW_CLIENT_DETAILS)
  public List<TokenCertificate> getClientSignCertificates(@PathParam("id") String id) {
    MemberId member = new Known(server.server().now()).client(id).id().member();
    return signing()
        .flatMap(key -> key.certificates().stream())
        .filter(each -> each.member().equals(Optional.of(member)))
        .map(each -> TokenCertificate.of(each, server))
        .toList();
  }

  @GET
  @Path("{id}/orphans")
  @Needs(Permission.DELETE_CLIENT)
  public OrphanInformation getClientOrphans(@PathParam("id") String id) {
    var _ = orphans(id);
    return new OrphanInformation(true);
  }

  @DELETE
  @Path("{id}/orphans")
  @Needs(Permission.DELETE_CLIENT)
  @Audited(AuditEvent.DELETE_ORPHANS)
  public void deleteOrphans(@Context Call call, @PathParam("id") String id) {
    call.note("clientIdentifier", id);
    Orphans orphans = orphans(id);
    call.note("certHashes", orphans.allCertificates().map(CertificateState::hash).toList())
        .note("certHashAlgorithm", "SHA-256")
        .note("certRequestIds", orphans.allRequests().map(KeptRequest::id).toList());
    call.require(Permission.DELETE_SIGN_KEY);
    call.require(Permission.DELETE_SIGN_CERT);
    orphans.keys().forEach(key -> server.run(() -> server.keys().deleteKey(key.id())));
    orphans
        .certificates()
        .forEach(each -> server.run(() -> server.keys().deleteCertificate(each.hash())));
    orphans.requests().forEach(each -> server.run(() -> server.keys().deleteRequest(each.id())));
  }

  private Orphans orphans(String id) {
    MemberId member = Encoded.client("id", id).member();
    if (server.isHere(member)) {
      throw Refusal.notFound("orphans_not_found", id);
    }
    List<KeyState> alone = signing().filter(key -> servesOnly(key, member)).toList();
    List<KeyState> others = signing().filter(key -> !alone.contains(key)).toList();
    Orphans found =
        new Orphans(
            alone,
            others.stream()
                .flatMap(key -> key.certificates().stream())
                .filter(each -> each.member().equals(Optional.of(member)))
                .toList(),
            others.stream()
                .flatMap(key -> key.requests().stream())
                .filter(each -> each.member().equals(Optional.of(member)))
                .toList());
    if (found.none()) {
      throw Refusal.notFound("orphans_not_found", id);
    }
    return found;
  }

  private Stream<KeyState> signing() {
    return server.keys().tokens().stream()
        .flatMap(token -> token.keys().stream())
        .filter(key -> key.use().equals(Optional.of(KeyUse.SIGNING)));
  }

  /** A key that was not asked to certify for anybody is nobody's. */
  private static boolean servesOnly(KeyState key, MemberId member) {
    List<Optional<MemberId>> members =
        Stream.concat(
                key.certificates().stream().map(CertificateState::member),
                key.requests().stream().map(KeptRequest::member))
            .distinct()
            .toList();
    return members.equals(List.of(Optional.of(member)));
  }
}
