// SPDX-License-Identifier: MIT
package org.postroad.cli.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Two servers killed under load: what was acknowledged is in both logs (E-002). The property {@code
 * kill.rounds} says how often; {@code postroad bench kill} does the same with more to say.
 */
@Tag("long")
final class KillRoundsTest {
  private static final int ROUNDS = Integer.getInteger("kill.rounds", 10);

  @Test
  void noAcknowledgedExchangeIsMissingFromEitherLog() throws Exception {
    List<KillRounds.Outcome> told = new ArrayList<>();
    KillRounds.Outcome outcome =
        new KillRounds(ROUNDS, 18_600, new SplittableRandom(), new CountDownLatch(1), told::add)
            .run();
    assertEquals(List.of(), outcome.missing());
    assertEquals(ROUNDS, outcome.rounds());
    assertEquals(ROUNDS, told.size());
    assertTrue(outcome.acknowledged() >= ROUNDS, outcome.toString());
  }
}
