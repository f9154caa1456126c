// SPDX-License-Identifier: MIT

package org.postroad.protocol.certificate;

import java.security.GeneralSecurityException;
import java.security.cert.CertPathValidator;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.postroad.protocol.algorithm.NativeCryptography;
import org.postroad.protocol.fault.Fault;
import org.postroad.protocol.fault.FaultCode;

/**
 * A certificate, the intermediate authorities above it, and the approved top authority that ends it
 * (C-011 to C-013, C02).
 *
 * <p>The path is validated as PKIX demands (names, signatures, validity, basic constraints, path
 * lengths, name constraints, critical extensions) with revocation left to OCSP, see {@link
 * OcspCheck}. The end is always the top certificate of an authority approved in the signer's own
 * instance; its own validity is not judged, since being listed is what makes it trusted.
 * Intermediates come from the configuration or from the sender.
 */
public final class CertificateChain {
  private static final int MAX_INTERMEDIATES = 3;
  private static final int MAX_EXTRA = 16;

  /** Octets of them; honest peers send less, and what is larger is judged each time. */
  private static final int MAX_REMEMBERED_EXTRA = 32 * 1024;

  /** All that a chain depends on besides trust and time; compared by octets. */
  record Key(X509Certificate leaf, List<X509Certificate> extra, String instance, KeyUse use) {}

  private final List<X509Certificate> path;
  private final ApprovedAuthority authority;
  private final Window window;

  private CertificateChain(List<X509Certificate> path, ApprovedAuthority authority) {
    this.path = List.copyOf(path);
    this.authority = authority;
    this.window = path.stream().map(Window::of).reduce(Window.ALWAYS, Window::and);
  }

  /** As the other {@code build}; the use is signing when the leaf may sign, else authentication. */
  public static CertificateChain build(
      X509Certificate leaf,
      Collection<X509Certificate> extra,
      Trust trust,
      String instance,
      Instant at) {
    KeyUse use = KeyUsages.isSigning(leaf) ? KeyUse.SIGNING : KeyUse.AUTHENTICATION;
    return build(leaf, extra, trust, instance, use, at);
  }

  /**
   * Builds and validates the chain of a certificate.
   *
   * @param extra certificates the sender offered, in any order; useless ones are ignored
   * @param instance whose approved authorities count
   * @param use an authority approved for authentication only does not count for signing (C03)
   */
  public static CertificateChain build(
      X509Certificate leaf,
      Collection<X509Certificate> extra,
      Trust trust,
      String instance,
      KeyUse use,
      Instant at) {
    if (extra.size() > MAX_EXTRA) {
      throw noPath(extra.size() + " extra certificates, at most " + MAX_EXTRA + " expected");
    }
    var key = new Key(leaf, List.copyOf(extra), instance, use);
    Optional<CertificateChain> known =
        trust.chains().find(key).filter(chain -> chain.window.holdsAt(at));
    if (known.isPresent()) {
      return known.get();
    }
    CertificateChain chain = search(leaf, extra, trust, instance, use, at);
    if (Certificates.octets(extra) <= MAX_REMEMBERED_EXTRA) {
      trust.chains().remember(key, chain);
    }
    return chain;
  }

  /** The certificate the chain was built for. */
  public X509Certificate leaf() {
    return path.getFirst();
  }

  /** Everything below the top authority: the leaf, then intermediates upwards. Each needs OCSP. */
  public List<X509Certificate> withoutRoot() {
    return path;
  }

  /** The intermediate authorities from the leaf upwards. */
  public List<X509Certificate> intermediates() {
    return path.subList(1, path.size());
  }

  /** The certificate where the chain ends. */
  public X509Certificate root() {
    return authority.topCa();
  }

  /** The issuer of a certificate of this chain other than the root. */
  public X509Certificate issuerOf(X509Certificate certificate) {
    int index = path.indexOf(certificate);
    if (index < 0) {
      throw new IllegalArgumentException("not below the root of this chain");
    }
    return index + 1 < path.size() ? path.get(index + 1) : root();
  }

