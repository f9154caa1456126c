// SPDX-License-Identifier: MIT
package org.postroad.cli.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Optional;
import org.postroad.cli.sandbox.SandboxInstance;

/** A security server in a process of its own that is killed and started again. */
final class Killed implements AutoCloseable {

  private final SandboxInstance.Server server;
  private Optional<Child> process = Optional.empty();

  Killed(SandboxInstance.Server server) {
    this.server = server;
  }

  synchronized void startIfDown() {
    if (process.isEmpty()) {
      try {
        process = Optional.of(Child.start(ServerProcess.arguments(server)));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
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
