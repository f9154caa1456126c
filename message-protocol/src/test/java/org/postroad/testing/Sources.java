// SPDX-License-Identifier: MIT

package org.postroad.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** The rules for a module's source files that leave no trace in class files. */
public final class Sources {

  private static final int MOST_LINES = 500;

  private final List<Source> main;
  private final List<Source> test;

  private record Source(Path path, List<String> lines) {}

  private Sources(List<Source> main, List<Source> test) {
    this.main = main;
    this.test = test;
  }

  /** The sources of the module whose tests run, which is the working directory. */
  public static Sources ofThisModule() throws IOException {
    return new Sources(read(Path.of("src/main/java")), read(Path.of("src/test/java")));
  }

  /** Nothing silences a check. */
  public void suppressNothing() {
    var silenced = "@Suppress" + "Warnings";
    refuse(main, source -> source.lines().stream().anyMatch(line -> line.contains(silenced)));
    refuse(test, source -> source.lines().stream().anyMatch(line -> line.contains(silenced)));
  }

  /** Every package of main code says what lives there, and that nothing in it is null. */
  public void markEveryPackage() {
    refuse(main, source -> !isMarked(source.path().resolveSibling("package-info.java")));
  }

  /** Every file begins with its licence and nothing more about it. */
  public void nameTheLicence() {
    Predicate<Source> unnamed =
        source -> !source.lines().getFirst().equals("// SPDX-License-Identifier: MIT");
    refuse(main, unnamed);
    refuse(test, unnamed);
  }

  /** No file of main code is longer than a reader's patience. */
  public void areShort() {
    refuse(main, source -> source.lines().size() > MOST_LINES);
  }

  private boolean isMarked(Path packageInfo) {
    return main.stream()
        .filter(source -> source.path().equals(packageInfo))
        .anyMatch(source -> source.lines().contains("@NullMarked"));
  }

  private static void refuse(List<Source> sources, Predicate<Source> condition) {
    assertEquals(List.of(), sources.stream().filter(condition).map(Source::path).toList());
  }

  private static List<Source> read(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (var files = Files.find(folder, 20, (path, _) -> path.toString().endsWith(".java"))) {
      var paths = files.sorted().toList();
      var sources = new ArrayList<Source>(paths.size());
      for (var path : paths) {
        sources.add(new Source(path, Files.readAllLines(path)));
      }
      return List.copyOf(sources);
    }
  }
}
