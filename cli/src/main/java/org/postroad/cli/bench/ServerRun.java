// SPDX-License-Identifier: MIT
package org.postroad.cli.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** A process of {@code postroad … run}, started as a user starts it. */
final class ServerRun implements AutoCloseable {

  /** Where {@code cli/bin/postroad} says what it is, so that it can be called again. */
  private static final String LAUNCHER = "POSTROAD_LAUNCHER";

  private static final String OPTIONS = "POSTROAD_JAVA_OPTS";
  private static final String READY = "ready ";
  private static final long PATIENCE_SECONDS = 120;

  private final Process process;
  private final long begin;

  private ServerRun(Process process, long begin) {
    this.process = process;
    this.begin = begin;
  }

  /** Starts the process and returns at once. */
  static ServerRun start(Path configuration) throws IOException {
    return start(configuration, "");
  }

  /** The same with more options for its virtual machine, which the launcher passes on. */
  static ServerRun start(Path configuration, String options) throws IOException {
    return start("server", configuration, options);
  }

  /** A registry, in the same way. */
  static ServerRun registry(Path configuration, String options) throws IOException {
    return start("registry", configuration, options);
  }

  private static ServerRun start(String family, Path configuration, String options)
      throws IOException {
    List<String> command = command();
    command.addAll(List.of(family, "run", "--config", configuration.toString()));
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
    if (!options.isEmpty()) {
      builder.environment().merge(OPTIONS, options, (known, more) -> known + " " + more);
    }
    long begin = System.nanoTime();
    return new ServerRun(builder.start(), begin);
  }

  /** By the launcher where there is one, otherwise with the options of this process. */
  static List<String> command() {
    Optional<String> launcher = Optional.ofNullable(System.getenv(LAUNCHER));
    if (launcher.isPresent()) {
      return new ArrayList<>(List.of(launcher.get()));
    }
    List<String> command = new ArrayList<>();
    command.add(ProcessHandle.current().info().command().orElse("java"));
    command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add("org.postroad.cli.launch.Postroad");
    return command;
  }

  /** Waits until the server says that it is ready. */
  void awaitReady() throws IOException {
    await(READY);
  }

  /** Waits for a line that begins like this. */
  void await(String beginning) throws IOException {
    BufferedReader lines = process.inputReader(StandardCharsets.UTF_8);
    String line = lines.readLine();
    while (line != null && !line.startsWith(beginning)) {
      line = lines.readLine();
    }
    if (line == null) {
      throw new IOException("It ended before it said: " + beginning.strip());
    }
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** Since the process was started. */
  Duration elapsed() {
    return Duration.ofNanos(System.nanoTime() - begin);
  }

  /** Processor time of the process so far, where the system tells. */
  Duration cpu() {
    return process.info().totalCpuDuration().orElse(Duration.ZERO);
  }

  /** Resident memory of the process, 0 where the system does not tell. */
  long residentBytes() {
    try (var lines = Files.lines(Path.of("/proc/" + process.pid() + "/status"))) {
      return lines
          .filter(line -> line.startsWith("VmRSS:"))
          .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024)
          .findFirst()
          .orElse(0);
    } catch (IOException _) {
      return 0;
    }
  }

  /** Asks the process to stop and waits until it has; its exit status. */
  int stop() throws IOException {
    process.destroy();
    try {
      if (process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        return process.exitValue();
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    process.destroyForcibly();
    throw new IOException("It did not stop");
  }

  @Override
  public void close() throws IOException {
    int _ = stop();
  }
}
