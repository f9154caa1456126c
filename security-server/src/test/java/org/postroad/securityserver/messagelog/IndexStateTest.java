// SPDX-License-Identifier: MIT
package org.postroad.securityserver.messagelog;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.postroad.securityserver.journal.JournalPosition;

/** What whoever asks for the index is told while it is away. */
class IndexStateTest {
  private static final JournalPosition END = new JournalPosition(1, 1);

  private final IndexRequests requests = new IndexRequests();
  private final IndexState state = new IndexState("H2", requests);

  /** However short the patience, until it turns out that it cannot be opened. */
  @Test
  void anIndexThatIsBeingOpenedIsWaitedFor() throws InterruptedException {
    try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<LogIndex> asked = executor.submit(() -> state.reached(END, Duration.ZERO));
      while (!requests.isNeeded()) {
        Thread.onSpinWait();
      }
      state.withdraw("the disk is gone");
      IOException refusal =
          assertInstanceOf(
              IOException.class, assertThrows(ExecutionException.class, asked::get).getCause());
      assertTrue(refusal.toString().endsWith(": the disk is gone"), refusal.toString());
    }
  }

  @Test
  void anIndexThatCannotBeOpenedIsNotWaitedForLongerThanAsked() {
    state.withdraw("the disk is gone");
    IOException refusal = assertThrows(IOException.class, () -> state.reached(END, Duration.ZERO));
    assertTrue(refusal.toString().endsWith(": the disk is gone"), refusal.toString());
  }
}
