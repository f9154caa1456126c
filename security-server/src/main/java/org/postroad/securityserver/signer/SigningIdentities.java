// SPDX-License-Identifier: MIT
package org.postroad.securityserver.signer;

import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.postroad.protocol.algorithm.DigestAlgorithm;
import org.postroad.protocol.certificate.ApprovedAuthority;
import org.postroad.protocol.certificate.CertificateChain;
import org.postroad.protocol.certificate.KeyUse;
import org.postroad.protocol.certificate.OcspResponse;
import org.postroad.protocol.certificate.Trust;
import org.postroad.protocol.fault.Fault;
import org.postroad.protocol.fault.FaultCode;
import org.postroad.protocol.globalconf.GlobalConfiguration;
import org.postroad.protocol.identifier.MemberId;
import org.postroad.protocol.signature.SigningIdentity;

/**
 * Finds the key that signs for a member and the key this server authenticates itself with.
 *
 * <p>A key counts only together with a certificate of an approved authority and fresh OCSP
 * responses for its chain (C68, C69, D-021).
 */
public final class SigningIdentities {

  private final ServerKeys keys;
  private final OcspStore ocsp;

  public SigningIdentities(ServerKeys keys, OcspStore ocsp) {
    this.keys = keys;
    this.ocsp = ocsp;
  }

  /** The signing key of a member, with what a signature embeds (D-019, D-020). */
  public SigningIdentity signerOf(MemberId member, GlobalConfiguration global, Instant now) {
    Trust trust = global.trust();
    Optional<Fault> refusal = Optional.empty();
    for (CertifiedKey key : keys.signing()) {
      if (isOf(key.certificate(), member, trust)) {
        try {
          return identity(key, member, global, now);
        } catch (Fault fault) {
          refusal = Optional.of(refusal.orElse(fault));
        }
      }
    }
    throw refusal.orElseGet(() -> cannotSign(member, "no signing certificate for this member"));
  }

  /** The certificate chain and OCSP responses that authenticate this server to others. */
  public AuthenticationIdentity authentication(GlobalConfiguration global, Instant now) {
    Trust trust = global.trust();
    for (CertifiedKey key : keys.authentication()) {
      if (global.serverOfAuthenticationCertificate(key.certificate()).isPresent()) {
        CertificateChain chain =
            chain(key.certificate(), trust, global.instance(), KeyUse.AUTHENTICATION, now);
        return new AuthenticationIdentity(
            key.key(), chain.withoutRoot(), responses(chain.withoutRoot()));
      }
    }
    throw new Fault(
        FaultCode.SSL_AUTHENTICATION_FAILED,
        "Security server has no valid authentication certificate");
  }

  private SigningIdentity identity(
      CertifiedKey key, MemberId member, GlobalConfiguration global, Instant now) {
    CertificateChain chain =
        chain(key.certificate(), global.trust(), member.instance(), KeyUse.SIGNING, now);
    List<X509Certificate> certificates = chain.withoutRoot();
    Instant oldest = now.minus(global.ocspFreshness());
    if (!certificates.stream().allMatch(each -> isFresh(each, oldest))) {
      throw cannotSign(member, "the OCSP response of its certificate is missing or stale");
    }
    List<byte[]> responses = responses(certificates);
    return new SigningIdentity(
        key.certificate(),
        certificates.subList(1, certificates.size()),
        responses,
        key.key().signer(DigestAlgorithm.SHA512));
  }

  private static CertificateChain chain(
      X509Certificate certificate, Trust trust, String instance, KeyUse use, Instant now) {
    return CertificateChain.build(certificate, List.of(), trust, instance, use, now);
  }

  private boolean isFresh(X509Certificate certificate, Instant oldest) {
    return ocsp.find(certificate)
        .filter(response -> !response.thisUpdate().isBefore(oldest))
        .isPresent();
  }

  private List<byte[]> responses(List<X509Certificate> certificates) {
    List<byte[]> found = new ArrayList<>();
    for (X509Certificate certificate : certificates) {
      ocsp.find(certificate).map(OcspResponse::encoded).ifPresent(found::add);
    }
    return found;
  }

  private static boolean isOf(X509Certificate certificate, MemberId member, Trust trust) {
    Optional<ApprovedAuthority> issuer = trust.issuerOf(certificate, member.instance());
    return issuer
        .map(authority -> authority.profile().memberOf(certificate, member.instance()))
        .filter(member::equals)
        .isPresent();
  }

  private static Fault cannotSign(MemberId member, String reason) {
    return new Fault(
        FaultCode.CANNOT_CREATE_SIGNATURE,
        "Failed to get signing info for member '" + member + "': " + reason);
  }
}
