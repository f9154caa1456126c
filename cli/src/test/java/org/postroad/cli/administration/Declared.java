// SPDX-License-Identifier: MIT

package org.postroad.cli.administration;

import java.lang.reflect.Method;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.CsvSource;

/** What is declared in a family. */
public final class Declared {
  private Declared() {}

  /** All commands, as they are typed. */
  public static Stream<String> commands(Family family) {
    return entries(family).flatMap(entry -> commands("", entry));
  }

  /** The commands that no line of the table of a test begins with. */
  public static List<String> missing(Family family, Method test) {
    String table = test.getAnnotation(CsvSource.class).textBlock();
    return commands(family)
        .filter(words -> table.lines().noneMatch(line -> line.startsWith(words + " ")))
        .toList();
  }

  /** What all commands send, their segments without names. */
  public static Stream<String> operations(Family family) {
    return entries(family)
        .flatMap(Declared::verbs)
        .flatMap(verb ->
            Stream.concat(
                Stream.of(verb.method() + " " + verb.path()),
                verb.care().difference().stream().map("GET "::concat)))
        .map(ApiOperations::plain);
  }

  private static Stream<Entry> entries(Family family) {
    return family.areas().stream().map(area -> area.entry().get());
  }

  private static Stream<String> commands(String before, Entry entry) {
    String words = before + entry.name();
    return switch (entry) {
      case Verb _ -> Stream.of(words);
      case Look _ -> Stream.empty();
      case Noun noun ->
          Stream.concat(noun.verbs().stream(), noun.nouns().stream())
              .flatMap(inner -> commands(words + " ", inner));
    };
  }

  private static Stream<Verb> verbs(Entry entry) {
    return switch (entry) {
      case Verb verb -> Stream.of(verb);
      case Look _ -> Stream.empty();
      case Noun noun ->
          Stream.concat(noun.verbs().stream(), noun.nouns().stream()).flatMap(Declared::verbs);
    };
  }
}
