// SPDX-License-Identifier: MIT
package org.postroad.cli.registry;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.postroad.cli.output.OutputOptions;
import org.postroad.cli.output.Printable;
import org.postroad.cli.process.ConfigurationFetch;
import org.postroad.protocol.globalconf.AnchorCheck;
import org.postroad.protocol.globalconf.AnchorCheck.Use;
import org.postroad.protocol.globalconf.AnchorCheck.Verdict;
import org.postroad.protocol.globalconf.ConfigurationAnchor;
import org.postroad.securityserver.ServerDirectory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code postroad registry anchor}: judges an anchor, and puts a good one in its place. */
@Command(
    name = "anchor",
    description = {
      "Judges an anchor: reads it, fetches the configuration it leads to and verifies",
      "that.",
      "",
      "Compare the fingerprint with what the registry's administrator tells you on",
      "another way."
    },
    mixinStandardHelpOptions = true,
    exitCodeListHeading = "%nExit status:%n",
    exitCodeList = {
      "0:the anchor is good, and in its place if that was asked",
      "2:wrong usage",
      "115:there is no such file",
      "116:it is no anchor",
      "117:it is for the instance's own servers, not for partners",
      "121:it leads to no private parameters, so it is only for partners",
      "122:the configuration could not be downloaded",
      "123:the configuration has expired",
      "124:the configuration is not signed by a key of the anchor",
      "125:the configuration is of no use otherwise",
      "126:the anchor is of another instance"
    })
final class AnchorCommand implements Callable<Integer> {
  @Mixin private OutputOptions output = new OutputOptions();
  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(paramLabel = "FILE", description = "The anchor.")
  private Path file = Path.of("");

  @Option(
      names = "--for",
      paramLabel = "WHOM",
      description =
          "Whom it is for, ${COMPLETION-CANDIDATES}: servers of the instance, or partners"
              + " (${DEFAULT-VALUE}).")
  private Use use = Use.INTERNAL;

  @Option(names = "--instance", paramLabel = "NAME", description = "The instance it must be of.")
  private Optional<String> instance = Optional.empty();

  @Option(
      names = "--server",
      paramLabel = "DIR",
      description =
          "A security server's directory, to put a good anchor in; it must be of the instance of"
              + " the one that is there.")
  private Optional<Path> server = Optional.empty();

  /** What was found. */
  record Judged(
      String verdict, String text, String instance, String sha224, List<String> addresses) {}

  @Override
  public Integer call() throws IOException {
    if (!Files.isRegularFile(file)) {
      return answer(Verdict.MISSING, "There is no file " + file, Optional.empty(), new byte[0]);
    }
    byte[] bytes = Files.readAllBytes(file);
    Optional<Path> place = server.map(ServerDirectory::new).map(ServerDirectory::anchor);
    Optional<String> expected = instance.isPresent() ? instance : present(place);
    AnchorCheck.Result result =
        new AnchorCheck(use, new ConfigurationFetch(), Clock.systemUTC().instant())
            .judge(bytes, expected);
    if (result.isGood() && place.isPresent()) {
      install(bytes, place.get());
    }
    return answer(result.verdict(), result.text(), result.anchor(), bytes);
  }

  /** The instance a server belongs to already. */
  private static Optional<String> present(Optional<Path> place) throws IOException {
    return place.isPresent() && Files.isRegularFile(place.get())
        ? Optional.of(ConfigurationAnchor.parse(Files.readAllBytes(place.get())).instance())
        : Optional.empty();
  }

  private static void install(byte[] anchor, Path place) throws IOException {
    Path next = place.resolveSibling(place.getFileName() + ".next");
    Files.write(next, anchor);
    Files.move(next, place, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  private int answer(
      Verdict verdict, String text, Optional<ConfigurationAnchor> anchor, byte[] bytes) {
    Judged judged =
        new Judged(
            verdict.name(),
            text,
            anchor.map(ConfigurationAnchor::instance).orElse(""),
            ConfigurationAnchor.fingerprint(bytes),
            anchor.map(ConfigurationAnchor::sources).orElse(List.of()).stream()
                .map(ConfigurationAnchor.Source::downloadUrl)
                .toList());
    output.answer(spec.commandLine(), judged, out -> print(judged, out));
    return verdict.exitCode();
  }

  private static void print(Judged judged, PrintWriter out) {
    out.println(judged.verdict() + ": " + Printable.escape(judged.text()));
    if (!judged.instance().isEmpty()) {
      out.println("instance  " + Printable.escape(judged.instance()));
      out.println("SHA-224   " + judged.sha224());
      judged.addresses().forEach(url -> out.println("address   " + Printable.escape(url)));
    }
  }
}
