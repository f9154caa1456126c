// SPDX-License-Identifier: MIT
package org.postroad.cli.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.postroad.cli.bench.Target.Goal;
import org.postroad.cli.bench.Target.Verdict;

final class TargetTest {

  @Test
  void whatMustReachABoundIsJudgedFromBelow() {
    Goal goal = Goal.atLeast("per second", "", 30, 45);
    assertEquals(Verdict.MISSED, goal.judge("it", 29.9).verdict());
    assertEquals(Verdict.MET, goal.judge("it", 30).verdict());
    assertEquals(Verdict.MET, goal.judge("it", 44.9).verdict());
    assertEquals(Verdict.AIM_REACHED, goal.judge("it", 45).verdict());
  }

  @Test
  void whatMustNotExceedABoundIsJudgedFromAbove() {
    Goal goal = Goal.atMost("p50", "ms", 3, 2.1);
    assertEquals(Verdict.AIM_REACHED, goal.judge("it", 2.1).verdict());
    assertEquals(Verdict.MET, goal.judge("it", 3).verdict());
    assertEquals(Verdict.MISSED, goal.judge("it", 3.01).verdict());
    assertEquals("it p50", goal.judge("it", 3).what());
  }

  @Test
  void figureThatIsNoneReachesNothing() {
    assertEquals(Verdict.MISSED, Goal.atMost("p50", "ms", 3, 2).judge("it", Double.NaN).verdict());
  }
}
