// SPDX-License-Identifier: MIT
package org.postroad.cli.server;

import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.postroad.cli.output.OutputOptions;
import org.postroad.cli.process.AdministrationUrl;
import org.postroad.cli.process.Key;
import org.postroad.cli.process.ProcessAge;
import org.postroad.cli.process.StopRequest;
import org.postroad.securityserver.SecurityServer;
import org.postroad.securityserver.SecurityServerOptions;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code postroad server run}: one security server, until it is told to stop. */
@Command(
    name = "run",
    description = {
      "Runs one security server until SIGTERM or Ctrl-C.",
      "",
      "Every key of the file can be overridden by an environment variable:",
      "bodies.largest by POSTROAD_SERVER_BODIES_LARGEST. When all ports for messages",
      "are open, one line that begins with `ready` is printed, and one that begins",
      "with `administration` when that port is; everything else goes to standard",
      "error. While the registry is away and what is stored of its configuration has",
      "expired, `not ready` stands before them, and `ready` comes with the registry."
    },
    mixinStandardHelpOptions = true,
    exitCodeListHeading = "%nExit status:%n",
    exitCodeList = {"0:it ran and stopped in order", "2:it could not be started"})
final class RunCommand implements Callable<Integer> {

  private static final String NOT_READY =
      "not ready: the global configuration has expired and no fresh one can be had; messages are"
          + " refused until one comes";

  /** Whoever asked for a restore is answered before the port closes. */
  private static final Executor AFTER_THE_ANSWER =
      CompletableFuture.delayedExecutor(1, TimeUnit.SECONDS);

  @Option(
      names = "--config",
      paramLabel = "FILE",
      required = true,
      description = "Its configuration; docs/configuration.md lists every key.")
  private Path config = Path.of("");

  @Option(
      names = "--print-config",
      description = "Print every key with its value and where that comes from, and start nothing.")
  private boolean printConfig;

  @Mixin private OutputOptions output = new OutputOptions();

  private Optional<CommandSpec> spec = Optional.empty();

  @Spec
  void spec(CommandSpec self) {
    spec = Optional.of(self);
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    CommandLine commandLine = spec.orElseThrow().commandLine();
    ServerFile file = ServerFile.read(config, System.getenv());
    if (printConfig) {
      output.answer(commandLine, file.keys(), out -> Key.table(file.keys()).print(out));
      return 0;
    }
    StopRequest.runUntilAsked(stop -> run(file, stop, commandLine.getOut()));
    return 0;
  }

  private void run(ServerFile file, StopRequest stop, PrintWriter out)
      throws IOException, InterruptedException {
    ServerFile current = file;
    Optional<char[]> pin = Optional.of(file.pin().pin());
    while (pin.isPresent()) {
      current = restored(current, pin.get());
      pin = serve(current.options(pin.get()).readFrom(config), stop, out);
    }
  }

  /** The settings, as they were in a backup if one waits to be restored. */
  private ServerFile restored(ServerFile file, char[] pin) throws IOException {
    boolean changed =
        SecurityServer.completeRestore(file.options(pin).readFrom(config), Clock.systemUTC());
    return changed ? ServerFile.read(config, System.getenv()) : file;
  }

  /** The PIN to start again with, nothing if the process is to end. */
  private static Optional<char[]> serve(
      SecurityServerOptions options, StopRequest stop, PrintWriter out)
      throws IOException, InterruptedException {
    try (SecurityServer server =
        SecurityServer.start(options, Clock.systemUTC(), new SecureRandom())) {
      Arrays.fill(options.pin(), '\0');
      server.backups().onRestore(() -> AFTER_THE_ANSWER.execute(stop::startAgain));
      if (!server.isConfigured()) {
        out.println(NOT_READY);
        out.flush();
      }
      server.whenConfigured(() -> {
        out.println(ready(options));
        out.flush();
      });
      server.administration().map(RunCommand::administration).ifPresent(out::println);
      out.flush();
      return switch (stop.next()) {
        case START_AGAIN -> Optional.of(server.pin());
        case STOP -> Optional.empty();
      };
    }
  }

  private static String administration(InetSocketAddress address) {
    return "administration %s/ in %d ms"
        .formatted(AdministrationUrl.of(address), ProcessAge.millis(Clock.systemUTC()));
  }

  private static String ready(SecurityServerOptions options) {
    return "ready http://%s:%d/ in %d ms"
        .formatted(
            options.address().getHostAddress(),
            options.ports().consumerHttp(),
            ProcessAge.millis(Clock.systemUTC()));
  }
}
