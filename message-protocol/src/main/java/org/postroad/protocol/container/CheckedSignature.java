// SPDX-License-Identifier: MIT
package org.postroad.protocol.container;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.postroad.protocol.algorithm.Digest;
import org.postroad.protocol.algorithm.DigestAlgorithm;
import org.postroad.protocol.fault.Fault;
import org.postroad.protocol.signature.IntactSignature;
import org.postroad.protocol.signature.MessageSignature;
import org.postroad.protocol.signature.PartDigests;
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
    MessageSignature signature = content.signature();
    List<Digest> absent = content.attachments().isEmpty() ? namedBy(signature) : List.of();
    PartDigests parts = named -> digests(content, named, absent);
    return new CheckedSignature(SignatureVerifier.checkIntegrity(signature, parts), absent);
  }

  private static SignedParts digests(
      ContainerContent content, Map<String, DigestAlgorithm> named, List<Digest> absent) {
    Digest message = digest(SignedParts.MESSAGE_NAME, content.message(), named);
    List<Digest> attachments = new ArrayList<>(absent);
    for (int i = 0; i < content.attachments().size(); i++) {
      byte[] bytes = content.attachments().get(i).bytes();
      attachments.add(digest(SignedParts.attachmentName(i + 1), bytes, named));
    }
    return new SignedParts(message, attachments);
  }

  private static Digest digest(String name, byte[] bytes, Map<String, DigestAlgorithm> named) {
    return named.getOrDefault(name, DigestAlgorithm.SHA512).digest(bytes);
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
