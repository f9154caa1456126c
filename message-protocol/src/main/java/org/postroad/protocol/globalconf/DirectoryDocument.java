// SPDX-License-Identifier: MIT

package org.postroad.protocol.globalconf;

import static org.postroad.protocol.globalconf.DirectoryLines.malformed;

import java.security.InvalidKeyException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import org.postroad.protocol.algorithm.Digest;
import org.postroad.protocol.algorithm.DigestAlgorithm;
import org.postroad.protocol.algorithm.SignatureAlgorithm;
import org.postroad.protocol.algorithm.StrictBase64;
import org.postroad.protocol.certificate.Certificates;
import org.postroad.protocol.fault.Fault;
import org.postroad.protocol.fault.FaultCode;
import org.postroad.protocol.globalconf.DirectoryHeaders.Parameterised;

/**
 * A directory document taken apart but not yet believed: the closed grammar of {@link
 * SignedDirectory}, which bytes are signed and by what. SHA-1 and SHA-224, which the reference
 * still reads, are refused.
 */
record DirectoryDocument(
    byte[] signedBytes,
    SignatureAlgorithm algorithm,
    Digest certificateDigest,
    byte[] signature,
    SignedDirectory directory) {
  private static final int MAXIMUM_BYTES = 1 << 20;
  private static final int MAXIMUM_BOUNDARY = 70;
  private static final int DEFAULT_VERSION = 2;

  static DirectoryDocument parse(byte[] document) {
    if (document.length > MAXIMUM_BYTES) {
      throw malformed(
          "A directory of " + document.length + " bytes, expected at most " + MAXIMUM_BYTES);
    }
    var lines = new DirectoryLines(document);
    String outer = "--" + boundary(lines, "multipart/related");
    lines.expect(outer);
    String inner = "--" + boundary(lines, "multipart/mixed");
    int from = lines.position();
    SignedDirectory directory = readSigned(lines, inner);
    byte[] signed = Arrays.copyOfRange(document, from, lines.position());
    lines.expect("");
    lines.expect(outer);
    var headers = new DirectoryHeaders(lines.headers());
    headers.requireFrame(
        "Content-Type",
        "Content-Transfer-Encoding",
        "Signature-Algorithm-Id",
        "Verification-certificate-hash");
    headers.require("Content-Type", "application/octet-stream");
    headers.require("Content-Transfer-Encoding", "base64");
    var hash =
        Parameterised.parse(headers.required("Verification-certificate-hash"), "hash-algorithm-id");
    byte[] signature = decoded(lines.next(), "signature");
    lines.expectLast(outer + "--");
    return new DirectoryDocument(
        signed,
        signatureAlgorithm(headers.required("Signature-Algorithm-Id")),
        digest(hash.parameter(), hash.value()),
        signature,
        directory);
  }

  /** Finds the certificate that is meant and verifies with its key. */
  void checkSignature(Collection<X509Certificate> certificates) {
    X509Certificate certificate =
        certificates.stream()
            .filter(this::isMeant)
            .findFirst()
            .orElseThrow(() ->
                new Fault(
                    FaultCode.CERT_NOT_FOUND,
                    "None of the "
                        + certificates.size()
                        + " verification certificates has the digest "
                        + certificateDigest.base64()));
    if (!verifies(certificate)) {
      throw new Fault(
          FaultCode.INVALID_SIGNATURE_VALUE,
          "Signature of the configuration directory does not verify with the certificate "
              + certificateDigest.base64());
    }
  }

  private boolean isMeant(X509Certificate certificate) {
    return certificateDigest.matches(
        Certificates.digest(certificate, certificateDigest.algorithm()));
  }

  private boolean verifies(X509Certificate certificate) {
    try {
      return algorithm.verifies(certificate.getPublicKey(), signedBytes, signature);
    } catch (InvalidKeyException otherOrWeakKey) {
      return false;
    }
  }

  private static String boundary(DirectoryLines lines, String type) {
    var headers = new DirectoryHeaders(lines.headers());
    headers.requireFrame("Content-Type");
    String value = headers.required("Content-Type");
    String prefix = type + "; charset=UTF-8; boundary=";
    if (!value.startsWith(prefix)) {
      throw malformed("Content type '" + value + "', expected '" + prefix + "…'");
    }
    String boundary = value.substring(prefix.length());
    boolean token =
        boundary.chars().allMatch(c -> (c > ' ' && c < 0x7F) && c != '"' && c != ';' && c != '\\');
    if (boundary.isEmpty() || boundary.length() > MAXIMUM_BOUNDARY || !token) {
      throw malformed("Boundary '" + boundary + "', expected 1 to 70 visible characters");
    }
    return boundary;
  }

  private static SignedDirectory readSigned(DirectoryLines lines, String inner) {
    lines.expect(inner);
    var head = new DirectoryHeaders(lines.headers());
    Instant expires = instant(head.required("Expire-date"));
    int version = head.optional("Version").map(DirectoryDocument::version).orElse(DEFAULT_VERSION);
    String end = inner + "--";
    String line = lines.next();
    if (line.isEmpty()) {
      line = lines.next();
    }
    List<PartReference> parts = new ArrayList<>();
    while (!line.equals(end)) {
      if (!line.equals(inner)) {
        throw malformed("Line '" + line + "', expected '" + inner + "'");
      }
      if (parts.size() == SignedDirectory.MAXIMUM_PARTS) {
        throw malformed("More than " + SignedDirectory.MAXIMUM_PARTS + " parts");
      }
      parts.add(part(new DirectoryHeaders(lines.headers()), lines.next()));
      line = lines.next();
    }
    return new SignedDirectory(expires, version, parts);
  }

  private static PartReference part(DirectoryHeaders headers, String body) {
    headers.require("Content-type", "application/octet-stream");
    headers.require("Content-transfer-encoding", "base64");
    var identifier = Parameterised.parse(headers.required("Content-identifier"), "instance");
    return new PartReference(
        identifier.value(),
        identifier.parameter(),
        headers.required("Content-location"),
        digest(headers.required("Hash-algorithm-id"), body),
        headers.optional("Content-file-name"));
  }

  private static Digest digest(String uri, String base64) {
    DigestAlgorithm algorithm =
        DigestAlgorithm.ofUri(uri)
            .filter(DigestAlgorithm::isCollisionResistant)
            .orElseThrow(() -> malformed("Digest algorithm '" + uri + "', expected SHA-2"));
    byte[] value = decoded(base64, "digest");
    if (value.length != algorithm.length()) {
      throw malformed("A digest of " + value.length + " bytes for " + uri);
    }
    return new Digest(algorithm, value);
  }

  private static SignatureAlgorithm signatureAlgorithm(String uri) {
    return SignatureAlgorithm.ofUri(uri)
        .orElseThrow(() ->
            new Fault(
                FaultCode.UNSUPPORTED_SIGN_ALGORITHM,
                "Signature algorithm '" + uri + "' of a configuration directory"));
  }

  private static byte[] decoded(String base64, String what) {
    return StrictBase64.decode(base64)
        .orElseThrow(() -> malformed("A " + what + " that is not base64: '" + base64 + "'"));
  }

  private static Instant instant(String text) {
    try {
      return OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeParseException notATime) {
      throw new Fault(
          FaultCode.MALFORMED_GLOBAL_CONF,
          "Expire-date '" + text + "', expected an ISO 8601 time with offset",
          notATime);
    }
  }

  private static int version(String text) {
    boolean canonical =
        !text.isEmpty()
            && text.length() <= 3
            && text.charAt(0) != '0'
            && text.chars().allMatch(c -> c >= '0' && c <= '9');
    if (!canonical) {
      throw malformed("Version '" + text + "', expected a number");
    }
    return Integer.parseInt(text);
  }
}
