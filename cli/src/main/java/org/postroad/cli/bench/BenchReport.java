// SPDX-License-Identifier: MIT
package org.postroad.cli.bench;

import java.util.List;

/**
 * What one run of the command found, in the form that scripts read.
 *
 * @param runs one for each kind of signing key
 * @param targets what the figures are measured against
 */
record BenchReport(
    int processors, String java, String system, List<KeyRun> runs, List<Target> targets) {

  static BenchReport of(List<KeyRun> runs) {
    return new BenchReport(
        Runtime.getRuntime().availableProcessors(),
        Runtime.version().toString(),
        System.getProperty("os.name") + " " + System.getProperty("os.version"),
        runs,
        runs.stream().flatMap(run -> Targets.judged(run).stream()).toList());
  }

  long failures() {
    return runs.stream().mapToLong(KeyRun::failures).sum();
  }
}
