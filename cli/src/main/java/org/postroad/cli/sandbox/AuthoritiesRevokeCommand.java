// SPDX-License-Identifier: MIT
package org.postroad.cli.sandbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.concurrent.Callable;
import org.postroad.cli.output.Printable;
import org.postroad.cli.sandbox.trust.KeptAuthority;
import org.postroad.protocol.certificate.Certificates;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code postroad sandbox authorities revoke}: OCSP says so from now on. */
@Command(
    name = "revoke",
    description = "Revokes a certificate of the authority; OCSP says so from now on.",
    mixinStandardHelpOptions = true,
    exitCodeListHeading = "%nExit status:%n",
    exitCodeList = {"0:done", "2:there is no such authority, or it never issued the certificate"})
final class AuthoritiesRevokeCommand implements Callable<Integer> {

  @Parameters(paramLabel = "CERTIFICATE", description = "In PEM or DER.")
  private Path certificate = Path.of("");

  @Option(
      names = "--directory",
      paramLabel = "DIR",
      required = true,
      description = "Of the authority.")
  private Path directory = Path.of("");

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws IOException {
    X509Certificate read = Certificates.parse(Files.readAllBytes(certificate));
    KeptAuthority.open(directory, Clock.systemUTC(), new SecureRandom()).revoke(read);
    spec.commandLine()
        .getOut()
        .println("Revoked " + Printable.escape(read.getSubjectX500Principal().getName()));
    return 0;
  }
}
