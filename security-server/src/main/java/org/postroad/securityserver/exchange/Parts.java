// SPDX-License-Identifier: MIT
package org.postroad.securityserver.exchange;

import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.postroad.protocol.algorithm.Digest;
import org.postroad.protocol.algorithm.DigestAlgorithm;
import org.postroad.protocol.message.Message;
import org.postroad.protocol.signature.PartDigests;
import org.postroad.protocol.signature.SignedParts;

/**
 * The parts of one message as they are signed: the message itself, and its bodies in order ({@code
 * /attachment1}, {@code /attachment2}, …).
 *
 * @param octets of the message
 * @param digests SHA-512 of a message on its way, those that were verified after that
 */
public record Parts(byte[] octets, SignedParts digests, List<Body> bodies)
    implements PartDigests, Closeable {

  public Parts {
    bodies = List.copyOf(bodies);
  }

  public static Parts of(Message message, List<Body> bodies) {
    return new Parts(
        message.bytes(),
        new SignedParts(
            DigestAlgorithm.SHA512.digest(message.bytes()),
            bodies.stream().map(Body::digest).toList()),
        bodies);
  }

  /** The same parts, known by the digests that a signature proves. */
  public Parts as(SignedParts verified) {
    return new Parts(octets, verified, bodies);
  }

  @Override
  public SignedParts digests(Map<String, DigestAlgorithm> named) {
    if (named.values().stream().allMatch(DigestAlgorithm.SHA512::equals)) {
      return digests;
    }
    List<Digest> attachments = new ArrayList<>(bodies.size());
    for (int i = 0; i < bodies.size(); i++) {
      attachments.add(bodies.get(i).digest(algorithm(named, SignedParts.attachmentName(i + 1))));
    }
    return new SignedParts(algorithm(named, SignedParts.MESSAGE_NAME).digest(octets), attachments);
  }

  private static DigestAlgorithm algorithm(Map<String, DigestAlgorithm> named, String part) {
    return named.getOrDefault(part, DigestAlgorithm.SHA512);
  }

  @Override
  public void close() throws IOException {
    for (Body body : bodies) {
      body.close();
    }
  }
}
