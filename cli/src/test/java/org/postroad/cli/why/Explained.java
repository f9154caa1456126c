// SPDX-License-Identifier: MIT
package org.postroad.cli.why;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.postroad.securityserver.admin.TaskProgress;

/** What {@code postroad why} says of an exchange, for tests of other rooms. */
public record Explained(
    String outcome, String cause, String side, String next, List<String> facts) {
  private static final long PAUSE_NANOS = 50_000_000;

  /** Of the server in a directory, running or not, as soon as it has a record of it. */
  public static Explained of(Path directory, String id) throws IOException {
    Explanation explanation = read(directory, id);
    for (int i = 0; i < 200 && isMissing(explanation); i++) {
      LockSupport.parkNanos(PAUSE_NANOS);
      explanation = read(directory, id);
    }
    return new Explained(
        explanation.outcome().name(),
        explanation.cause(),
        explanation.side(),
        explanation.next(),
        explanation.facts().stream().map(fact -> fact.record() + ": " + fact.text()).toList());
  }

  private static boolean isMissing(Explanation explanation) {
    return explanation.facts().stream()
        .noneMatch(fact -> fact.record().startsWith("operational record"));
  }

  private static Explanation read(Path directory, String id) throws IOException {
    return new RecordReading(directory, "--config server.yaml", Clock.systemUTC())
        .explain(id, TaskProgress.SILENT);
  }
}
