// SPDX-License-Identifier: MIT
package org.postroad.securityserver.keys;

import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.postroad.protocol.certificate.ApprovedMember;
import org.postroad.protocol.certificate.CertificateChain;
import org.postroad.protocol.certificate.Certificates;
import org.postroad.protocol.certificate.KeyUsages;
import org.postroad.protocol.certificate.OcspResponse;
import org.postroad.protocol.fault.Fault;
import org.postroad.protocol.globalconf.GlobalConfiguration;
import org.postroad.protocol.identifier.MemberId;

/**
 * Says what will stop exchanges before it does: certificates from 30 days before they end where
 * nothing takes their place, and OCSP responses from half of their freshness on, while they are
 * renewed at a third of it.
 */
final class KeyWarnings {
  static final Duration AHEAD = Duration.ofDays(30);

  private final Keyring ring;
  private final GlobalConfiguration global;
  private final Instant now;

  KeyWarnings(Keyring ring, GlobalConfiguration global, Instant now) {
    this.ring = ring;
    this.global = global;
    this.now = now;
  }

  List<KeyWarning> all() {
    List<KeyWarning> found = new ArrayList<>();
    for (X509Certificate certificate : ring.keys().certificates()) {
      if (isInUse(certificate)) {
        ending(certificate).ifPresent(found::add);
        authorityEnding(certificate).ifPresent(found::add);
        stale(certificate).ifPresent(found::add);
      }
    }
    found.sort(Comparator.comparing(KeyWarning::stops));
    return List.copyOf(found);
  }

  /** Whether exchanges depend on it now. */
  private boolean isInUse(X509Certificate certificate) {
    return !now.isAfter(end(certificate))
        && (KeyUsages.isSigning(certificate)
            || global.serverOfAuthenticationCertificate(certificate).isPresent());
  }

  private Optional<KeyWarning> ending(X509Certificate certificate) {
    Instant end = end(certificate);
    if (now.isBefore(end.minus(AHEAD)) || hasSuccessor(certificate)) {
      return Optional.empty();
    }
    return Optional.of(
        new KeyWarning(
            KeyWarning.Kind.CERTIFICATE_ENDS,
            end.minus(AHEAD),
            end,
            "The %s ends at %s and nothing takes its place: ask for another one"
                .formatted(words(certificate), end)));
  }

  /** One for the same, in use too, that ends later. */
  private boolean hasSuccessor(X509Certificate certificate) {
    boolean signs = KeyUsages.isSigning(certificate);
    Predicate<X509Certificate> same =
        signs ? other -> member(other).equals(member(certificate)) : _ -> true;
    return ring.keys().certificates().stream()
        .filter(other -> KeyUsages.isSigning(other) == signs && isInUse(other))
        .filter(same)
        .anyMatch(other -> end(other).isAfter(end(certificate)));
  }

  private Optional<MemberId> member(X509Certificate certificate) {
    try {
      return global.trust().memberOf(certificate, global.instance()).map(ApprovedMember::member);
    } catch (Fault _) {
      return Optional.empty();
    }
  }

  private Optional<KeyWarning> authorityEnding(X509Certificate certificate) {
    return chain(certificate).stream()
        .flatMap(chain -> chain.withoutRoot().stream().map(each -> chain.issuerOf(each)))
        .filter(authority -> end(authority).isBefore(end(certificate)))
        .filter(authority -> !now.isBefore(end(authority).minus(AHEAD)))
        .findFirst()
        .map(authority ->
            new KeyWarning(
                KeyWarning.Kind.AUTHORITY_ENDS,
                end(authority).minus(AHEAD),
                end(authority),
                "The authority %s above the %s ends at %s"
                    .formatted(
                        Certificates.displayName(authority), words(certificate), end(authority))));
  }

  private Optional<KeyWarning> stale(X509Certificate certificate) {
    Duration freshness = global.ocspFreshness();
    return chain(certificate).stream()
        .flatMap(chain -> chain.withoutRoot().stream())
        .flatMap(each -> ring.ocsp().find(each).stream())
        .map(OcspResponse::thisUpdate)
        .min(Comparator.naturalOrder())
        .filter(oldest -> !now.isBefore(oldest.plus(freshness.dividedBy(2))))
        .map(oldest ->
            new KeyWarning(
                KeyWarning.Kind.OCSP_STALE,
                oldest.plus(freshness.dividedBy(2)),
                oldest.plus(freshness),
                "No OCSP responder has answered for the %s since %s; it counts until %s"
                    .formatted(words(certificate), oldest, oldest.plus(freshness))));
  }

  private Optional<CertificateChain> chain(X509Certificate certificate) {
    try {
      return Optional.of(
          CertificateChain.build(certificate, List.of(), global.trust(), global.instance(), now));
    } catch (Fault _) {
      return Optional.empty();
    }
  }

  private String words(X509Certificate certificate) {
    return (KeyUsages.isSigning(certificate) ? "signing" : "authentication")
        + " certificate "
        + Certificates.displayName(certificate)
        + member(certificate).map(member -> " of " + member.text()).orElse("");
  }

  private static Instant end(X509Certificate certificate) {
    return certificate.getNotAfter().toInstant();
  }
}
