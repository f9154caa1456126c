// SPDX-License-Identifier: MIT
package org.postroad.cli.sandbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine;

/** Starts {@code sandbox up} in a process of its own and waits until it is ready. */
final class DetachedSandbox {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final long LOOK_EVERY_MILLIS = 50;

  private final SandboxOptions options;

  DetachedSandbox(SandboxOptions options) {
    this.options = options;
  }

  int start(CommandLine commandLine) throws IOException, InterruptedException {
    SandboxPorts ports = new SandboxPorts(options.portBase);
    ports
        .occupied()
        .ifPresent(taken -> {
          throw SandboxRefused.portTaken(ports, taken);
        });
    Path log = SandboxState.logFile(options.portBase);
    Process process =
        new ProcessBuilder(command())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    Optional<SandboxState> state = await(process);
    if (state.isEmpty()) {
      commandLine.getErr().println("The sandbox did not start:");
      commandLine.getErr().print(Files.readString(log));
      commandLine.getErr().flush();
      return 2;
    }
    commandLine.getOut().print(Files.readString(log));
    commandLine
        .getOut()
        .printf(
            "%nIt runs in the background (process %d, log %s). Stop it with:%n"
                + "  postroad sandbox down --port-base %d%n",
            state.get().pid(), log, options.portBase);
    commandLine.getOut().flush();
    return 0;
  }

  private Optional<SandboxState> await(Process process) throws IOException, InterruptedException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (System.nanoTime() < end) {
      Optional<SandboxState> state = SandboxState.running(options.portBase);
      if (state.isPresent()) {
        return state;
      }
      if (process.waitFor(LOOK_EVERY_MILLIS, TimeUnit.MILLISECONDS)) {
        return Optional.empty();
      }
    }
    process.destroy();
    return Optional.empty();
  }

  /** The same Java with the same options, class path and arguments, without {@code --detach}. */
  private List<String> command() {
    ProcessHandle.Info self = ProcessHandle.current().info();
    List<String> command = new ArrayList<>();
    command.add(self.command().orElse("java"));
    command.addAll(java.lang.management.ManagementFactory.getRuntimeMXBean().getInputArguments());
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.add("org.postroad.cli.launch.Postroad");
    command.addAll(List.of("sandbox", "up", "--port-base", Integer.toString(options.portBase)));
    Optional.ofNullable(options.data)
        .ifPresent(data -> command.addAll(List.of("--data", data.toString())));
    return command;
  }
}
