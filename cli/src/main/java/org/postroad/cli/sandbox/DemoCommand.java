// SPDX-License-Identifier: MIT
package org.postroad.cli.sandbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;

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

  /** Form of what is printed. */
  enum Format {
    TABLE,
    JSON
  }

  @Mixin private SandboxOptions options = new SandboxOptions();

  @Option(
      names = "--output",
      defaultValue = "TABLE",
      description = "${COMPLETION-CANDIDATES}; JSON is one object a message.")
  private Format format = Format.TABLE;

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
    Progress progress = new Progress(commandLine.getErr());
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

  private void print(DemoResult result, CommandLine commandLine) {
    switch (format) {
      case TABLE -> new DemoText(commandLine.getOut()).print(result, verbose);
      case JSON ->
          commandLine
              .getOut()
              .println(
                  JsonMapper.shared()
                      .writerWithDefaultPrettyPrinter()
                      .writeValueAsString(result.messages()));
    }
    commandLine.getOut().flush();
  }
}
