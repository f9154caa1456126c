// SPDX-License-Identifier: MIT
package org.postroad.cli.bench;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** A measured process: a JVM of its own with the options of this one, asked over its streams. */
final class Child implements AutoCloseable {

  private static final long PATIENCE_SECONDS = 20;

  private final Process process;
  private final BufferedReader answers;
  private final BufferedWriter questions;
  private final int port;
  private final Duration readyIn;

  private Child(Process process, BufferedReader answers, int port, long begin) {
    this.process = process;
    this.port = port;
    this.answers = answers;
    this.questions = process.outputWriter(StandardCharsets.US_ASCII);
    this.readyIn = Duration.ofNanos(System.nanoTime() - begin);
  }

  /** Starts {@code postroad bench} with these arguments and waits until it is ready. */
  static Child start(List<String> arguments) throws IOException {
    return start(List.of(), arguments);
  }

  /** The same with more options for its virtual machine. */
  static Child start(List<String> options, List<String> arguments) throws IOException {
    long begin = System.nanoTime();
    Process process =
        new ProcessBuilder(command(options, arguments))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    BufferedReader answers = process.inputReader(StandardCharsets.US_ASCII);
    Optional<Integer> port = readPort(answers);
    if (port.isEmpty()) {
      process.destroyForcibly();
      throw new IOException("A measured process did not start");
    }
    return new Child(process, answers, port.get(), begin);
  }

  /** Passes over what a virtual machine says of itself when it has more options. */
  private static Optional<Integer> readPort(BufferedReader answers) throws IOException {
    for (String line = answers.readLine(); line != null; line = answers.readLine()) {
      if (line.startsWith(ChildConsole.READY)) {
        return Optional.of(Integer.valueOf(line.substring(ChildConsole.READY.length())));
      }
    }
    return Optional.empty();
  }

  private static List<String> command(List<String> options, List<String> arguments) {
    List<String> command = new ArrayList<>();
    command.add(ProcessHandle.current().info().command().orElse("java"));
    command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
    command.addAll(options);
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(List.of("org.postroad.cli.launch.Postroad", "bench"));
    command.addAll(arguments);
    return command;
  }

  /** The port it said it listens on. */
  int port() {
    return port;
  }

  /** From the start of the process to the moment it could serve. */
  Duration readyIn() {
    return readyIn;
  }

  Sample sample() throws IOException {
    questions.write("?\n");
    questions.flush();
    String answer = answers.readLine();
    if (answer == null) {
      throw new IOException("A measured process ended: " + process.pid());
    }
    return Sample.ofLine(answer);
  }

  /** Ends the process as {@code kill -9} does and returns when it is gone. */
  void kill() {
    process.toHandle().destroyForcibly();
    var _ = process.onExit().join();
  }

  @Override
  public void close() throws IOException {
    questions.close();
    try {
      if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException _) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
