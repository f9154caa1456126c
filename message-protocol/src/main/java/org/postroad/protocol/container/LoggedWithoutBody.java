// SPDX-License-Identifier: MIT
package org.postroad.protocol.container;

import org.postroad.protocol.fault.Fault;
import org.postroad.protocol.message.MessageReader;
import org.postroad.protocol.signature.SignatureVerifier;

/**
 * Containers of a log that keeps metadata only: their signature is about a message that is not in
 * them, so that they never verify by themselves (D-065).
 */
final class LoggedWithoutBody {
  private LoggedWithoutBody() {}

  /** The fault as it is or, where that is why, one that says so and what has to be supplied. */
  static Fault explain(ContainerContent content, Fault fault) {
    if (!isMetadata(content.message())) {
      return fault;
    }
    String text =
        fault.text()
            + ". The message is metadata, logged without its body: the signature is about a"
            + " message that is not in the container"
            + signedDigest(content);
    Fault explained = new Fault(fault.code(), text, fault);
    for (int i = fault.path().size() - 2; i >= 0; i--) {
      explained = explained.within(fault.path().get(i));
    }
    return explained;
  }

  private static boolean isMetadata(byte[] message) {
    try {
      return MessageReader.parseLogged(message).isMetadata();
    } catch (Fault unreadable) {
      return false;
    }
  }

  private static String signedDigest(ContainerContent content) {
    try {
      return ", signed as " + SignatureVerifier.partsOf(content.signature()).message();
    } catch (Fault unreadable) {
      return "";
    }
  }
}
