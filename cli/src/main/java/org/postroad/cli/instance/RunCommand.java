// SPDX-License-Identifier: MIT
package org.postroad.cli.instance;

import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Arrays;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.postroad.cli.output.OutputOptions;
import org.postroad.cli.process.AdministrationUrl;
import org.postroad.cli.process.ConfigurationFetch;
import org.postroad.cli.process.Key;
import org.postroad.cli.process.ProcessAge;
import org.postroad.cli.process.StopRequest;
import org.postroad.registry.ProcessOptions;
import org.postroad.registry.RegistryProcess;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code postroad registry run}: the registry of an instance, until it is told to stop. */
@Command(
    name = "run",
    description = {
      "Runs the registry of an instance until SIGTERM or Ctrl-C.",
      "",
      "Every key of the file can be overridden by an environment variable:",
      "publication.interval by POSTROAD_REGISTRY_PUBLICATION_INTERVAL. When servers",
      "can be served, one line that begins with `ready` is printed, and one that",
      "begins with `administration` when administrators can; everything else goes to",
      "standard error."
    },
    mixinStandardHelpOptions = true,
    exitCodeListHeading = "%nExit status:%n",
    exitCodeList = {"0:it ran and stopped in order", "2:it could not be started"})
public final class RunCommand implements Callable<Integer> {

  /** Whoever asked for a restore is answered before the port closes. */
  private static final Executor AFTER_THE_ANSWER =
      CompletableFuture.delayedExecutor(1, TimeUnit.SECONDS);

  @Option(
      names = "--config",
      paramLabel = "FILE",
      required = true,
      description = "Its configuration, which `postroad registry init` has written.")
  private Path config = Path.of("");

  @Option(
      names = "--print-config",
      description = "Print every key with its value and where that comes from, and start nothing.")
  private boolean printConfig;

  @Mixin private OutputOptions output = new OutputOptions();
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws IOException, InterruptedException {
    RegistryFile file = RegistryFile.read(config, System.getenv());
    if (printConfig) {
      output.answer(spec.commandLine(), file.keys(), out -> Key.table(file.keys()).print(out));
      return 0;
    }
    String version = String.join(" ", spec.root().version());
    PrintWriter out = spec.commandLine().getOut();
    StopRequest.runUntilAsked(stop -> run(file, version, stop, out));
    return 0;
  }

  private static void run(RegistryFile file, String version, StopRequest stop, PrintWriter out)
      throws IOException, InterruptedException {
    char[] pin = file.pin().pin();
    try {
      ProcessOptions options = file.options(pin);
      while (serve(file, options, version, stop, out) == StopRequest.Wish.START_AGAIN) {
        // As a restored backup says.
      }
    } finally {
      Arrays.fill(pin, '\0');
    }
  }

  private static StopRequest.Wish serve(
      RegistryFile file, ProcessOptions options, String version, StopRequest stop, PrintWriter out)
      throws InterruptedException {
    try (RegistryProcess registry =
        RegistryProcess.start(options, Clock.systemUTC(), new SecureRandom())) {
      registry.registry().backups().onRestore(() -> AFTER_THE_ANSWER.execute(stop::startAgain));
      out.println(ready(registry));
      out.flush();
      InetSocketAddress administration =
          registry.administer(file.administration(), new ConfigurationFetch(), version);
      out.println(
          "administration %s/ in %d ms"
              .formatted(
                  AdministrationUrl.of(administration), ProcessAge.millis(Clock.systemUTC())));
      out.flush();
      return stop.next();
    }
  }

  private static String ready(RegistryProcess registry) {
    return "ready http://%s/ in %d ms"
        .formatted(
            registry.registry().system().status().address(), ProcessAge.millis(Clock.systemUTC()));
  }
}
