// SPDX-License-Identifier: MIT

package org.postroad.protocol.globalconf;

import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.postroad.protocol.algorithm.SigningKey;
import org.postroad.protocol.fault.Fault;
import org.postroad.protocol.fault.FaultCode;

/**
 * The list of parts that make up a configuration, signed by the registry. Only {@link #verify} and
 * the registry itself make one: whoever holds a directory from {@code verify} holds a verified one.
 *
 * <p>Bytes, every line ending in CR LF (rows A40 to A55); the signature covers from the first
 * {@code --inner} to {@code --inner--} and its line end, nothing else:
 *
 * <pre>
 * Content-Type: multipart/related; charset=UTF-8; boundary=outer
 *
 * --outer
 * Content-Type: multipart/mixed; charset=UTF-8; boundary=inner
 *
 * --inner
 * Expire-date: 2035-11-11T03:07:40Z
 * Version: 6
 *
 * --inner
 * Content-type: application/octet-stream
 * Content-transfer-encoding: base64
 * Content-identifier: SHARED-PARAMETERS; instance='DEV'
 * Content-location: /V6/20251110170000548026000/shared-params.xml
 * Hash-algorithm-id: http://www.w3.org/2001/04/xmlenc#sha512
 *
 * (base64 digest)
 * --inner--
 *
 * --outer
 * Content-Type: application/octet-stream
 * Content-Transfer-Encoding: base64
 * Signature-Algorithm-Id: http://www.w3.org/2001/04/xmldsig-more#rsa-sha512
 * Verification-certificate-hash: (base64); hash-algorithm-id="http://www.w3.org/2001/04/xmlenc#sha512"
 *
 * (base64 signature, ECDSA as DER)
 * --outer--
 * </pre>
 *
 * @param version the format of the parts, 2 when the document does not say
 */
public record SignedDirectory(Instant expires, int version, List<PartReference> parts) {
  static final int MAXIMUM_PARTS = 1000;

  public SignedDirectory {
    parts = List.copyOf(parts);
    if (parts.size() > MAXIMUM_PARTS) {
      throw malformed(parts.size() + " parts, expected at most " + MAXIMUM_PARTS);
    }
    var names = new HashSet<List<String>>();
    for (PartReference part : parts) {
      if (!names.add(List.of(part.contentIdentifier(), part.instance()))) {
        throw malformed(
            "Part " + part.contentIdentifier() + " of " + part.instance() + " is listed twice");
      }
    }
  }

  /**
   * Reads a directory as it came over HTTP and refuses it unless one of the certificates (used as
   * key containers only, A02) verifies it and it has not expired.
   */
  public static SignedDirectory verify(
      byte[] httpBody, Collection<X509Certificate> verificationCertificates, Instant now) {
    DirectoryDocument document = DirectoryDocument.parse(httpBody);
    document.checkSignature(verificationCertificates);
    SignedDirectory directory = document.directory();
    if (now.isAfter(directory.expires())) {
      throw new Fault(
          FaultCode.GLOBAL_CONF_OUTDATED,
          "Configuration directory expired at " + directory.expires() + ", it is " + now);
    }
    return directory;
  }

  /** Writes the whole document; the random numbers only make the two boundaries. */
  public byte[] sign(SigningKey key, X509Certificate certificate, RandomGenerator random) {
    return DirectoryWriter.write(this, key, certificate, random);
  }

  public Optional<PartReference> part(String contentIdentifier, String instance) {
    return parts.stream()
        .filter(part -> part.contentIdentifier().equals(contentIdentifier))
        .filter(part -> part.instance().equals(instance))
        .findFirst();
  }

  /** What a reader keeps of an instance to notice that it is shown an older directory. */
  public Generation generation(String instance) {
    return Generation.of(this, instance);
  }

  private static Fault malformed(String text) {
    return new Fault(FaultCode.MALFORMED_GLOBAL_CONF, text);
  }
}
