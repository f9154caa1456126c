// SPDX-License-Identifier: MIT
package org.postroad.protocol.container;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.postroad.protocol.signature.MessageSignature;

/**
 * What a container proves: one signed message of one side of an exchange.
 *
 * <p>The attachments are all there or none of them: those of a batch-signed SOAP message are left
 * out and only their digests remain, in the hash chain (D-060).
 *
 * @param message the signed bytes of {@code /message.xml}; not to be written to
 * @param attachments numbered from 1 without gap
 * @param time when the message was logged, two seconds fine once it was in a file
 */
public record ContainerContent(
    byte[] message,
    MessageSignature signature,
    Optional<ContainerTimestamp> timestamp,
    List<Attachment> attachments,
    Instant time) {

  public ContainerContent {
    attachments = List.copyOf(attachments);
    for (int i = 0; i < attachments.size(); i++) {
      if (attachments.get(i).number() != i + 1) {
        throw new IllegalArgumentException(
            "Attachment " + attachments.get(i).number() + " stands where " + (i + 1) + " belongs");
      }
    }
  }
}
