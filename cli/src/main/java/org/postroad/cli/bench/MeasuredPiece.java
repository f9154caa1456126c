// SPDX-License-Identifier: MIT
package org.postroad.cli.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.postroad.cli.bench.Target.Goal;
import org.postroad.cli.output.Table;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * One benchmark of JMH, as its results tell.
 *
 * @param name of class and method
 * @param parameters of the benchmark, as {@code writers=128}
 * @param micros of the clock for one operation
 * @param cpuMicros processor time of one operation, where it was taken
 * @param allocated bytes for one operation, where they were counted
 */
record MeasuredPiece(
    String name,
    String parameters,
    double micros,
    Optional<Double> cpuMicros,
    Optional<Double> allocated) {

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final double MICROS_IN_SECOND = 1e6;

  private static final Goal CREATE = Goal.atMost("without the key operation", "µs", 20, 14);
  private static final Goal VERIFY = Goal.atMost("without the key operation", "µs", 30, 20);
  private static final Goal LOOK_UP =
      Goal.atMost("of 5,000 subsystems and 20,000 rights", "µs", 2, 2);
  private static final Goal APPEND =
      Goal.atLeast("of 8 KB, durable, 128 writers", "/s", 50_000, 80_000);

  /** Everything in a file of results. */
  static List<MeasuredPiece> read(Path results) throws IOException {
    List<MeasuredPiece> pieces = new ArrayList<>();
    for (JsonNode result : JSON.readTree(Files.readAllBytes(results))) {
      List<String> parameters = new ArrayList<>();
      result
          .path("params")
          .properties()
          .forEach(each -> parameters.add(each.getKey() + "=" + each.getValue().asString()));
      JsonNode others = result.path("secondaryMetrics");
      pieces.add(
          new MeasuredPiece(
              name(result.path("benchmark").asString()),
              String.join(" ", parameters),
              result.path("primaryMetric").path("score").asDouble(),
              score(others, "cpu"),
              score(others, "gc.alloc.rate.norm")));
    }
    return pieces;
  }

  private static String name(String qualified) {
    int method = qualified.lastIndexOf('.');
    return qualified.substring(qualified.lastIndexOf('.', method - 1) + 1);
  }

  private static Optional<Double> score(JsonNode metrics, String name) {
    JsonNode score = metrics.path(name).path("score");
    return score.isNumber() ? Optional.of(score.asDouble()) : Optional.empty();
  }

  static Table table(List<MeasuredPiece> pieces) {
    Table table = Table.of("piece", "", "µs", "CPU µs", "bytes allocated");
    for (MeasuredPiece piece : pieces) {
      table.row(
          piece.name(),
          piece.parameters(),
          BenchTables.figure(piece.micros()),
          piece.cpuMicros().map(BenchTables::figure).orElse("-"),
          piece.allocated().map(bytes -> BenchTables.text("%.0f", bytes)).orElse("-"));
    }
    return table;
  }

  /** Where something is wanted of it; by processor time, which other work hardly changes. */
  Optional<Target> judged() {
    double cpu = cpuMicros.orElse(micros);
    return switch (name) {
      case "SignatureBenchmark.create" -> Optional.of(CREATE.judge("creating a signature", cpu));
      case "SignatureBenchmark.verify" -> Optional.of(VERIFY.judge("verifying a signature", cpu));
      case "LookUpBenchmark.memberServiceAndRight" ->
          Optional.of(LOOK_UP.judge("look-up (" + parameters + ")", cpu));
      case "AppendBenchmark.append" ->
          parameters.equals("writers=128")
              ? Optional.of(APPEND.judge("records", MICROS_IN_SECOND / micros))
              : Optional.empty();
      default -> Optional.empty();
    };
  }
}
