// SPDX-License-Identifier: MIT
package org.postroad.protocol.signature;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.postroad.protocol.algorithm.Digest;
import org.postroad.protocol.algorithm.DigestAlgorithm;
import org.postroad.protocol.fault.Fault;
import org.postroad.protocol.fault.FaultCode;

/**
 * The digests of everything one signature protects: the message and its attachments in order.
 *
 * <p>A part is known by name only inside the signature: {@code /message.xml}, {@code /attachment1},
 * {@code /attachment2} and so on, never by anything that a sender can choose.
 */
public record SignedParts(Digest message, List<Digest> attachments) implements PartDigests {

  /** The name of the first part. */
  public static final String MESSAGE_NAME = "/message.xml";

  private static final String ATTACHMENT_NAME = "/attachment";

  public SignedParts {
    attachments = List.copyOf(attachments);
  }

  /** A message without attachments. */
  public static SignedParts of(Digest message) {
    return new SignedParts(message, List.of());
  }

  /** The name of the attachment with this number, counted from 1. */
  public static String attachmentName(int number) {
    return ATTACHMENT_NAME + number;
  }

  /**
   * The parts that go by these names.
   *
   * @throws Fault {@code malformed_signature} when a name is missing or not expected
   */
  static SignedParts ofNames(Map<String, Digest> byName) {
    var message = byName.get(MESSAGE_NAME);
    var attachments = new ArrayList<Digest>(byName.size());
    for (int number = 1; number < byName.size(); number++) {
      var attachment = byName.get(attachmentName(number));
      if (attachment != null) {
        attachments.add(attachment);
      }
    }
    if (message == null || attachments.size() != byName.size() - 1) {
      throw new Fault(
          FaultCode.MALFORMED_SIGNATURE,
          "Expected a message and attachments counted from 1, not "
              + new TreeSet<>(byName.keySet()));
    }
    return new SignedParts(message, attachments);
  }

  /** These digests, whatever is asked for: nothing else is known of the parts. */
  @Override
  public SignedParts digests(Map<String, DigestAlgorithm> named) {
    return this;
  }

  /** Every part by name, the message first. */
  public Map<String, Digest> byName() {
    if (attachments.isEmpty()) {
      return Map.of(MESSAGE_NAME, message);
    }
    var parts = new LinkedHashMap<String, Digest>();
    parts.put(MESSAGE_NAME, message);
    for (int i = 0; i < attachments.size(); i++) {
      parts.put(attachmentName(i + 1), attachments.get(i));
    }
    return parts;
  }
}
