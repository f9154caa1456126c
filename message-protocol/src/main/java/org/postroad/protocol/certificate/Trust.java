// SPDX-License-Identifier: MIT

package org.postroad.protocol.certificate;

import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.postroad.protocol.algorithm.Digest;
import org.postroad.protocol.fault.Fault;

/**
 * What a verifier trusts: the approved authorities of each instance, the time-stamping authorities,
 * and how old an OCSP response may be.
 *
 * <p>Only the authorities of the signer's own instance count for a signer. Freshness and the
 * next-update rule are those of the verifier's own instance even for foreign certificates (C43).
 * Immutable to its users; inside it remembers what has been verified, so one object should live as
 * long as one global configuration.
 */
public final class Trust {
  private final Map<String, List<ApprovedAuthority>> authorities;
  private final Duration ocspFreshness;
  private final boolean verifyNextUpdate;
  private final List<TimestampAuthority> timestampAuthorities;
  private final VerifiedOnce<CertificateChain.Key, CertificateChain> chains = new VerifiedOnce<>();
  private final VerifiedOnce<Digest, OcspSigner> ocspSigners = new VerifiedOnce<>();
  private final VerifiedOnce<Digest, OcspResponse> ocspResponses = new VerifiedOnce<>();
  private final VerifiedOnce<Presented, Presented.Proof> proofs = new VerifiedOnce<>();
  private final VerifiedOnce<Issued, ApprovedMember> members = new VerifiedOnce<>();

  private record Issued(X509Certificate certificate, String instance) {}

  public Trust(
      Map<String, List<ApprovedAuthority>> authorities,
      Duration ocspFreshness,
      boolean verifyNextUpdate,
      List<TimestampAuthority> timestampAuthorities) {
    this.authorities =
        authorities.entrySet().stream()
            .collect(
                Collectors.toUnmodifiableMap(Map.Entry::getKey, e -> List.copyOf(e.getValue())));
    this.ocspFreshness = ocspFreshness;
    this.verifyNextUpdate = verifyNextUpdate;
    this.timestampAuthorities = List.copyOf(timestampAuthorities);
  }

  /** The instances whose authorities are known. */
  public Set<String> instances() {
    return authorities.keySet();
  }

  /** The authorities approved in an instance; none for an instance that is not known. */
  public List<ApprovedAuthority> authorities(String instance) {
    return authorities.getOrDefault(instance, List.of());
  }

  /**
   * The authority that issued the certificate, found by the issuer's name (C01). Where several
   * approved certificates bear that name, as after a change of the authority's key, the one whose
   * key verifies the certificate is taken.
   */
  public Optional<ApprovedAuthority> issuerOf(X509Certificate certificate, String instance) {
    List<ApprovedAuthority> named =
        authorities(instance).stream().filter(a -> names(a, certificate)).toList();
    if (named.size() == 1) {
      return Optional.of(named.getFirst());
    }
    return named.stream()
        .filter(
            a -> a.certificates().stream().anyMatch(ca -> CertificateChain.issued(ca, certificate)))
        .findFirst();
  }

  /**
   * Whose signing certificate this is, by its issuer and the issuer's profile; nothing when nobody
   * approved issued it. Who it is good for still is to be proven.
   *
   * @throws Fault when the subject names no member
   */
  public Optional<ApprovedMember> memberOf(X509Certificate certificate, String instance) {
    var key = new Issued(certificate, instance);
    Optional<ApprovedMember> known = members.find(key);
    if (known.isPresent()) {
      return known;
    }
    Optional<ApprovedMember> found =
        issuerOf(certificate, instance)
            .map(authority ->
                new ApprovedMember(authority, authority.profile().memberOf(certificate, instance)));
    found.ifPresent(member -> members.remember(key, member));
    return found;
  }

  /** Every authority certificate of every instance, for the list of accepted issuers in TLS. */
  public List<X509Certificate> authorityCertificates() {
    return authorities.values().stream()
        .flatMap(List::stream)
        .flatMap(a -> a.certificates().stream())
        .distinct()
        .toList();
  }

  /** The responders configured for an authority certificate, over all instances (C44). */
  public List<OcspResponder> respondersOf(X509Certificate authority) {
    return authorities.values().stream()
        .flatMap(List::stream)
        .flatMap(a -> a.responders().stream())
        .filter(responder -> responder.authority().equals(authority))
        .distinct()
        .toList();
  }

  /** How old {@code thisUpdate} of an OCSP response may be. */
  public Duration ocspFreshness() {
    return ocspFreshness;
  }

  /** Whether a past {@code nextUpdate} makes an OCSP response useless (D-051). */
  public boolean verifyNextUpdate() {
    return verifyNextUpdate;
  }

  public List<TimestampAuthority> timestampAuthorities() {
    return timestampAuthorities;
  }

  VerifiedOnce<CertificateChain.Key, CertificateChain> chains() {
    return chains;
  }

  VerifiedOnce<Digest, OcspSigner> ocspSigners() {
    return ocspSigners;
  }

  VerifiedOnce<Presented, Presented.Proof> proofs() {
    return proofs;
  }

  VerifiedOnce<Digest, OcspResponse> ocspResponses() {
    return ocspResponses;
  }

  private static boolean names(ApprovedAuthority authority, X509Certificate certificate) {
    return authority.certificates().stream()
        .anyMatch(ca -> ca.getSubjectX500Principal().equals(certificate.getIssuerX500Principal()));
  }
}
