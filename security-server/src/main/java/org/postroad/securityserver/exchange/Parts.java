// SPDX-License-Identifier: MIT
package org.postroad.securityserver.exchange;

import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import org.postroad.protocol.algorithm.Digest;
import org.postroad.protocol.algorithm.DigestAlgorithm;
import org.postroad.protocol.message.Message;
import org.postroad.protocol.signature.SignedParts;

/**
 * The parts of one message as they are signed: the digest of the message itself, and its bodies in
 * order ({@code /attachment1}, {@code /attachment2}, …).
 */
public record Parts(Digest message, List<Body> bodies) implements Closeable {

  public Parts {
    bodies = List.copyOf(bodies);
  }

  public static Parts of(Message message, List<Body> bodies) {
    return new Parts(DigestAlgorithm.SHA512.digest(message.bytes()), bodies);
  }

  public SignedParts digests() {
    return new SignedParts(message, bodies.stream().map(Body::digest).toList());
  }

  @Override
  public void close() throws IOException {
    for (Body body : bodies) {
      body.close();
    }
  }
}
