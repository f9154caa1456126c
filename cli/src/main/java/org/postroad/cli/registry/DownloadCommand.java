// SPDX-License-Identifier: MIT
package org.postroad.cli.registry;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
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
import org.postroad.protocol.globalconf.GlobalConfiguration;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code postroad registry download}: a verified copy of a configuration (E61, A09). */
@Command(
    name = "download",
    description = {
      "Downloads the configuration that an anchor leads to, verifies it and puts it",
      "into a directory, in the layout that `postroad verify --conf` and tools of",
      "X-Road read. Files that it no longer lists are removed; what cannot be",
      "verified changes nothing."
    },
    mixinStandardHelpOptions = true,
    exitCodeListHeading = "%nExit status:%n",
    exitCodeList = {
      "0:done",
      "2:wrong usage, or the directory cannot be written",
      "115:there is no such file",
      "116:it is no anchor",
      "121:it leads to no private parameters, so it is only for partners",
      "122:the configuration could not be downloaded",
      "123:the configuration has expired",
      "124:the configuration is not signed by a key of the anchor",
      "125:the configuration is of no use otherwise"
    })
final class DownloadCommand implements Callable<Integer> {
  @Mixin private OutputOptions output = new OutputOptions();
  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(index = "0", paramLabel = "ANCHOR", description = "The anchor.")
  private Path anchor = Path.of("");

  @Parameters(index = "1", paramLabel = "DIR", description = "Where it is put.")
  private Path directory = Path.of("");

  @Option(
      names = "--format-version",
      paramLabel = "N",
      description = "Of the configuration, 2 to 6; the newest that is served if not given.")
  private Optional<Integer> version = Optional.empty();

  /** What was put there. */
  record Downloaded(
      String verdict,
      String text,
      String instance,
      String directory,
      List<String> files,
      Optional<Instant> expires) {}

  @Override
  public Integer call() throws IOException {
    if (!Files.isRegularFile(anchor)) {
      return refuse(Verdict.MISSING, "There is no file " + anchor);
    }
    Clock clock = Clock.systemUTC();
    byte[] file = Files.readAllBytes(anchor);
    AnchorCheck.Result judged = judge(file, clock);
    if (!judged.isGood() || judged.anchor().isEmpty()) {
      return refuse(judged.verdict(), judged.text());
    }
    ConfigurationAnchor asked = ConfigurationCopy.atVersion(judged.anchor().get(), version);
    ConfigurationCopy copy = ConfigurationCopy.fetch(asked, clock, new SecureRandom());
    copy.writeTo(directory);
    GlobalConfiguration read = copy.configuration();
    Downloaded done =
        new Downloaded(
            judged.verdict().name(),
            judged.text(),
            read.instance(),
            directory.toString(),
            copy.names(),
            Optional.of(read.expires()).filter(end -> end.isBefore(Instant.MAX)));
    output.answer(spec.commandLine(), done, out -> print(done, out));
    return Verdict.GOOD.exitCode();
  }

  private AnchorCheck.Result judge(byte[] file, Clock clock) {
    AnchorCheck check = new AnchorCheck(Use.INTERNAL, new ConfigurationFetch(), clock.instant());
    AnchorCheck.Result read = check.judge(file, Optional.empty());
    return version.isPresent() && read.anchor().isPresent()
        ? check.judge(
            ConfigurationCopy.atVersion(read.anchor().get(), version).toXml(), Optional.empty())
        : read;
  }

  private int refuse(Verdict verdict, String text) {
    PrintWriter err = spec.commandLine().getErr();
    err.println(verdict + ": " + Printable.escape(text));
    err.flush();
    return verdict.exitCode();
  }

  private static void print(Downloaded done, PrintWriter out) {
    out.println(
        "The configuration of "
            + Printable.escape(done.instance())
            + " is in "
            + Printable.escape(done.directory()));
    done.expires().ifPresent(end -> out.println("  valid until " + end));
    done.files().forEach(name -> out.println("  " + Printable.escape(name)));
  }
}
