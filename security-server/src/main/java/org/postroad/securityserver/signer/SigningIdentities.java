// SPDX-License-Identifier: MIT
package org.postroad.securityserver.signer;

import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.postroad.protocol.algorithm.DigestAlgorithm;
import org.postroad.protocol.certificate.CertificateChain;
import org.postroad.protocol.certificate.KeyUse;
import org.postroad.protocol.certificate.OcspResponse;
import org.postroad.protocol.certificate.Presented;
import org.postroad.protocol.certificate.Trust;
import org.postroad.protocol.fault.Fault;
import org.postroad.protocol.fault.FaultCode;
import org.postroad.protocol.globalconf.GlobalConfiguration;
import org.postroad.protocol.identifier.MemberId;
import org.postroad.protocol.signature.SigningIdentity;

/**
 * Finds the key that signs for a member and the key this server authenticates itself with.
 *
 * <p>A key counts only together with a certificate of an approved authority and OCSP responses that
 * prove its chain good now, by the same check that peers make (C68, C69, D-021).
 */
public final class SigningIdentities {

  private static final Duration ENDING = Duration.ofDays(1);

  /** What a signature embeds is rendered once for as long as it is the same. */
  private record Current(CertifiedKey key, SigningIdentity identity) {}

  private final ServerKeys keys;
  private final OcspStore ocsp;
  private final Map<X509Certificate, Current> current = new ConcurrentHashMap<>();

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

  /**
   * The certificate chain and OCSP responses that authenticate this server to others now: the first
   * registered certificate that is proven good (C68). Peers would refuse any other (C-011).
   */
  public AuthenticationIdentity authentication(GlobalConfiguration global, Instant now) {
    Optional<Fault> refusal = Optional.empty();
    for (CertifiedKey key : registered(global, now)) {
      try {
        AuthenticationIdentity identity = authentication(key, global, now);
        var _ =
            presented(
                    key.certificate(),
                    identity.ocspResponses(),
                    global.instance(),
                    KeyUse.AUTHENTICATION)
                .prove(global.trust(), now);
        return identity;
      } catch (Fault fault) {
        refusal = Optional.of(refusal.orElse(fault));
      }
    }
    throw noAuthentication(refusal);
  }

  /**
   * What to listen with: the first registered certificate whose chain is valid, whether an OCSP
   * response is at hand yet or not. A server starts while the responder is away; until it is back
   * peers get no response to ask for and refuse by themselves.
   */
  public AuthenticationIdentity listening(GlobalConfiguration global, Instant now) {
    Optional<Fault> refusal = Optional.empty();
    for (CertifiedKey key : registered(global, now)) {
      try {
        return authentication(key, global, now);
      } catch (Fault fault) {
        refusal = Optional.of(refusal.orElse(fault));
      }
    }
    throw noAuthentication(refusal);
  }

  /** One that ends soon is the last choice: what begins with it may be judged after its end. */
  private List<CertifiedKey> registered(GlobalConfiguration global, Instant now) {
    Instant soon = now.plus(ENDING);
    return keys.authentication().stream()
        .filter(key -> global.serverOfAuthenticationCertificate(key.certificate()).isPresent())
        .sorted(
            Comparator.comparing(key -> key.certificate().getNotAfter().toInstant().isBefore(soon)))
        .toList();
  }

  private AuthenticationIdentity authentication(
      CertifiedKey key, GlobalConfiguration global, Instant now) {
    List<X509Certificate> chain = authenticationChain(key, global, now).withoutRoot();
    return new AuthenticationIdentity(key.key(), chain, responses(chain));
  }

  private static CertificateChain authenticationChain(
      CertifiedKey key, GlobalConfiguration global, Instant now) {
    return chain(key.certificate(), global.trust(), global.instance(), KeyUse.AUTHENTICATION, now);
  }

  private static Fault noAuthentication(Optional<Fault> refusal) {
    String text = "Security server has no valid authentication certificate";
    return refusal
        .map(cause -> new Fault(FaultCode.SSL_AUTHENTICATION_FAILED, text, cause))
        .orElseGet(() -> new Fault(FaultCode.SSL_AUTHENTICATION_FAILED, text));
  }

  private SigningIdentity identity(
      CertifiedKey key, MemberId member, GlobalConfiguration global, Instant now) {
    CertificateChain chain =
        chain(key.certificate(), global.trust(), member.instance(), KeyUse.SIGNING, now);
    List<X509Certificate> certificates = chain.withoutRoot();
    List<byte[]> responses = responses(certificates);
    try {
      var _ =
          presented(key.certificate(), responses, member.instance(), KeyUse.SIGNING)
              .prove(global.trust(), now);
    } catch (Fault fault) {
      throw cannotSign(member, fault.text());
    }
    return current
        .compute(
            key.certificate(),
            (_, known) ->
                known != null && isOf(known, key, certificates, responses)
                    ? known
                    : new Current(key, identity(key, certificates, responses)))
        .identity();
  }

  private static SigningIdentity identity(
      CertifiedKey key, List<X509Certificate> certificates, List<byte[]> responses) {
    return new SigningIdentity(
        key.certificate(),
        certificates.subList(1, certificates.size()),
        responses,
        key.key().signer(DigestAlgorithm.SHA512));
  }

  private static boolean isOf(
      Current known, CertifiedKey key, List<X509Certificate> certificates, List<byte[]> responses) {
    SigningIdentity identity = known.identity();
    boolean same =
        known.key().equals(key)
            && identity.intermediates().equals(certificates.subList(1, certificates.size()));
    for (int i = 0; same && i < responses.size(); i++) {
      same = Arrays.equals(responses.get(i), identity.ocspResponses().get(i));
    }
    return same;
  }

  private static Presented presented(
      X509Certificate certificate, List<byte[]> responses, String instance, KeyUse use) {
    return new Presented(certificate, List.of(), responses, instance, use);
  }

  private static CertificateChain chain(
      X509Certificate certificate, Trust trust, String instance, KeyUse use, Instant now) {
    return CertificateChain.build(certificate, List.of(), trust, instance, use, now);
  }

  private List<byte[]> responses(List<X509Certificate> certificates) {
    List<byte[]> found = new ArrayList<>();
    for (X509Certificate certificate : certificates) {
      ocsp.find(certificate).map(OcspResponse::encoded).ifPresent(found::add);
    }
    return found;
  }

  private static boolean isOf(X509Certificate certificate, MemberId member, Trust trust) {
    return trust
        .memberOf(certificate, member.instance())
        .filter(found -> found.member().equals(member))
        .isPresent();
  }

  private static Fault cannotSign(MemberId member, String reason) {
    return new Fault(
        FaultCode.CANNOT_CREATE_SIGNATURE,
        "Failed to get signing info for member '" + member + "': " + reason);
  }
}
