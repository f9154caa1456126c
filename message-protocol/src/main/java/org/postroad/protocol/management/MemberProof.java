// SPDX-License-Identifier: MIT

package org.postroad.protocol.management;

import java.security.cert.X509Certificate;
import org.postroad.protocol.algorithm.SigningKey;

/**
 * What shows that a member stands behind a request: its signature over the SOAP message, its
 * signing certificate and the OCSP response about that certificate (B25). A proof only once the
 * registry has judged all three.
 *
 * @param ocspResponse in DER, not to be written to
 */
public record MemberProof(
    OctetSignature signature, X509Certificate certificate, byte[] ocspResponse) {

  /** Signs a message for the member whose key and certificate these are. */
  public static MemberProof of(
      ManagementMessage message, SigningKey key, X509Certificate certificate, byte[] ocspResponse) {
    return new MemberProof(
        OctetSignature.over(message.soap().bytes(), key), certificate, ocspResponse);
  }
}
