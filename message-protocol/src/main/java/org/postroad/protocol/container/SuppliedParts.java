// SPDX-License-Identifier: MIT
package org.postroad.protocol.container;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.postroad.protocol.algorithm.Digest;
import org.postroad.protocol.fault.Fault;
import org.postroad.protocol.fault.FaultCode;
import org.postroad.protocol.signature.MessageSignature;
import org.postroad.protocol.signature.SignatureVerifier;
import org.postroad.protocol.signature.SignedParts;

/**
 * What somebody kept of a message whose container does not hold it: because its body was not logged
 * (D-065), or because it is an attachment of a batch (D-060). The signature says whether it is what
 * was signed.
 *
 * @param message in place of {@code message.xml}
 * @param attachments in the order of their numbers, where the container has none
 */
public record SuppliedParts(Optional<byte[]> message, List<byte[]> attachments) {
  public static final SuppliedParts NONE = new SuppliedParts(Optional.empty(), List.of());

  public SuppliedParts {
    attachments = List.copyOf(attachments);
  }

  /** The container with these parts in it. */
  ContainerContent into(ContainerContent content) {
    List<Attachment> numbered = new ArrayList<>(content.attachments());
    if (numbered.isEmpty()) {
      attachments.forEach(bytes -> numbered.add(new Attachment(numbered.size() + 1, bytes)));
    }
    return new ContainerContent(
        message.orElse(content.message()),
        content.signature(),
        content.timestamp(),
        numbered,
        content.time());
  }

  /** Says of each part whether it is what was signed, also where others are still missing. */
  void addTo(Findings findings, MessageSignature signature) {
    if (message.isEmpty() && attachments.isEmpty()) {
      return;
    }
    SignedParts signed;
    try {
      signed = SignatureVerifier.partsOf(signature);
      SignatureVerifier.checkIntegrity(signature, signed);
    } catch (Fault fault) {
      findings.notChecked(Check.SUPPLIED_PART, "depends on the signature: " + fault.text());
      return;
    }
    message.ifPresent(bytes -> add(findings, SignedParts.MESSAGE_NAME, bytes, signed.message()));
    for (int i = 0; i < attachments.size(); i++) {
      String name = SignedParts.attachmentName(i + 1);
      if (i < signed.attachments().size()) {
        add(findings, name, attachments.get(i), signed.attachments().get(i));
      } else {
        Fault unsigned =
            new Fault(FaultCode.INVALID_REFERENCE, name + " is supplied, but nobody signed it");
        findings.add(Finding.fail(Check.SUPPLIED_PART, unsigned));
      }
    }
  }

  private static void add(Findings findings, String name, byte[] bytes, Digest signed) {
    Digest found = signed.algorithm().digest(bytes);
    if (found.matches(signed)) {
      findings.add(
          Finding.pass(Check.SUPPLIED_PART, name + " as supplied is what was signed: " + signed));
    } else {
      String text = name + " as supplied is " + found + ", signed was " + signed;
      findings.add(
          Finding.fail(Check.SUPPLIED_PART, new Fault(FaultCode.INVALID_SIGNATURE_VALUE, text)));
    }
  }
}
