// SPDX-License-Identifier: MIT
package org.postroad.protocol.signature;

import java.util.Map;
import org.postroad.protocol.algorithm.DigestAlgorithm;

/**
 * The parts of a message that was received, digested as its signature asks for: the signer chooses
 * the algorithm, for each part if it likes (D-009, D-011).
 */
@FunctionalInterface
public interface PartDigests {

  /**
   * Digests of all parts, never of what the signature says about them.
   *
   * @param named the algorithm that the signature names for each part it knows; a part that is not
   *     named, or cannot be digested so any more, is digested with any other
   */
  SignedParts digests(Map<String, DigestAlgorithm> named);
}
