// SPDX-License-Identifier: MIT
package org.postroad.cli.bench;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.postroad.cli.bench.Target.Goal;
import org.postroad.cli.output.Table;
import org.postroad.protocol.token.KeyKind;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * {@code postroad bench report}: tables of Markdown from what was measured, to be read or to be put
 * into a {@link FiguresPage}.
 */
@Command(
    name = "report",
    hidden = true,
    description = "Makes tables of Markdown from the results of benchmarks.")
final class ReportCommand implements Callable<Integer> {

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final Goal FIRST_EXCHANGE =
      Goal.atMost("from exec to the first exchange", "s", 0.8, 0.4);
  private static final double MILLIS_IN_SECOND = 1e3;

  @Option(names = "--bench", description = "What `postroad bench --output json` printed.")
  private List<Path> bench = new ArrayList<>();

  @Option(names = "--start", description = "What `postroad bench start --output json` printed.")
  private List<Path> start = new ArrayList<>();

  @Option(names = "--jmh", description = "Results of JMH.")
  private List<Path> jmh = new ArrayList<>();

  @Option(names = "--figures", description = "A table that a test left, named like its file.")
  private List<Path> figures = new ArrayList<>();

  @Option(names = "--into", description = "The page to put the tables into.")
  private Optional<Path> into = Optional.empty();

  private Optional<CommandSpec> spec = Optional.empty();

  @Spec
  void spec(CommandSpec self) {
    spec = Optional.of(self);
  }

  @Override
  public Integer call() throws IOException {
    Map<String, String> sections = sections();
    if (into.isPresent()) {
      FiguresPage page = FiguresPage.read(into.get());
      sections.forEach(page::put);
      page.write();
    } else {
      PrintWriter out = spec.orElseThrow().commandLine().getOut();
      sections.values().forEach(section -> out.println(section.strip() + "\n"));
      out.flush();
    }
    return 0;
  }

  private Map<String, String> sections() throws IOException {
    Map<String, String> sections = new LinkedHashMap<>();
    List<Target> targets = new ArrayList<>();
    for (Path file : bench) {
      BenchReport report = JSON.readValue(Files.readAllBytes(file), BenchReport.class);
      sections.put("machine", machine(report));
      targets.addAll(report.targets());
      report.runs().forEach(run -> putRun(run, sections));
    }
    for (Path file : start) {
      JsonNode report = JSON.readTree(Files.readAllBytes(file));
      double seconds = report.path("firstExchangeMillis").asDouble() / MILLIS_IN_SECOND;
      targets.add(FIRST_EXCHANGE.judge("a start", seconds));
    }
    List<MeasuredPiece> pieces = new ArrayList<>();
    for (Path file : jmh) {
      pieces.addAll(MeasuredPiece.read(file));
    }
    if (!pieces.isEmpty()) {
      sections.put("pieces", markdown(MeasuredPiece.table(pieces)));
      pieces.forEach(piece -> piece.judged().ifPresent(targets::add));
    }
    if (!targets.isEmpty()) {
      sections.put("targets", markdown(BenchTables.targets(targets)));
    }
    for (Path file : figures) {
      String name = file.getFileName().toString().replaceFirst("\\.md$", "");
      sections.put(name, Files.readString(file, StandardCharsets.UTF_8));
    }
    return sections;
  }

  private static String machine(BenchReport report) {
    return report.processors()
        + " processors, Java "
        + report.java()
        + ", "
        + report.system()
        + ".";
  }

  private static void putRun(KeyRun run, Map<String, String> sections) {
    String kind = run.keys().map(KeyKind::valueOf).map(KeyNames::typed).orElse("running");
    sections.put(kind, markdown(BenchTables.rows(run)));
    sections.put(kind + " at half load", markdown(BenchTables.paced(run)));
    sections.put(kind + " large bodies", markdown(BenchTables.large(run)));
  }

  private static String markdown(Table table) {
    StringWriter text = new StringWriter();
    table.printMarkdown(new PrintWriter(text, true));
    return text.toString();
  }
}
