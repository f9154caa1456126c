// SPDX-License-Identifier: MIT
package org.postroad.cli.sandbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A security server in a process of its own, which is killed as by a power cut. */
final class KilledServer implements AutoCloseable {
  private final Process process;

  private KilledServer(Process process) {
    this.process = process;
  }

  /**
   * Starts it and waits until it can be administered.
   *
   * @param variables that override its configuration
   */
  static KilledServer start(Path configuration, Map<String, String> variables) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(
                List.of(
                    ProcessHandle.current().info().command().orElse("java"),
                    "-XX:+UseSerialGC",
                    "-XX:TieredStopAtLevel=1",
                    "--enable-native-access=ALL-UNNAMED",
                    "-cp",
                    System.getProperty("java.class.path"),
                    "org.postroad.cli.launch.Postroad",
                    "server",
                    "run",
                    "--config",
                    configuration.toString()))
            .redirectError(ProcessBuilder.Redirect.DISCARD);
    builder.environment().putAll(variables);
    KilledServer server = new KilledServer(builder.start());
    server.awaitAdministration();
    return server;
  }

  private void awaitAdministration() throws IOException {
    BufferedReader lines = process.inputReader(UTF_8);
    String line = lines.readLine();
    while (line != null && !line.startsWith("administration ")) {
      line = lines.readLine();
    }
    if (line == null) {
      throw new AssertionError("the server ended before it could be administered");
    }
  }

  /** Ends it without a word. */
  @Override
  public void close() {
    process.destroyForcibly();
    process.onExit().join();
  }
}
