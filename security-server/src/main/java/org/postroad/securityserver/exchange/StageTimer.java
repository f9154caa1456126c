// SPDX-License-Identifier: MIT
package org.postroad.securityserver.exchange;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Runs the stages of one exchange and remembers how long each took, also the one that refused. */
public final class StageTimer {

  private static final int MOST_STAGES = 12;

  private final List<StageTime> times = new ArrayList<>(MOST_STAGES);

  public <I, O> O run(Stage<? super I, O> stage, I input) throws IOException {
    long begin = System.nanoTime();
    try {
      return stage.apply(input);
    } finally {
      times.add(new StageTime(stage.getClass(), System.nanoTime() - begin));
    }
  }

  public List<StageTime> times() {
    return List.copyOf(times);
  }
}
