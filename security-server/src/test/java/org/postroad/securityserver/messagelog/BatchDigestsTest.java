// SPDX-License-Identifier: MIT
package org.postroad.securityserver.messagelog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.postroad.protocol.algorithm.DigestAlgorithm;

final class BatchDigestsTest {

  @Test
  void theSameOctetsAreDigestedOnce() {
    BatchDigests batches = new BatchDigests();
    assertSame(batches.sha512(new byte[] {1, 2, 3}), batches.sha512(new byte[] {1, 2, 3}));
  }

  @Test
  void otherOctetsHaveTheirOwnDigestHoweverManyCameBefore() {
    BatchDigests batches = new BatchDigests();
    Random random = new Random(7);
    for (int i = 0; i < 1_000; i++) {
      byte[] document = new byte[1 + random.nextInt(4)];
      random.nextBytes(document);
      assertEquals(DigestAlgorithm.SHA512.digest(document), batches.sha512(document));
    }
  }
}
