// SPDX-License-Identifier: MIT
package org.postroad.cli.sandbox;

import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.concurrent.Callable;
import org.postroad.cli.output.Printable;
import org.postroad.cli.process.StopRequest;
import org.postroad.cli.sandbox.trust.SandboxTrust;
import org.postroad.protocol.token.KeyKind;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code postroad sandbox authorities run}: an authority with its OCSP responder, and a TSA. */
@Command(
    name = "run",
    description = {
      "Runs a certification authority with its OCSP responder and a time-stamping",
      "authority until SIGTERM or Ctrl-C. For trying only: whoever asks is certified.",
      "",
      "The keys are made at the first start and kept in the directory. What the",
      "registry is to approve is there too: ca.pem, ocsp.pem and tsa.pem."
    },
    mixinStandardHelpOptions = true,
    exitCodeListHeading = "%nExit status:%n",
    exitCodeList = {"0:it ran and stopped in order", "2:it could not be started"})
final class AuthoritiesRunCommand implements Callable<Integer> {

  @Option(
      names = "--directory",
      paramLabel = "DIR",
      required = true,
      description = "Where keys and certificates are kept.")
  private Path directory = Path.of("");

  @Option(
      names = "--address",
      paramLabel = "ADDRESS",
      defaultValue = "127.0.0.1",
      description = "That both services answer at (${DEFAULT-VALUE}).")
  private InetAddress address = InetAddress.getLoopbackAddress();

  @Option(
      names = "--ocsp-port",
      paramLabel = "PORT",
      defaultValue = "8888",
      description = "Of the OCSP responder (${DEFAULT-VALUE}).")
  private int ocspPort;

  @Option(
      names = "--timestamping-port",
      paramLabel = "PORT",
      defaultValue = "8899",
      description = "Of the time-stamping authority (${DEFAULT-VALUE}).")
  private int timestampingPort;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws IOException, InterruptedException {
    StopRequest.runUntilAsked(this::run);
    return 0;
  }

  private void run(StopRequest stop) throws IOException, InterruptedException {
    try (SandboxTrust trust =
        SandboxTrust.open(
            directory,
            KeyKind.EC_P256,
            address,
            ocspPort,
            timestampingPort,
            Clock.systemUTC(),
            new SecureRandom())) {
      print(trust, spec.commandLine().getOut());
      stop.await();
    }
  }

  private void print(SandboxTrust trust, PrintWriter out) {
    out.println("ready, for trying only: whoever asks is certified");
    line(out, trust.approvedAuthority().name(), "ca.pem", "");
    line(out, "  its OCSP", "ocsp.pem", trust.ocspUrl());
    line(out, trust.timestampAuthority().name(), "tsa.pem", trust.tsaUrl());
    out.flush();
  }

  private void line(PrintWriter out, String name, String file, String url) {
    String place = Printable.escape(directory.resolve(file).toString());
    out.println((name + "  ".repeat(7)).substring(0, 13) + " " + (place + " " + url).strip());
  }
}
