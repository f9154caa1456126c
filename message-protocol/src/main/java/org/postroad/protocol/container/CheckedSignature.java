// SPDX-License-Identifier: MIT
package org.postroad.protocol.container;

import java.util.List;
import org.postroad.protocol.algorithm.Digest;
import org.postroad.protocol.algorithm.DigestAlgorithm;
import org.postroad.protocol.fault.Fault;
import org.postroad.protocol.signature.IntactSignature;
import org.postroad.protocol.signature.MessageSignature;
import org.postroad.protocol.signature.SignatureVerifier;
import org.postroad.protocol.signature.SignedParts;

/**
 * A signature that covers the message and exactly its attachments.
 *
 * <p>Attachments of a batch-signed SOAP message are not in its container (D-060). Their digests are
 * then taken from the signature itself: it covers them still, but what they were nobody can tell
 * from the container, and the report says so (D-063).
 *
 * @param absent digests of signed attachments that are not in the container
 */
record CheckedSignature(IntactSignature intact, List<Digest> absent) {

  CheckedSignature {
    absent = List.copyOf(absent);
  }

  static CheckedSignature of(ContainerContent content) {
    Digest message = DigestAlgorithm.SHA512.digest(content.message());
    List<Digest> present =
        content.attachments().stream()
            .map(attachment -> DigestAlgorithm.SHA512.digest(attachment.bytes()))
            .toList();
    MessageSignature signature = content.signature();
    List<Digest> absent = present.isEmpty() ? namedBy(signature) : List.of();
    SignedParts parts = new SignedParts(message, present.isEmpty() ? absent : present);
    return new CheckedSignature(SignatureVerifier.checkIntegrity(signature, parts), absent);
  }

  /** Nothing where the signature cannot be read: the check itself then says why. */
  private static List<Digest> namedBy(MessageSignature signature) {
    try {
      return SignatureVerifier.partsOf(signature).attachments();
    } catch (Fault unreadable) {
      return List.of();
    }
  }

  String describe() {
    return (intact.batch() ? "batch signature " : "signature ")
        + intact.algorithm()
        + " of "
        + intact.signer().getSubjectX500Principal();
  }

  void addAbsentTo(Findings findings) {
    for (int i = 0; i < absent.size(); i++) {
      findings.notChecked(
          Check.ABSENT_PART,
          SignedParts.attachmentName(i + 1)
              + " is signed as "
              + absent.get(i)
              + " but not in the container");
    }
  }
}