  /** The approved authority whose top certificate ends the chain. */
  public ApprovedAuthority authority() {
    return authority;
  }

  /** Whether the name and the key of {@code issuer} are those that issued {@code certificate}. */
  static boolean issued(X509Certificate issuer, X509Certificate certificate) {
    if (!issuer.getSubjectX500Principal().equals(certificate.getIssuerX500Principal())) {
      return false;
    }
    return NativeCryptography.signed(issuer.getPublicKey(), certificate);
  }

  /** When every certificate below the root is valid. */
  Window window() {
    return window;
  }

  private static CertificateChain search(
      X509Certificate leaf,
      Collection<X509Certificate> extra,
      Trust trust,
      String instance,
      KeyUse use,
      Instant at) {
    if (leaf.getBasicConstraints() >= 0) {
      throw noPath(Certificates.displayName(leaf) + " is a certification authority");
    }
    List<ApprovedAuthority> authorities =
        trust.authorities(instance).stream()
            .filter(a -> use == KeyUse.AUTHENTICATION || !a.authenticationOnly())
            .toList();
    List<X509Certificate> intermediates =
        Stream.concat(authorities.stream().flatMap(a -> a.intermediates().stream()), extra.stream())
            .distinct()
            .toList();
    List<CertificateChain> found = new ArrayList<>();
    climb(List.of(leaf), authorities, intermediates, found);
    if (found.isEmpty()) {
      throw noPath("Certificate is not issued by approved certification service provider.");
    }
    return firstValid(found, at);
  }

  /**
   * Follows issuer names and signatures upwards; every way that ends in an approved top is kept.
   */
  private static void climb(
      List<X509Certificate> path,
      List<ApprovedAuthority> authorities,
      List<X509Certificate> intermediates,
      List<CertificateChain> found) {
    X509Certificate last = path.getLast();
    for (ApprovedAuthority authority : authorities) {
      if (issued(authority.topCa(), last)) {
        found.add(new CertificateChain(path, authority));
      }
    }
    if (path.size() > MAX_INTERMEDIATES || !found.isEmpty()) {
      return;
    }
    for (X509Certificate intermediate : intermediates) {
      if (!path.contains(intermediate) && issued(intermediate, last)) {
        climb(
            Stream.concat(path.stream(), Stream.of(intermediate)).toList(),
            authorities,
            intermediates,
            found);
      }
    }
  }

  private static CertificateChain firstValid(List<CertificateChain> found, Instant at) {
    List<CertPathValidatorException> refusals = new ArrayList<>();
    for (CertificateChain chain : found) {
      try {
        chain.validate(at);
        return chain;
      } catch (CertPathValidatorException e) {
        refusals.add(e);
      }
    }
    CertPathValidatorException refusal = refusals.getFirst();
    throw new Fault(
            FaultCode.INTERNAL_ERROR,
            "Certificate path of "
                + Certificates.displayName(found.getFirst().leaf())
                + " is not valid at "
                + at
                + ": "
                + refusal.getMessage(),
            refusal)
        .within(FaultCode.CANNOT_CREATE_CERT_PATH);
  }

  private void validate(Instant at) throws CertPathValidatorException {
    try {
      var parameters = new PKIXParameters(Set.of(new TrustAnchor(root(), null)));
      parameters.setRevocationEnabled(false);
      parameters.setDate(Date.from(at));
      var certificates = CertificateFactory.getInstance("X.509").generateCertPath(path);
      CertPathValidator.getInstance("PKIX").validate(certificates, parameters);
    } catch (CertPathValidatorException e) {
      throw e;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("PKIX validation is not available", e);
    }
  }

  private static Fault noPath(String text) {
    return new Fault(FaultCode.INTERNAL_ERROR, text).within(FaultCode.CANNOT_CREATE_CERT_PATH);
  }
}
