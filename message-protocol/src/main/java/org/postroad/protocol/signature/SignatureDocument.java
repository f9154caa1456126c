// SPDX-License-Identifier: MIT
package org.postroad.protocol.signature;

import java.security.InvalidKeyException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Map;
import org.postroad.protocol.algorithm.Digest;
import org.postroad.protocol.algorithm.SignatureAlgorithm;
import org.postroad.protocol.fault.Fault;
import org.postroad.protocol.fault.FaultCode;

/**
 * A signature document as it was read: everything in it that counts, and the canonical bytes of
 * what is signed. Nothing is looked up in the document again.
 *
 * @param signedInfo canonical bytes under the signature value
 * @param signedProperties canonical bytes under {@code propertiesDigest}
 * @param references digests of parts, or of the result of a hash chain, by name
 */
record SignatureDocument(
    SignatureAlgorithm algorithm,
    byte[] signedInfo,
    Map<String, Digest> references,
    Digest propertiesDigest,
    byte[] signatureValue,
    X509Certificate signer,
    byte[] signedProperties,
    Instant signingTime,
    UnsignedProperties unsigned) {

  static SignatureDocument parse(byte[] document) {
    return parse(document, new KnownSigners());
  }

  static SignatureDocument parse(byte[] document, KnownSigners signers) {
    return SignatureReader.read(document, signers);
  }

  /** Whether the signature is about a hash chain. */
  boolean isBatch() {
    return references.containsKey(HashChain.SIGNATURE_RESULT);
  }

  /** Checks the signed properties and the signature value, not the references to parts. */
  void verifyValue() {
    if (!hasIntactProperties() || !isValueValid()) {
      throw new Fault(FaultCode.INVALID_SIGNATURE_VALUE, "Signature is not valid");
    }
  }

  /** The digest of the signed properties alone. */
  boolean hasIntactProperties() {
    return propertiesDigest.algorithm().digest(signedProperties).matches(propertiesDigest);
  }

  private boolean isValueValid() {
    var key = signer.getPublicKey();
    if (!algorithm.fits(key)) {
      throw new Fault(
          FaultCode.MALFORMED_SIGNATURE,
          algorithm.uri() + " does not fit the " + key.getAlgorithm() + " key of the certificate");
    }
    try {
      return algorithm.verifies(key, signedInfo, jcaValue());
    } catch (IllegalArgumentException e) {
      return false;
    } catch (InvalidKeyException e) {
      throw new Fault(
          FaultCode.INVALID_SIGNATURE_VALUE, "Signature cannot be verified: " + e.getMessage(), e);
    }
  }

  private byte[] jcaValue() {
    return algorithm.isEcdsa()
        ? SignatureAlgorithm.rawToDer(
            signatureValue, SignatureAlgorithm.fieldBytes(signer.getPublicKey()))
        : signatureValue;
  }
}
