// SPDX-License-Identifier: MIT
package org.postroad.cli.audit;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.postroad.cli.output.Failures;
import org.postroad.cli.output.OutputOptions;
import org.postroad.cli.output.Printable;
import org.postroad.protocol.container.ContainerForm;
import org.postroad.protocol.container.ContainerLimits;
import org.postroad.protocol.container.ContainerVerifier;
import org.postroad.protocol.container.SuppliedParts;
import org.postroad.protocol.container.VerificationReport;
import org.postroad.protocol.fault.Fault;
import org.postroad.protocol.globalconf.GlobalConfiguration;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code postroad verify}: judges containers offline (D-064). */
@Command(
    name = "verify",
    description = {
      "Says who signed a message, for which member and when, and whether it can be",
      "proved. Nothing is asked of any server, unless the configuration is given by",
      "its address."
    },
    mixinStandardHelpOptions = true,
    exitCodeListHeading = "%nExit status:%n",
    exitCodeList = {
      "0:every container is valid",
      "1:a container is not valid",
      "2:a container could not be judged: it cannot be read, or trust is missing"
    })
public final class VerifyCommand implements Callable<Integer> {

  @Parameters(
      arity = "1..*",
      paramLabel = "FILE",
      description = "Containers: .asice files as security servers hand them out.")
  private List<Path> files = List.of();

  @Option(
      names = "--conf",
      required = true,
      paramLabel = "DIR|ZIP|URL",
      description = {
        "Configuration that was in force: a folder, such as globalconf of a security",
        "server, a verificationconf.zip or its URL."
      })
  private String configuration = "";

  @Option(
      names = "--strict",
      description = "Refuse containers that Postroad would have written otherwise, to the byte.")
  private boolean strict;

  @Option(
      names = "--message",
      paramLabel = "FILE",
      description = "The message as it was signed, where the container holds only its metadata.")
  private Optional<Path> message = Optional.empty();

  @Option(
      names = "--attachment",
      paramLabel = "FILE",
      description = {
        "A REST body or attachment that the container does not hold,",
        "once for each, in their order."
      })
  private List<Path> attachments = List.of();

  @Mixin private OutputOptions output = new OutputOptions();

  @Option(
      names = "--extract",
      paramLabel = "DIR",
      description = "Also write the files of each container below this folder.")
  private Optional<Path> extraction = Optional.empty();

  private Optional<CommandSpec> spec = Optional.empty();

  @Spec
  void spec(CommandSpec self) {
    spec = Optional.of(self);
  }

  @Override
  public Integer call() {
    if (files.size() > 1 && (message.isPresent() || !attachments.isEmpty())) {
      throw new CommandLine.ParameterException(
          commandLine(), "--message and --attachment belong to one container, not " + files.size());
    }
    ContainerVerifier verifier;
    try {
      GlobalConfiguration trusted = TrustSource.load(configuration);
      verifier = new ContainerVerifier(trusted.trust(), form(), ContainerLimits.DEFAULT);
    } catch (IOException | Fault | IllegalArgumentException e) {
      return noTrust(Failures.text(e));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return noTrust("interrupted");
    }
    List<Judgement> judgements = files.stream().map(file -> judge(file, verifier)).toList();
    print(judgements);
    return judgements.stream()
        .mapToInt(Judgement::exitCode)
        .reduce(ExitCodes.VALID, ExitCodes::worse);
  }

  private ContainerForm form() {
    return strict ? ContainerForm.OWN : ContainerForm.ANY;
  }

  private int noTrust(String reason) {
    commandLine()
        .getErr()
        .println(
            Printable.escape("postroad: No configuration from " + configuration + ": " + reason));
    commandLine().getErr().flush();
    return ExitCodes.UNDECIDED;
  }

  private Judgement judge(Path file, ContainerVerifier verifier) {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] container = in.readNBytes(ContainerLimits.DEFAULT.maxFileBytes() + 1);
      VerificationReport report = verifier.verify(container, supplied());
      if (extraction.isPresent() && !report.entries().isEmpty()) {
        Extraction.write(container, file, extraction.get());
      }
      return new Judgement.Judged(file.toString(), report);
    } catch (IOException e) {
      return new Judgement.Unreadable(file.toString(), Failures.text(e));
    } catch (RuntimeException e) {
      return new Judgement.Unreadable(file.toString(), "this program failed: " + e);
    }
  }

  private SuppliedParts supplied() throws IOException {
    List<byte[]> bodies = new ArrayList<>();
    for (Path attachment : attachments) {
      bodies.add(Files.readAllBytes(attachment));
    }
    return new SuppliedParts(
        message.isPresent() ? Optional.of(Files.readAllBytes(message.get())) : Optional.empty(),
        bodies);
  }

  private void print(List<Judgement> judgements) {
    output.answer(
        commandLine(),
        JsonReport.of(judgements),
        out -> judgements.forEach(new TextReport(out)::print));
  }

  private CommandLine commandLine() {
    return spec.orElseThrow().commandLine();
  }
}
