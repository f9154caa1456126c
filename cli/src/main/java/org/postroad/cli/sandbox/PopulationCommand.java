// SPDX-License-Identifier: MIT
package org.postroad.cli.sandbox;

import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import org.postroad.cli.process.StopRequest;
import org.postroad.cli.sandbox.population.PopulationRegistry;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code postroad sandbox population}: the service of the sandbox alone. */
@Command(
    name = "population",
    description = {
      "Runs the population registry of the sandbox alone until SIGTERM or Ctrl-C: a",
      "service with an OpenAPI document and a WSDL, full of people who do not exist."
    },
    mixinStandardHelpOptions = true,
    exitCodeListHeading = "%nExit status:%n",
    exitCodeList = {"0:it ran and stopped in order", "2:it could not be started"})
final class PopulationCommand implements Callable<Integer> {

  /** The same people each time, so that a page can name one. */
  private static final long SEED = 1;

  @Option(
      names = "--address",
      paramLabel = "ADDRESS",
      defaultValue = "127.0.0.1",
      description = "That it answers at (${DEFAULT-VALUE}).")
  private InetAddress address = InetAddress.getLoopbackAddress();

  @Option(
      names = "--port",
      paramLabel = "PORT",
      defaultValue = "8008",
      description = "That it answers at (${DEFAULT-VALUE}).")
  private int port;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws IOException, InterruptedException {
    StopRequest.runUntilAsked(this::run);
    return 0;
  }

  private void run(StopRequest stop) throws IOException, InterruptedException {
    try (PopulationRegistry registry =
        PopulationRegistry.start(
            new InetSocketAddress(address, port),
            "jdbc:h2:mem:population;DB_CLOSE_DELAY=-1",
            new SplittableRandom(SEED))) {
      PrintWriter out = spec.commandLine().getOut();
      out.println("ready " + registry.url() + PopulationRegistry.OPENAPI);
      out.println("      " + registry.url() + PopulationRegistry.WSDL);
      out.println("somebody in it: " + registry.someCode());
      out.flush();
      stop.await();
    }
  }
}
