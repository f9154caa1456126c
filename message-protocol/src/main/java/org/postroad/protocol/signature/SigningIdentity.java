// SPDX-License-Identifier: MIT
package org.postroad.protocol.signature;

import java.security.cert.X509Certificate;
import java.util.List;
import org.postroad.protocol.algorithm.SigningKey;

/**
 * Who signs: the signing certificate, the intermediates below the approved authority, fresh OCSP
 * responses for all of them in that order (D-020), and the key.
 *
 * <p>Make one and keep it until the OCSP responses change: everything in a signature that does not
 * depend on the message is rendered once, here.
 */
public final class SigningIdentity {

  private final X509Certificate certificate;
  private final List<X509Certificate> intermediates;
  private final List<byte[]> ocspResponses;
  private final SigningKey key;
  private final SignatureTemplate template;

  /**
   * An identity.
   *
   * @throws IllegalArgumentException when the key's algorithm does not fit the certificate or an
   *     OCSP response is missing
   */
  public SigningIdentity(
      X509Certificate certificate,
      List<X509Certificate> intermediates,
      List<byte[]> ocspResponses,
      SigningKey key) {
    if (!key.algorithm().fits(certificate.getPublicKey())) {
      throw new IllegalArgumentException(
          key.algorithm() + " does not fit the key of " + certificate.getSubjectX500Principal());
    }
    if (ocspResponses.size() != 1 + intermediates.size()) {
      throw new IllegalArgumentException(
          "Expected an OCSP response for each of "
              + (1 + intermediates.size())
              + " certificates, not "
              + ocspResponses.size());
    }
    this.certificate = certificate;
    this.intermediates = List.copyOf(intermediates);
    this.ocspResponses = List.copyOf(ocspResponses);
    this.key = key;
    this.template = new SignatureTemplate(this);
  }

  /** The signing certificate. */
  public X509Certificate certificate() {
    return certificate;
  }

  /** From the issuer of the signing certificate up, without the approved top authority. */
  public List<X509Certificate> intermediates() {
    return intermediates;
  }

  /** DER, the signer's first. */
  public List<byte[]> ocspResponses() {
    return ocspResponses;
  }

  /** What signs. */
  public SigningKey key() {
    return key;
  }

  SignatureTemplate template() {
    return template;
  }
}
