// SPDX-License-Identifier: MIT

package org.postroad.protocol.administration;

import java.security.PublicKey;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.security.interfaces.RSAPublicKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;
import javax.naming.ldap.Rdn;
import javax.security.auth.x500.X500Principal;
import org.jspecify.annotations.Nullable;
import org.postroad.protocol.certificate.Certificates;

/**
 * Everything about a certificate that people ask for.
 *
 * @param id where the certificate is one of several that can be deleted
 * @param hash in upper-case hexadecimal; of a registry SHA-1: a name, never a proof
 */
public record CertificateView(
    Optional<Integer> id,
    String hash,
    String subjectCommonName,
    String subjectDistinguishedName,
    String issuerCommonName,
    String issuerDistinguishedName,
    String serial,
    int version,
    Instant notBefore,
    Instant notAfter,
    List<String> keyUsages,
    String subjectAlternativeNames,
    String publicKeyAlgorithm,
    Optional<String> rsaPublicKeyModulus,
    Optional<Long> rsaPublicKeyExponent,
    String signatureAlgorithm,
    String signature) {
  private static final List<String> USAGES =
      List.of(
          "DIGITAL_SIGNATURE",
          "NON_REPUDIATION",
          "KEY_ENCIPHERMENT",
          "DATA_ENCIPHERMENT",
          "KEY_AGREEMENT",
          "KEY_CERT_SIGN",
          "CRL_SIGN",
          "ENCIPHER_ONLY",
          "DECIPHER_ONLY");

  public static CertificateView of(X509Certificate certificate) {
    return of(certificate, Optional.empty());
  }

  public static CertificateView of(X509Certificate certificate, Optional<Integer> id) {
    return of(certificate, id, Certificates.sha1Hex(certificate));
  }

  /** As a security server shows it, whose hash is SHA-256. */
  public static CertificateView bySha256(X509Certificate certificate) {
    return of(certificate, Optional.empty(), Certificates.sha256(certificate).hex());
  }

  private static CertificateView of(
      X509Certificate certificate, Optional<Integer> id, String hash) {
    PublicKey key = certificate.getPublicKey();
    Optional<RSAPublicKey> rsa =
        key instanceof RSAPublicKey known ? Optional.of(known) : Optional.empty();
    return new CertificateView(
        id,
        hash.toUpperCase(Locale.ROOT),
        commonName(certificate.getSubjectX500Principal()),
        certificate.getSubjectX500Principal().getName(),
        commonName(certificate.getIssuerX500Principal()),
        certificate.getIssuerX500Principal().getName(),
        certificate.getSerialNumber().toString(),
        certificate.getVersion(),
        certificate.getNotBefore().toInstant(),
        certificate.getNotAfter().toInstant(),
        usages(certificate),
        alternativeNames(certificate),
        key.getAlgorithm(),
        rsa.map(known -> known.getModulus().toString(16)),
        rsa.map(known -> known.getPublicExponent().longValueExact()),
        certificate.getSigAlgName(),
        HexFormat.of().formatHex(certificate.getSignature()));
  }

  /** The common name, or the whole name of who has none. */
  public static String commonName(X500Principal name) {
    try {
      for (Rdn part : new LdapName(name.getName()).getRdns()) {
        if (part.getType().equalsIgnoreCase("CN")) {
          return String.valueOf(part.getValue());
        }
      }
    } catch (InvalidNameException unreadable) {
      return name.getName();
    }
    return name.getName();
  }

  private static List<String> usages(X509Certificate certificate) {
    boolean @Nullable [] bits = certificate.getKeyUsage();
    var usages = new ArrayList<String>();
    for (int i = 0; bits != null && i < Math.min(bits.length, USAGES.size()); i++) {
      if (bits[i]) {
        usages.add(USAGES.get(i));
      }
    }
    return usages;
  }

  private static String alternativeNames(X509Certificate certificate) {
    try {
      @Nullable Collection<List<?>> names = certificate.getSubjectAlternativeNames();
      return names == null
          ? ""
          : names.stream()
              .map(name -> kind(name.get(0)) + ":" + name.get(1))
              .collect(Collectors.joining(", "));
    } catch (CertificateParsingException unreadable) {
      return "";
    }
  }

  private static String kind(Object type) {
    return switch (String.valueOf(type)) {
      case "1" -> "email";
      case "2" -> "DNS";
      case "6" -> "URI";
      case "7" -> "IP";
      default -> "other";
    };
  }
}
