// SPDX-License-Identifier: MIT
package org.postroad.securityserver.keys;

import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.postroad.protocol.certificate.ApprovedMember;
import org.postroad.protocol.certificate.CertificateChain;
import org.postroad.protocol.certificate.Certificates;
import org.postroad.protocol.certificate.KeyUsages;
import org.postroad.protocol.certificate.KeyUse;
import org.postroad.protocol.certificate.OcspResponse;
import org.postroad.protocol.fault.Fault;
import org.postroad.protocol.globalconf.GlobalConfiguration;
import org.postroad.protocol.identifier.MemberId;
import org.postroad.protocol.token.HardwareToken;
import org.postroad.protocol.token.KeyKind;
import org.postroad.protocol.token.PinState;
import org.postroad.protocol.token.TokenKey;
import org.postroad.securityserver.conf.CertificateStatus;
import org.postroad.securityserver.conf.Registration;
import org.postroad.securityserver.signer.KeptRequest;
import org.postroad.securityserver.signer.KeyNotes;
import org.postroad.securityserver.signer.RenewalNote;
import org.postroad.securityserver.signer.ServerKeys;

/** How all tokens, keys, certificates and requests stand at one moment (C60, C61, C62). */
final class TokenList {
  private static final String SOFTWARE_NAME = "software token";

  private final Keyring ring;
  private final Registration registration;
  private final GlobalConfiguration global;
  private final Instant now;
  private final KeyNotes notes;

  TokenList(Keyring ring, Registration registration, GlobalConfiguration global, Instant now) {
    this.ring = ring;
    this.registration = registration;
    this.global = global;
    this.now = now;
    this.notes = ring.keys().notes();
  }

  List<TokenState> tokens() {
    ServerKeys keys = ring.keys();
    List<TokenState> tokens = new ArrayList<>();
    tokens.add(
        new TokenState(
            TokenState.SOFTWARE,
            name(TokenState.SOFTWARE, SOFTWARE_NAME),
            TokenState.Kind.SOFTWARE,
            PinState.OK,
            keys.softwareToken().isPresent(),
            true,
            false,
            Map.of(),
            states(keys.softwareKeys(), List.of())));
    for (HardwareToken token : keys.hardwareTokens()) {
      tokens.add(
          new TokenState(
              token.name(),
              name(token.name(), token.name()),
              TokenState.Kind.HARDWARE,
              token.pinState(),
              token.isOpen(),
              token.isAvailable(),
              token.isReadOnly(),
              token.about(),
              states(token.publicKeys(), token.certificates())));
    }
    return List.copyOf(tokens);
  }

  private String name(String id, String otherwise) {
    return notes.names().getOrDefault(id, otherwise);
  }

  private List<KeyState> states(List<PublicKey> keys, List<X509Certificate> onDevice) {
    return keys.stream().map(key -> state(key, onDevice)).toList();
  }

  private KeyState state(PublicKey key, List<X509Certificate> onDevice) {
    String id = TokenKey.id(key);
    List<X509Certificate> imported = ring.keys().allCertificates();
    List<CertificateState> certificates =
        imported.stream().filter(each -> each.getPublicKey().equals(key)).map(this::state).toList();
    List<KeptRequest> requests =
        notes.requests().stream().filter(request -> request.key().equals(id)).toList();
    return new KeyState(
        id,
        name(id, id),
        KeyKind.of(key).orElseThrow(),
        use(id, certificates, requests),
        certificates,
        requests,
        onDevice.stream()
            .filter(each -> each.getPublicKey().equals(key) && !imported.contains(each))
            .distinct()
            .map(this::unused)
            .toList());
  }

  private Optional<KeyUse> use(
      String id, List<CertificateState> certificates, List<KeptRequest> requests) {
    return Stream.of(
            certificates.stream().map(CertificateState::use),
            Optional.ofNullable(notes.uses().get(id)).stream(),
            requests.stream().map(KeptRequest::use))
        .flatMap(uses -> uses)
        .findFirst();
  }

  CertificateState state(X509Certificate certificate) {
    KeyUse use = KeyUsages.isSigning(certificate) ? KeyUse.SIGNING : KeyUse.AUTHENTICATION;
    boolean active = !notes.inactive().contains(ServerKeys.hash(certificate));
    return new CertificateState(
        certificate,
        use,
        active,
        use == KeyUse.SIGNING ? member(certificate) : Optional.empty(),
        use == KeyUse.SIGNING
            ? CertificateStatus.REGISTERED
            : registration.certificate(Certificates.sha256(certificate)),
        ocsp(certificate, active),
        notes.renewal(ServerKeys.hash(certificate)));
  }

  private CertificateState unused(X509Certificate certificate) {
    CertificateState state = state(certificate);
    return new CertificateState(
        certificate,
        state.use(),
        false,
        state.member(),
        CertificateStatus.SAVED,
        CertificateState.Ocsp.DISABLED,
        RenewalNote.NONE);
  }

  private Optional<MemberId> member(X509Certificate certificate) {
    try {
      return global.trust().memberOf(certificate, global.instance()).map(ApprovedMember::member);
    } catch (Fault _) {
      return Optional.empty();
    }
  }

  private CertificateState.Ocsp ocsp(X509Certificate certificate, boolean active) {
    if (!active) {
      return CertificateState.Ocsp.DISABLED;
    }
    if (now.isAfter(certificate.getNotAfter().toInstant())) {
      return CertificateState.Ocsp.EXPIRED;
    }
    return isGood(certificate) ? CertificateState.Ocsp.GOOD : CertificateState.Ocsp.UNKNOWN;
  }

  /** Whether a response that counts now says so. */
  boolean isGood(X509Certificate certificate) {
    Optional<OcspResponse> known = ring.ocsp().find(certificate);
    try {
      X509Certificate issuer =
          CertificateChain.build(certificate, List.of(), global.trust(), global.instance(), now)
              .issuerOf(certificate);
      known.ifPresent(response -> response.verify(certificate, issuer, global.trust(), now));
      return known.isPresent();
    } catch (Fault _) {
      return false;
    }
  }
}
