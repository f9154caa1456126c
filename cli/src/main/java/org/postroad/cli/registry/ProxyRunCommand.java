// SPDX-License-Identifier: MIT
package org.postroad.cli.registry;

import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.postroad.cli.process.ConfigurationFetch;
import org.postroad.cli.process.StopRequest;
import org.postroad.registry.SigningToken;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code postroad registry proxy run}: serves until it is told to stop. */
@Command(
    name = "run",
    description = {
      "Fetches, signs and serves the configuration of every instance, each minute,",
      "until SIGTERM or Ctrl-C. When the port is open, one line that begins with",
      "`ready` is printed."
    },
    mixinStandardHelpOptions = true)
final class ProxyRunCommand implements Callable<Integer> {
  private static final Duration INTERVAL = Duration.ofMinutes(1);

  @Mixin private ProxyOptions options = new ProxyOptions();
  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--listen",
      paramLabel = "IP",
      defaultValue = "0.0.0.0",
      description = "The address the port is opened on (${DEFAULT-VALUE}).")
  private String listen = "";

  @Option(
      names = "--port",
      paramLabel = "PORT",
      defaultValue = "80",
      description = "Where it serves, over HTTP (${DEFAULT-VALUE}).")
  private int port;

  @Option(
      names = "--address",
      paramLabel = "HOST",
      required = true,
      description = "Where clients reach the proxy: a host, with a port if it is not 80.")
  private String address = "";

  @Override
  public Integer call() throws IOException, InterruptedException {
    StopRequest.runUntilAsked(this::run);
    return 0;
  }

  private void run(StopRequest stop) throws IOException, InterruptedException {
    try (SigningToken token = options.token();
        ConfigurationProxy proxy =
            ConfigurationProxy.open(
                options.home(),
                new InetSocketAddress(InetAddress.ofLiteral(listen), port),
                Optional.of(address),
                new ConfigurationFetch(),
                token::signer,
                Clock.systemUTC(),
                new SecureRandom())) {
      proxy.start(INTERVAL);
      PrintWriter out = spec.commandLine().getOut();
      out.println("ready http://" + address + "/");
      out.flush();
      stop.await();
    }
  }
}
