// SPDX-License-Identifier: MIT

package org.postroad.registry;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.postroad.protocol.fault.Fault;
import org.postroad.protocol.fault.FaultCode;

@Timeout(60)
class JournalFollowerTest {

  @Test
  void asksAgainAlsoAfterAFailure() throws InterruptedException {
    var asked = new CountDownLatch(2);
    Runnable failing =
        () -> {
          asked.countDown();
          throw new Fault(FaultCode.DATABASE_ERROR, "away");
        };
    try (var follower = new JournalFollower(failing)) {
      follower.start();
      asked.await();
      assertEquals(0, asked.getCount());
    }
  }
}
