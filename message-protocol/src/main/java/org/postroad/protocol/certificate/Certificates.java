// SPDX-License-Identifier: MIT

package org.postroad.protocol.certificate;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import org.postroad.protocol.algorithm.Digest;
import org.postroad.protocol.algorithm.DigestAlgorithm;
import org.postroad.protocol.fault.Fault;
import org.postroad.protocol.fault.FaultCode;

/**
 * Reads X.509 certificates and takes their digests.
 *
 * <p>The bytes are either DER ({@code 30 82 …}) or PEM text ({@code -----BEGIN CERTIFICATE-----});
 * the global configuration holds base64 of either (A77). Exactly one certificate is accepted, with
 * nothing after it.
 */
public final class Certificates {
  /** No certificate met in practice is near this size. */
  public static final int MAX_BYTES = 64 * 1024;

  private static final String BEGIN = "-----BEGIN CERTIFICATE-----";
  private static final String END = "-----END CERTIFICATE-----";

  private Certificates() {}

  /** Reads one certificate from DER or PEM bytes. */
  public static X509Certificate parse(byte[] derOrPem) {
    if (derOrPem.length == 0 || derOrPem.length > MAX_BYTES) {
      throw malformed("a certificate of " + derOrPem.length + " bytes, expected 1 to " + MAX_BYTES);
    }
    return parseDer(derOrPem[0] == 0x30 ? derOrPem : decodePem(derOrPem));
  }

  /** Reads one certificate from base64 text of DER or of PEM; white space is allowed (A77). */
  public static X509Certificate parseBase64(String text) {
    if (text.length() > 2 * MAX_BYTES) {
      throw malformed("base64 of " + text.length() + " characters is too long");
    }
    return parse(decodeBase64(text));
  }

  /** The DER bytes of the certificate. */
  public static byte[] encoded(X509Certificate certificate) {
    try {
      return certificate.getEncoded();
    } catch (CertificateEncodingException e) {
      throw new IllegalArgumentException("certificate has no encoding", e);
    }
  }

  /** How many there are of DER bytes in all of them. */
  static int octets(Iterable<X509Certificate> certificates) {
    int octets = 0;
    for (X509Certificate certificate : certificates) {
      octets += encoded(certificate).length;
    }
    return octets;
  }

  /** The certificate as PEM text with lines of 64 characters. */
  public static String pem(X509Certificate certificate) {
    String body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(encoded(certificate));
    return BEGIN + "\n" + body + "\n" + END + "\n";
  }

  /**
   * Digest of the DER bytes; by SHA-256 it is the identity of a certificate, fit as a cache key.
   */
  public static Digest digest(X509Certificate certificate, DigestAlgorithm algorithm) {
    return algorithm.digest(encoded(certificate));
  }

  /** SHA-256 of the DER bytes (A82, C-016). */
  public static Digest sha256(X509Certificate certificate) {
    return digest(certificate, DigestAlgorithm.SHA256);
  }

  /** Lower-case hexadecimal SHA-1 of the DER bytes: a legacy look-up name, never a proof (C46). */
  public static String sha1Hex(X509Certificate certificate) {
    return HexFormat.of().formatHex(digest(certificate, DigestAlgorithm.SHA1).value());
  }

  /** Whether subject and issuer are the same name. */
  public static boolean isSelfIssued(X509Certificate certificate) {
    return certificate.getSubjectX500Principal().equals(certificate.getIssuerX500Principal());
  }

  /** Whether the instant lies in the validity of the certificate, both ends included. */
  public static boolean isValidAt(X509Certificate certificate, Instant at) {
    return !at.isBefore(certificate.getNotBefore().toInstant())
        && !at.isAfter(certificate.getNotAfter().toInstant());
  }

  /**
   * The subject for people: RFC 2253 text with everything but printable ASCII escaped by the JDK.
   */
  public static String displayName(X509Certificate certificate) {
    return certificate.getSubjectX500Principal().getName();
  }

  private static X509Certificate parseDer(byte[] der) {
    try {
      var factory = CertificateFactory.getInstance("X.509");
      var certificate =
          (X509Certificate) factory.generateCertificate(new ByteArrayInputStream(der));
      if (!Arrays.equals(der, certificate.getEncoded())) {
        throw malformed("the certificate is not exactly one DER structure");
      }
      return certificate;
    } catch (CertificateException e) {
      throw new Fault(
          FaultCode.INCORRECT_CERTIFICATE, "Certificate cannot be read: not X.509 in DER", e);
    }
  }

  private static byte[] decodePem(byte[] bytes) {
    String text = new String(bytes, StandardCharsets.ISO_8859_1);
    int begin = text.indexOf(BEGIN);
    int end = text.indexOf(END);
    if (begin < 0 || end < begin) {
      throw malformed("neither DER nor PEM");
    }
    if (text.indexOf(BEGIN, end) >= 0) {
      throw malformed("more than one PEM certificate, expected one");
    }
    byte[] der = decodeBase64(text.substring(begin + BEGIN.length(), end));
    if (der.length == 0 || der[0] != 0x30) {
      throw malformed("the PEM body is not DER");
    }
    return der;
  }

  private static byte[] decodeBase64(String text) {
    StringBuilder bare = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c != ' ' && c != '\n' && c != '\r' && c != '\t') {
        bare.append(c);
      }
    }
    try {
      return Base64.getDecoder().decode(bare.toString());
    } catch (IllegalArgumentException e) {
      throw new Fault(FaultCode.INCORRECT_CERTIFICATE, "Certificate is not valid base64", e);
    }
  }

  private static Fault malformed(String text) {
    return new Fault(FaultCode.INCORRECT_CERTIFICATE, "Certificate cannot be read: " + text);
  }
}
