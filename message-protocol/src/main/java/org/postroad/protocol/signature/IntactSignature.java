// SPDX-License-Identifier: MIT
package org.postroad.protocol.signature;

import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.postroad.protocol.algorithm.SignatureAlgorithm;

/**
 * A signature whose every digest and whose value hold over exactly the given parts. Whether the
 * signer is to be trusted is not known yet, and what the signature carries unprotected (extra
 * certificates, OCSP responses, a time-stamp) has not been looked into.
 *
 * @param parts the digests that were verified, in the algorithms of the signature
 * @param signingTime what the signer says; nothing depends on it
 * @param batch whether the parts are proven through a hash chain
 */
public record IntactSignature(
    SignedParts parts,
    X509Certificate signer,
    List<X509Certificate> extraCertificates,
    List<byte[]> ocspResponses,
    Instant signingTime,
    byte[] signatureValue,
    Optional<byte[]> signatureTimestamp,
    SignatureAlgorithm algorithm,
    boolean batch) {

  static IntactSignature of(SignatureDocument document, SignedParts parts) {
    var unsigned = document.unsigned();
    return new IntactSignature(
        parts,
        document.signer(),
        unsigned.certificates(),
        unsigned.ocspResponses(),
        document.signingTime(),
        document.signatureValue(),
        unsigned.timestamp(),
        document.algorithm(),
        document.isBatch());
  }
}
