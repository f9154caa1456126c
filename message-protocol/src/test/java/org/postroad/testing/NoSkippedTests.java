// SPDX-License-Identifier: MIT

package org.postroad.testing;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.TestExecutionResult.Status;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.TestPlan;

/**
 * Fails the build when a test was skipped or aborted: a test that does not run proves nothing and
 * is soon forgotten. A test that cannot run everywhere gets a tag instead.
 */
public final class NoSkippedTests implements TestExecutionListener {

  private final List<String> skipped = new CopyOnWriteArrayList<>();

  @Override
  public void executionSkipped(TestIdentifier test, String reason) {
    skipped.add(test.getUniqueId() + ": " + reason);
  }

  @Override
  public void executionFinished(TestIdentifier test, TestExecutionResult result) {
    if (result.getStatus() == Status.ABORTED) {
      skipped.add(test.getUniqueId() + ": aborted");
    }
  }

  @Override
  public void testPlanExecutionFinished(TestPlan plan) {
    if (!skipped.isEmpty()) {
      throw new AssertionError("tests were skipped:\n" + String.join("\n", skipped));
    }
  }
}
