// SPDX-License-Identifier: MIT
package org.postroad.cli.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postroad.protocol.token.KeyKind;
import picocli.CommandLine;
import tools.jackson.databind.json.JsonMapper;

/** The results fit the page that they are for. */
final class ReportCommandTest {

  private static final Path PAGE = Path.of("..", "docs", "performance.md");
  private static final String PIECES =
      """
      [{"benchmark": "org.example.AppendBenchmark.append", "params": {"writers": "128"},
        "primaryMetric": {"score": 25.0, "scoreUnit": "us/op"},
        "secondaryMetrics": {"cpu": {"score": 12.5}, "gc.alloc.rate.norm": {"score": 8192.0}}},
       {"benchmark": "org.example.SignatureBenchmark.create",
        "primaryMetric": {"score": 55.0, "scoreUnit": "us/op"}, "secondaryMetrics": {}}]
      """;

  @TempDir private Path directory;

  private Path written(String name, String text) throws IOException {
    return Files.writeString(directory.resolve(name), text);
  }

  @Test
  void resultsArePutIntoThePage() throws IOException {
    BenchReport report =
        BenchReport.of(
            List.of(ReportFixtures.run(KeyKind.RSA_2048), ReportFixtures.run(KeyKind.EC_P256)));
    Path bench = written("bench.json", JsonMapper.builder().build().writeValueAsString(report));
    Path start = written("start.json", "{\"firstExchangeMillis\": 640}");
    Path pieces = written("results.json", PIECES);
    Path durability = written("durability.md", "| writers | records/s |\n");
    Path page = written("performance.md", Files.readString(PAGE));
    String[] options = {
      "--bench", bench.toString(),
      "--start", start.toString(),
      "--jmh", pieces.toString(),
      "--figures", durability.toString(),
      "--into", page.toString()
    };
    assertEquals(0, new CommandLine(new ReportCommand()).execute(options));
    String first = Files.readString(page);
    assertTrue(first.contains("| soap | 128 | 1000 | 25 % | 2.00 |"), first);
    assertTrue(first.contains("| AppendBenchmark.append | writers=128 | 25 | 13 | 8192 |"), first);
    assertTrue(first.contains("≥ 50000 /s | ≥ 80000 | 40000 | missed |"), first);
    assertTrue(first.contains("| creating a signature without the key operation |"), first);
    assertTrue(first.contains("| a start from exec to the first exchange | ≤ 0.80 s |"), first);
    assertTrue(first.contains("| writers | records/s |"), first);
    assertTrue(first.contains("## Where the time goes"), first);
    assertEquals(0, new CommandLine(new ReportCommand()).execute(options));
    assertEquals(first, Files.readString(page));
  }

  @Test
  void figuresReplaceOnlyWhatStandsInTheirPlace() throws IOException {
    FiguresPage page =
        FiguresPage.read(
            written(
                "page.md",
                """
                before
                <!-- figures: a -->
                old
                <!-- end of figures -->
                between
                <!-- figures: b -->
                kept
                <!-- end of figures -->
                after
                """));
    page.put("a", "new\n\n");
    assertFalse(page.text().contains("old"), page.text());
    assertEquals(
        """
        before
        <!-- figures: a -->
        new
        <!-- end of figures -->
        between
        <!-- figures: b -->
        kept
        <!-- end of figures -->
        after
        """,
        page.text());
    assertThrows(IllegalArgumentException.class, () -> page.put("c", "nowhere"));
  }
}
