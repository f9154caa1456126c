// SPDX-License-Identifier: MIT
package org.postroad.protocol.container;

import java.util.Map;
import org.postroad.protocol.algorithm.Digest;
import org.postroad.protocol.algorithm.DigestAlgorithm;
import org.postroad.protocol.certificate.TimestampAuthority;
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
 * made for many (D-068, D-069). Who made it is not known yet.
 *
 * @param imprint the digest it has to be about, and is
 */
record CheckedTimestamp(TimestampToken token, Digest imprint, boolean batch) {

  static CheckedTimestamp of(ContainerContent content, IntactSignature signature) {
    if (content.timestamp().isPresent()) {
      return batch(content, content.timestamp().get());
    }
    byte[] token =
        signature
            .signatureTimestamp()
            .orElseThrow(() ->
                new Fault(
                    FaultCode.ASIC_TIMESTAMP_NOT_FOUND, "The signature has not been time-stamped"));
    return checked(token, signature.signatureValue(), false);
  }

  private static CheckedTimestamp batch(ContainerContent content, ContainerTimestamp timestamp) {
    HashChainDocuments chain = timestamp.hashChain();
    HashChain.verify(
        chain,
        HashChain.TIMESTAMP_CHAIN,
        Map.of(
            HashChain.SIGNATURE_DOCUMENT,
            DigestAlgorithm.SHA512.digest(content.signature().document())));
    return checked(timestamp.token(), chain.result(), true);
  }

  private static CheckedTimestamp checked(byte[] der, byte[] stamped, boolean batch) {
    TimestampToken token = TimestampToken.parse(der);
    Digest imprint = token.imprintAlgorithm().digest(stamped);
    if (!token.imprint().matches(imprint)) {
      throw new Fault(
          FaultCode.TIMESTAMPING_FAILED, "The time-stamp is about something else, " + imprint);
    }
    return new CheckedTimestamp(token, imprint, batch);
  }

  VerificationReport.Timestamp by(Trust trust) {
    TimestampAuthority authority = token.verify(imprint, trust);
    return new VerificationReport.Timestamp(
        token.time(), authority.name(), token.serialNumber(), batch);
  }

  String describe() {
    return (batch ? "batch time-stamp " : "time-stamp ")
        + token.serialNumber()
        + " at "
        + token.time();
  }
}
