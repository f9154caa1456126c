// SPDX-License-Identifier: MIT
package org.postroad.cli.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.postroad.cli.sandbox.SandboxInstance;

/** A security server in a process of its own that is killed and started again. */
final class Killed implements AutoCloseable {

  /** Nothing lives long enough here to be worth the second compiler. */
  private static final List<String> SHORT_LIVED = List.of("-XX:TieredStopAtLevel=1");

  private static final int MOST_TRIES = 3;

  private final SandboxInstance.Server server;
  private Optional<Child> process = Optional.empty();

  Killed(SandboxInstance.Server server) {
    this.server = server;
  }

  /** On a machine that does too much, what it fetches may time out; then it is started again. */
  synchronized void startIfDown() {
    for (int tries = 1; process.isEmpty(); tries++) {
      try {
        process = Optional.of(Child.start(SHORT_LIVED, ServerProcess.arguments(server)));
      } catch (IOException e) {
        if (tries == MOST_TRIES) {
          throw new UncheckedIOException(e);
        }
      }
    }
  }

  synchronized void kill() {
    if (process.isPresent()) {
      process.get().kill();
      process = Optional.empty();
    }
  }

  /** Where the running server takes messages of its clients. */
  synchronized int port() {
    return process.orElseThrow().port();
  }

  synchronized Duration readyIn() {
    return process.orElseThrow().readyIn();
  }

  /** Processor time of the running server until now. */
  synchronized Duration cpu() throws IOException {
    return Duration.ofNanos(process.orElseThrow().sample().cpuNanos());
  }

  @Override
  public void close() {
    kill();
  }
}
