// SPDX-License-Identifier: MIT
package org.postroad.cli.launch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.postroad.cli.launch.PageSteps.Step;

/** Types the steps of a page one after another, and sees what it shows beneath each. */
record Typist(Shell shell) {
  static final long PATIENCE = Duration.ofMinutes(3).toNanos();
  private static final long PAUSE = Duration.ofMillis(300).toNanos();

  /** Every step does what the page says, and ends well unless the next one shows how it ended. */
  void type(List<Step> steps) throws IOException, InterruptedException {
    assertFalse(steps.isEmpty());
    for (int i = 0; i < steps.size(); i++) {
      boolean mayFail = i + 1 < steps.size() && steps.get(i + 1).isStatus();
      type(steps.get(i), mayFail);
    }
  }

  private void type(Step step, boolean mayFail) throws IOException, InterruptedException {
    long end = System.nanoTime() + PATIENCE;
    Shell.Ended ended = shell.type(step.typed(), PATIENCE);
    List<String> output = new ArrayList<>(ended.output());
    while (isAwaited(step, ended, output, mayFail)) {
      assertTrue(System.nanoTime() < end, () -> shown(step, output));
      if (step.isInBackground()) {
        output.add(shell.next(end, output));
      } else {
        LockSupport.parkNanos(PAUSE);
        ended = shell.type(step.typed(), PATIENCE);
        output.clear();
        output.addAll(ended.output());
      }
    }
    assertTrue(step.isSeenIn(output), () -> shown(step, output));
    if (!mayFail) {
      assertEquals(0, ended.status(), () -> shown(step, output));
    }
  }

  private static boolean isAwaited(
      Step step, Shell.Ended ended, List<String> output, boolean mayFail) {
    boolean seen = step.isSeenIn(output);
    return step.isInBackground()
        ? !seen
        : step.looks() && !(seen && (mayFail || ended.status() == 0));
  }

  private static String shown(Step step, List<String> output) {
    return "$ "
        + step.typed()
        + "\n"
        + String.join("\n", output)
        + "\n--- expected:\n"
        + String.join("\n", step.seen());
  }
}
