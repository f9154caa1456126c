// SPDX-License-Identifier: MIT
package org.postroad.securityserver.messagelog;

import java.util.Optional;
import org.postroad.protocol.container.ContainerTimestamp;
import org.postroad.protocol.signature.HashChainDocuments;
import org.postroad.protocol.signature.MessageSignature;
import org.postroad.protocol.signature.SignatureTimestamp;

/**
 * The time-stamp over one record.
 *
 * @param token the time-stamp token, DER
 * @param chain for a batch the way from what was stamped to this record's signature document;
 *     nothing where the token is over this record's signature value alone (D-070)
 */
public record LogTimestamp(byte[] token, Optional<HashChainDocuments> chain) {

  /** The signature with this time-stamp inside, where that is its place. */
  MessageSignature addTo(MessageSignature signature) {
    return chain.isPresent()
        ? signature
        : new MessageSignature(
            SignatureTimestamp.insert(signature.document(), token), signature.hashChain());
  }

  /** This time-stamp beside the signature, where that is its place. */
  Optional<ContainerTimestamp> forContainer() {
    return chain.map(way -> new ContainerTimestamp(token, way));
  }
}
