// SPDX-License-Identifier: MIT
package org.postroad.securityserver.exchange;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.postroad.protocol.fault.Fault;
import org.postroad.protocol.fault.FaultCode;

final class StageTimerTest {
  private record CountLetters() implements Stage<String, Integer> {
    @Override
    public Integer apply(String input) {
      return input.length();
    }
  }

  private record RefuseAll() implements Stage<Integer, Integer> {
    @Override
    public Integer apply(Integer input) {
      throw new Fault(FaultCode.ACCESS_DENIED, "not " + input);
    }
  }

  @Test
  void remembersEveryStageInOrderAlsoTheOneThatRefused() throws IOException {
    StageTimer timer = new StageTimer();
    int letters = timer.run(new CountLetters(), "four");
    assertThrows(Fault.class, () -> timer.run(new RefuseAll(), letters));
    assertEquals(4, letters);
    assertEquals(
        List.of("CountLetters", "RefuseAll"),
        timer.times().stream().map(StageTime::stage).toList());
    assertFalse(timer.times().stream().anyMatch(time -> time.duration().isNegative()));
  }
}
