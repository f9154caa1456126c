// SPDX-License-Identifier: MIT
package org.postroad.securityserver.keys;

import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.postroad.protocol.certificate.CertificateChain;
import org.postroad.protocol.certificate.Certificates;
import org.postroad.protocol.certificate.KeyUse;
import org.postroad.protocol.fault.Fault;
import org.postroad.protocol.fault.FaultCode;
import org.postroad.protocol.globalconf.CertificationService;
import org.postroad.protocol.globalconf.CertificationService.RequestFormat;
import org.postroad.protocol.globalconf.GlobalConfiguration;
import org.postroad.protocol.identifier.MemberId;
import org.postroad.securityserver.conf.CertificateStatus;
import org.postroad.securityserver.conf.LiveConfiguration;
import org.postroad.securityserver.conf.ServerConfiguration;
import org.postroad.securityserver.signer.KeptOrder;
import org.postroad.securityserver.signer.KeptRequest;
import org.postroad.securityserver.signer.KeyNotes;
import org.postroad.securityserver.signer.RenewalNote;
import org.postroad.securityserver.signer.ServerKeys;

/**
 * Certificates that authorities issue without a person: which are to be renewed, and the steps of
 * doing so. Each is on disk before it counts, and can be done again (C85).
 */
public final class Renewals {
  private static final int LABELLED = 16;

  private final KeyAdministration administration;
  private final ServerKeys keys;
  private final LiveConfiguration live;
  private final Supplier<GlobalConfiguration> global;

  Renewals(
      KeyAdministration administration,
      ServerKeys keys,
      LiveConfiguration live,
      Supplier<GlobalConfiguration> global) {
    this.administration = administration;
    this.keys = keys;
    this.live = live;
    this.global = global;
  }

  /**
   * A certificate that can be renewed.
   *
   * @param service that issued it, with an ACME server
   */
  public record Renewable(
      CertificateState state, CertificationService service, MemberId member, KeyState key) {}

  /**
   * A certificate that was ordered.
   *
   * @param member whose account it is ordered with
   */
  public record Ordered(
      KeptOrder order, KeptRequest request, CertificationService service, MemberId member) {}

  /** A certificate that took the place of another. */
  public record Renewed(CertificateState old, CertificateState state) {}

  /** Refuses on a node that changes nothing. */
  public void requireChangeable() {
    keys.requireChangeable();
  }

  /** In use, of an authority with an ACME server, and nothing takes their place yet. */
  public List<Renewable> renewable() {
    return administration.tokens().stream()
        .flatMap(token -> token.keys().stream())
        .flatMap(key ->
            key.certificates().stream()
                .filter(this::isInUse)
                .flatMap(state -> renewable(key, state).stream()))
        .toList();
  }

  private boolean isInUse(CertificateState state) {
    boolean replaced =
        state.renewal().renewedBy().filter(hash -> certificate(hash).isPresent()).isPresent();
    return state.active() && state.status() == CertificateStatus.REGISTERED && !replaced;
  }

  private Optional<Renewable> renewable(KeyState key, CertificateState state) {
    ServerConfiguration server = live.current();
    MemberId member =
        state.use() == KeyUse.SIGNING
            ? state.member().orElse(server.id().owner())
            : server.id().owner();
    return issuer(state.certificate())
        .flatMap(this::service)
        .filter(_ -> ImportCheck.isHere(server, member))
        .map(service -> new Renewable(state, service, member, key));
  }

  private Optional<String> issuer(X509Certificate certificate) {
    GlobalConfiguration now = global.get();
    Instant issued = certificate.getNotBefore().toInstant();
    try {
      return Optional.of(
          CertificateChain.build(certificate, List.of(), now.trust(), now.instance(), issued)
              .authority()
              .name());
    } catch (Fault _) {
      return Optional.empty();
    }
  }

  /** An approved authority with an ACME server. */
  public Optional<CertificationService> service(String name) {
    return services().stream().filter(service -> service.name().equals(name)).findFirst();
  }

  /** All of these. */
  public List<CertificationService> services() {
    GlobalConfiguration now = global.get();
    return now.parameters(now.instance()).stream()
        .flatMap(shared -> shared.certificationServices().stream())
        .filter(service -> service.acmeServer().isPresent())
        .toList();
  }

  /** Whom certificates can be for here, and what for. */
  public Map<MemberId, Set<KeyUse>> members() {
    ServerConfiguration server = live.current();
    Map<MemberId, Set<KeyUse>> members = new HashMap<>();
    server.clients().forEach(client -> members.put(client.id().member(), Set.of(KeyUse.SIGNING)));
    members.put(server.id().owner(), Set.of(KeyUse.SIGNING, KeyUse.AUTHENTICATION));
    return Map.copyOf(members);
  }

  /** What was ordered and did not come yet, of authorities that are still there. */
  public List<Ordered> ordered() {
    KeyNotes notes = keys.notes();
    return notes.orders().stream().flatMap(order -> ordered(notes, order).stream()).toList();
  }

  private Optional<Ordered> ordered(KeyNotes notes, KeptOrder order) {
    return notes.requests().stream()
        .filter(request -> request.id().equals(order.request()))
        .findFirst()
        .flatMap(request ->
            service(order.authority())
                .map(service -> new Ordered(order, request, service, member(request))));
  }

