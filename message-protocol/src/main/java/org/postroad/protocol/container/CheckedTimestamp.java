// SPDX-License-Identifier: MIT
package org.postroad.protocol.container;

import java.util.Map;
import org.postroad.protocol.algorithm.DigestAlgorithm;
import org.postroad.protocol.certificate.TimestampToken;
import org.postroad.protocol.certificate.Trust;
import org.postroad.protocol.fault.Fault;
import org.postroad.protocol.fault.FaultCode;
import org.postroad.protocol.signature.HashChain;
import org.postroad.protocol.signature.HashChainDocuments;
import org.postroad.protocol.signature.IntactSignature;

/**
 * A time-stamp over the signature of a container: over the signature value where it was made for
 * this one alone, over a hash chain result that leads to the whole signature document where it was
 * made for many (D-068, D-069).
 */
record CheckedTimestamp(TimestampToken token, String authority, boolean batch) {

  static CheckedTimestamp of(ContainerContent content, IntactSignature signature, Trust trust) {
    if (content.timestamp().isPresent()) {
      return batch(content, content.timestamp().get(), trust);
    }
    byte[] token =
        signature
            .signatureTimestamp()
            .orElseThrow(() ->
                new Fault(
                    FaultCode.ASIC_TIMESTAMP_NOT_FOUND, "The signature has not been time-stamped"));
    return verified(token, signature.signatureValue(), trust, false);
  }

  private static CheckedTimestamp batch(
      ContainerContent content, ContainerTimestamp timestamp, Trust trust) {
    HashChainDocuments chain = timestamp.hashChain();
    HashChain.verify(
        chain,
        HashChain.TIMESTAMP_CHAIN,
        Map.of(
            HashChain.SIGNATURE_DOCUMENT,
            DigestAlgorithm.SHA512.digest(content.signature().document())));
    return verified(timestamp.token(), chain.result(), trust, true);
  }

  private static CheckedTimestamp verified(byte[] der, byte[] stamped, Trust trust, boolean batch) {
    TimestampToken token = TimestampToken.parse(der);
    String authority = token.verify(token.imprintAlgorithm().digest(stamped), trust).name();
    return new CheckedTimestamp(token, authority, batch);
  }

  VerificationReport.Timestamp reported() {
    return new VerificationReport.Timestamp(token.time(), authority, token.serialNumber(), batch);
  }

  String describe() {
    return (batch ? "batch time-stamp " : "time-stamp ")
        + token.serialNumber()
        + " of "
        + authority
        + " at "
        + token.time();
  }
}
