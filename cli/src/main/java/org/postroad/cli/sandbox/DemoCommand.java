// SPDX-License-Identifier: MIT
package org.postroad.cli.sandbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.postroad.cli.output.OutputOptions;
import org.postroad.cli.output.Progress;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code postroad sandbox demo}: starts everything, shows a signed exchange, stops. */
@Command(
    name = "demo",
    description = "Starts an instance, makes signed exchanges, verifies them offline, stops.",
    mixinStandardHelpOptions = true,
    exitCodeListHeading = "%nExit status:%n",
    exitCodeList = {
      "0:every exchange went as it should and every message was verified",
      "1:something did not",
      "2:the sandbox could not be started"
    })
final class DemoCommand implements Callable<Integer> {

  @Mixin private SandboxOptions options = new SandboxOptions();

  @Mixin private OutputOptions output = new OutputOptions();

  @Option(names = "--verbose", description = "Also list every message with what proves it.")
  private boolean verbose;

  private Optional<CommandSpec> spec = Optional.empty();

  @Spec
  void spec(CommandSpec self) {
    spec = Optional.of(self);
  }

  @Override
  public Integer call() throws IOException {
    CommandLine commandLine = spec.orElseThrow().commandLine();
    SecureRandom random = new SecureRandom();
    Progress progress = output.quiet().progress(commandLine);
    try (SandboxHome home = SandboxHome.of(Optional.ofNullable(options.data));
        Sandbox sandbox =
            Sandbox.start(home, new SandboxPorts(options.portBase), random, progress)) {
      Path evidence = Files.createDirectories(home.root().resolve("evidence"));
      DemoResult result = new Demo(sandbox, evidence, random, progress::step).run();
      progress.done();
      print(result, commandLine);
      return result.succeeded() ? 0 : 1;
    } catch (SandboxRefused e) {
      progress.done();
      commandLine.getErr().println(e.getMessage());
      return 2;
    }
  }

  /** People see what was asked and answered, programs see one entry for each message. */
  private void print(DemoResult result, CommandLine commandLine) {
    output.answer(commandLine, result.messages(), out -> new DemoText(out).print(result, verbose));
  }
}