  private MemberId member(KeptRequest request) {
    return request.member().orElseGet(() -> live.current().id().owner());
  }

  /** Makes a key and a request like those of a certificate, and keeps that it is ordered. */
  public Ordered begin(Renewable old) {
    KeptRequest request = unordered(old).orElseGet(() -> requested(old));
    return order(request.id(), old.service().name(), Optional.of(old.state().hash()));
  }

  /** Keeps that a request is ordered; what was ordered before stays so. */
  public Ordered order(String request, String authority, Optional<String> replaces) {
    if (keys.notes().requests().stream().noneMatch(each -> each.id().equals(request))) {
      throw new Fault(FaultCode.NOT_FOUND, "There is no request " + request);
    }
    KeptOrder order = new KeptOrder(request, authority, Optional.empty(), replaces);
    keys.changeNotes(notes ->
        notes.orders().stream().anyMatch(each -> each.request().equals(request))
            ? notes
            : notes.withOrder(order));
    return ordered(request);
  }

  /** What was ordered by a request. */
  public Ordered ordered(String request) {
    return ordered().stream()
        .filter(each -> each.request().id().equals(request))
        .findFirst()
        .orElseThrow(() -> new Fault(FaultCode.NOT_FOUND, "No request " + request + " is ordered"));
  }

  private KeptRequest requested(Renewable old) {
    String token =
        administration.tokens().stream()
            .filter(each -> each.keys().stream().anyMatch(key -> key.id().equals(old.key().id())))
            .findFirst()
            .orElseThrow()
            .id();
    KeyState made =
        keyFor(old).orElseGet(() -> administration.generate(token, old.key().kind(), label(old)));
    return administration.request(made.id(), wish(old));
  }

  /** From a try before, which does not leave a key behind. */
  private Optional<KeptRequest> unordered(Renewable old) {
    return keyFor(old).flatMap(key -> key.requests().stream().findFirst());
  }

  private Optional<KeyState> keyFor(Renewable old) {
    return administration.tokens().stream()
        .flatMap(token -> token.keys().stream())
        .filter(key -> key.label().equals(label(old)) && key.certificates().isEmpty())
        .findFirst();
  }

  private static String label(Renewable old) {
    return "renewal of " + old.state().hash().substring(0, LABELLED);
  }

  private RequestWish wish(Renewable old) {
    RequestWish plain =
        new RequestWish(old.state().use(), old.member(), old.service().name(), Map.of());
    return RequestSubject.like(old.state().certificate(), plain, global.get(), live.current());
  }

  /** The name that the authority is to find this server by: the alternative one, else the CN. */
  public String domain(Ordered ordered) {
    KeptRequest request = ordered.request();
    return request
        .dnsName()
        .or(() -> RequestSubject.attribute(request.subject(), "CN"))
        .orElseThrow(
            () -> new Fault(FaultCode.INVALID_REQUEST, "Request " + request.id() + " has no name"));
  }

  /** The bytes of the request. */
  public byte[] encoded(Ordered ordered) {
    return administration.encoded(ordered.request().id(), RequestFormat.DER);
  }

  /** Changes what is kept of an order. */
  public void keep(KeptOrder order) {
    keys.changeNotes(notes -> notes.withOrder(order));
  }

  /** Forgets an order; its request stays. */
  public void forget(KeptOrder order) {
    keys.changeNotes(notes -> notes.withoutOrder(order.request()));
  }

  /**
   * Imports what was ordered.
   *
   * @param active whether it is put into use at once
   */
  public CertificateState take(Ordered ordered, X509Certificate issued, boolean active) {
    String hash = ServerKeys.hash(issued);
    keys.changeNotes(notes ->
        ordered
            .order()
            .replaces()
            .map(old -> notes.withRenewal(old, note -> note.withRenewedBy(hash)))
            .orElse(notes));
    if (certificate(hash).isEmpty()) {
      if (!active) {
        keys.changeNotes(notes -> notes.withActive(hash, false));
      }
      var _ = administration.importCertificate(Certificates.encoded(issued));
    }
    keys.changeNotes(
        notes -> notes.withoutRequests(request -> request.id().equals(ordered.request().id())));
    return administration.certificate(hash);
  }

  /** Those that took the place of others. */
  public List<Renewed> renewed() {
    return keys.notes().renewals().entrySet().stream()
        .flatMap(note ->
            note.getValue().renewedBy().stream()
                .filter(hash -> certificate(hash).isPresent())
                .filter(_ -> certificate(note.getKey()).isPresent())
                .map(hash ->
                    new Renewed(
                        administration.certificate(note.getKey()),
                        administration.certificate(hash))))
        .toList();
  }

  /** A certificate by its SHA-256. */
  public Optional<X509Certificate> certificate(String hash) {
    return keys.allCertificates().stream()
        .filter(each -> ServerKeys.hash(each).equals(hash))
        .findFirst();
  }

  /** What is known of the renewal of a certificate. */
  public RenewalNote note(String hash) {
    return keys.notes().renewal(hash);
  }

  public void note(String hash, UnaryOperator<RenewalNote> change) {
    if (!change.apply(note(hash)).equals(note(hash))) {
      keys.changeNotes(notes -> notes.withRenewal(hash, change));
    }
  }
}
