// SPDX-License-Identifier: MIT
package org.postroad.protocol.signature;

import org.postroad.protocol.algorithm.Digest;
import org.postroad.protocol.algorithm.DigestAlgorithm;

/** One of the values that a step of a hash chain is digested from. */
sealed interface StepEntry {

  /** {@code HashValue}: a digest as it is. */
  record Value(Digest digest) implements StepEntry {}

  /** {@code DataRef}: the digest of a part. */
  record DataReference(String name, ReadHashChain.Part part) implements StepEntry {}

  /** {@code StepRef}: the digest of another step, {@code #STEP1} or {@code /file.xml#STEP1}. */
  record StepReference(String uri, DigestAlgorithm algorithm) implements StepEntry {}
}
