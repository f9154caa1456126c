// SPDX-License-Identifier: MIT
package org.postroad.cli.sandbox;

import java.io.IOException;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.postroad.cli.output.Progress;
import org.postroad.cli.output.QuietOption;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code postroad sandbox up}: starts everything and keeps it running. */
@Command(
    name = "up",
    description = "Starts an instance and keeps it running until Ctrl-C, or in the background.",
    mixinStandardHelpOptions = true,
    exitCodeListHeading = "%nExit status:%n",
    exitCodeList = {"0:it ran, or runs in the background", "2:it could not be started"})
final class UpCommand implements Callable<Integer> {

  @Mixin private SandboxOptions options = new SandboxOptions();

  @Mixin private QuietOption quiet = new QuietOption();

  @Option(names = "--detach", description = "Return when it is ready; stop it with `sandbox down`.")
  private boolean detach;

  private Optional<CommandSpec> spec = Optional.empty();

  @Spec
  void spec(CommandSpec self) {
    spec = Optional.of(self);
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    CommandLine commandLine = spec.orElseThrow().commandLine();
    try {
      return detach ? new DetachedSandbox(options).start(commandLine) : run(commandLine);
    } catch (SandboxRefused e) {
      commandLine.getErr().println(e.getMessage());
      return 2;
    }
  }

  private int run(CommandLine commandLine) throws IOException, InterruptedException {
    SecureRandom random = new SecureRandom();
    Progress progress = quiet.progress(commandLine);
    CountDownLatch stop = new CountDownLatch(1);
    CountDownLatch stopped = new CountDownLatch(1);
    Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(() -> end(stop, stopped)));
    try (SandboxHome home = SandboxHome.of(Optional.ofNullable(options.data));
        Sandbox sandbox =
            Sandbox.start(home, new SandboxPorts(options.portBase), random, progress)) {
      progress.done();
      SandboxState state = stateOf(sandbox, home);
      state.publish();
      new SandboxText(commandLine.getOut()).print(sandbox, home);
      stop.await();
      state.withdraw();
    } finally {
      stopped.countDown();
    }
    return 0;
  }

  private static SandboxState stateOf(Sandbox sandbox, SandboxHome home) {
    return new SandboxState(
        ProcessHandle.current().pid(),
        sandbox.ports().base(),
        home.root().toString(),
        sandbox.consumerUrl().toString(),
        Clock.systemUTC().instant().toString());
  }

  /** Runs when the process is told to end: lets the main thread close everything first. */
  private static void end(CountDownLatch stop, CountDownLatch stopped) {
    stop.countDown();
    try {
      stopped.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
