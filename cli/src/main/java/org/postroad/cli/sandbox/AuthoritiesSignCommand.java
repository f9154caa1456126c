// SPDX-License-Identifier: MIT
package org.postroad.cli.sandbox;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.postroad.cli.output.Printable;
import org.postroad.cli.sandbox.trust.KeptAuthority;
import org.postroad.protocol.certificate.Certificates;
import org.postroad.protocol.certificate.KeyUse;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code postroad sandbox authorities sign}: a certificate for whoever asks. */
@Command(
    name = "sign",
    description = {
      "Certifies the key of a certificate request, whoever asks. For trying only.",
      "",
      "The services may run meanwhile; OCSP knows the certificate at once."
    },
    mixinStandardHelpOptions = true,
    exitCodeListHeading = "%nExit status:%n",
    exitCodeList = {"0:done", "2:there is no such authority, or the file is no request"})
final class AuthoritiesSignCommand implements Callable<Integer> {

  @Parameters(paramLabel = "REQUEST", description = "PKCS #10, in PEM or DER.")
  private Path request = Path.of("");

  @Option(
      names = "--directory",
      paramLabel = "DIR",
      required = true,
      description = "Of the authority.")
  private Path directory = Path.of("");

  @Option(
      names = "--for",
      paramLabel = "USE",
      description = "${COMPLETION-CANDIDATES}; what the request says if not given.")
  private Optional<KeyUse> use = Optional.empty();

  @Option(
      names = "--days",
      paramLabel = "N",
      defaultValue = "730",
      description = "How long it is valid (${DEFAULT-VALUE}).")
  private int days;

  @Option(
      names = "--file",
      paramLabel = "FILE",
      description = "Where the certificate goes, in PEM; standard output if not given.")
  private Optional<Path> file = Optional.empty();

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws IOException {
    X509Certificate certificate =
        KeptAuthority.open(directory, Clock.systemUTC(), new SecureRandom())
            .sign(Files.readAllBytes(request), use, Duration.ofDays(days));
    String pem = Certificates.pem(certificate);
    PrintWriter out = spec.commandLine().getOut();
    if (file.isPresent()) {
      Files.writeString(file.get(), pem);
      out.println("Certified " + Printable.escape(certificate.getSubjectX500Principal().getName()));
    } else {
      out.print(pem);
    }
    out.flush();
    return 0;
  }
}
