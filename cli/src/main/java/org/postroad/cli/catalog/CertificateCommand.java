// SPDX-License-Identifier: MIT
package org.postroad.cli.catalog;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.postroad.cli.output.OutputOptions;
import org.postroad.cli.output.Table;
import org.postroad.protocol.algorithm.Digest;
import org.postroad.protocol.catalog.CertificateUse;
import org.postroad.protocol.catalog.KnownCertificate;
import org.postroad.protocol.identifier.SecurityServerId;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code postroad catalog certificate}: certificates of members in the signed configuration. */
@Command(
    name = "certificate",
    description = {
      "Looks up certificates of members, those of the past too, in the configuration",
      "that the registry signs.",
      "",
      "Needs --anchor. A signing certificate is known since it was first seen to prove",
      "something; an authentication certificate from and until its registration."
    },
    mixinStandardHelpOptions = true,
    exitCodeListHeading = "%nExit status:%n",
    exitCodeList = {
      "0:found",
      "1:none is known",
      "2:not done",
      "3:what came is not what was signed"
    })
final class CertificateCommand implements Callable<Integer> {
  @Mixin private CatalogSource source = new CatalogSource();
  @Mixin private OutputOptions output = new OutputOptions();
  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(names = "--member", paramLabel = "ID", description = "Of INSTANCE/CLASS/CODE alone.")
  private Optional<String> member = Optional.empty();

  @Option(names = "--sha256", paramLabel = "HEX", description = "Of this digest alone.")
  private Optional<String> sha256 = Optional.empty();

  @Option(names = "--use", description = "For this use alone: ${COMPLETION-CANDIDATES}.")
  private Optional<CertificateUse> use = Optional.empty();

  @Option(
      names = "--at",
      paramLabel = "TIME",
      description =
          "Valid then alone and, for authentication, registered; such as 2026-03-01T12:00:00Z.")
  private Optional<Instant> at = Optional.empty();

  @Option(
      names = "--save",
      paramLabel = "FILE",
      description = "A new file for the one certificate that is found, in DER.")
  private Optional<Path> save = Optional.empty();

  /** What is printed of a certificate. */
  record Known(
      String member,
      String use,
      String server,
      String sha256,
      String serialNumber,
      String issuer,
      String notBefore,
      String notAfter,
      String knownFrom,
      String knownUntil) {

    static Known of(KnownCertificate known) {
      return new Known(
          known.member().toString(),
          known.use().name(),
          known.server().map(SecurityServerId::serverCode).orElse(""),
          known.sha256().hex(),
          known.serialNumber().toString(16),
          known.issuer(),
          known.notBefore().toString(),
          known.notAfter().toString(),
          known.knownFrom().toString(),
          known.knownUntil().map(Instant::toString).orElse(""));
    }
  }

  @Override
  public Integer call() throws IOException {
    List<KnownCertificate> found =
        source.signedCertificates().certificates().stream().filter(this::isWanted).toList();
    if (save.isPresent()) {
      save(found, save.get());
    }
    List<Known> shown = found.stream().map(Known::of).toList();
    output.answer(spec.commandLine(), shown, out -> print(shown, out));
    return found.isEmpty() ? CatalogExit.NOTHING : CatalogExit.DONE;
  }

  private boolean isWanted(KnownCertificate known) {
    return member.map(known.member().toString()::equals).orElse(true)
        && sha256.map(hex -> known.sha256().hex().equals(hex.toLowerCase(Locale.ROOT))).orElse(true)
        && use.map(wanted -> wanted == known.use()).orElse(true)
        && at.map(known::isValidAt).orElse(true);
  }

  private void save(List<KnownCertificate> found, Path file) throws IOException {
    List<Digest> digests = found.stream().map(KnownCertificate::sha256).distinct().toList();
    if (digests.size() != 1) {
      throw CatalogFailed.notDone(
          digests.size() + " certificates are found; --save takes exactly one");
    }
    Files.write(
        file, source.document("certificates", digests.getFirst()), StandardOpenOption.CREATE_NEW);
  }

  private static void print(List<Known> found, PrintWriter out) {
    Table table =
        Table.of(
            "MEMBER",
            "USE",
            "SERVER",
            "VALID FROM",
            "VALID UNTIL",
            "KNOWN FROM",
            "UNTIL",
            "SHA-256");
    found.forEach(known ->
        table.row(
            known.member(),
            known.use(),
            known.server(),
            known.notBefore(),
            known.notAfter(),
            known.knownFrom(),
            known.knownUntil(),
            known.sha256()));
    table.print(out);
  }
}
