// SPDX-License-Identifier: MIT
package org.postroad.cli.process;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The keys below one section, asked for by name, form, default and meaning. What was asked for is
 * what there is: {@link Asked} remembers it, so that no list of keys has to be kept beside the code
 * that reads them.
 */
public final class Keys {

  private static final int LARGEST_PORT = 65_535;

  private final Asked asked;
  private final String prefix;

  Keys(Asked asked, String prefix) {
    this.asked = asked;
    this.prefix = prefix;
  }

  /** What a section says; a value that the section as a whole does not allow is told as such. */
  public <T> T section(String name, Function<Keys, T> reader) {
    String path = prefix + name;
    try {
      return reader.apply(new Keys(asked, path + "."));
    } catch (IllegalArgumentException e) {
      throw new BadConfiguration(asked.file() + ": " + path + ": " + e.getMessage(), e);
    }
  }

  public long size(String name, long preset, String meaning) {
    return single(name, "size", Units.SIZES, Units::size, preset, Units.ofSize(preset), meaning);
  }

  /** A size that has to fit into memory. */
  public int smallSize(String name, int preset, String meaning) {
    return single(
        name,
        "size",
        "less than 2 GiB in " + Units.SIZES,
        text -> Units.size(text).filter(size -> size <= Integer.MAX_VALUE).map(Long::intValue),
        preset,
        Units.ofSize(preset),
        meaning);
  }

  public Duration time(String name, Duration preset, String meaning) {
    return single(name, "time", Units.TIMES, Units::time, preset, Units.ofTime(preset), meaning);
  }

  public int number(String name, int preset, String meaning) {
    return number(name, preset, Integer.toString(preset), meaning);
  }

  /** A number whose default depends on something. */
  public int number(String name, int preset, String shown, String meaning) {
    return single(name, "number", "a whole number", Keys::wholeNumber, preset, shown, meaning);
  }

  public int port(String name, int preset, String meaning) {
    return single(
        name,
        "port",
        "1 to " + LARGEST_PORT,
        Keys::port,
        preset,
        Integer.toString(preset),
        meaning);
  }

  /** A port that is not opened unless it is given. */
  public Optional<Integer> optionalPort(String name, String meaning) {
    return optional(name, "port", "1 to " + LARGEST_PORT, Keys::port, meaning);
  }

  private static Optional<Integer> port(String text) {
    return wholeNumber(text).filter(port -> port >= 1 && port <= LARGEST_PORT);
  }

  public boolean flag(String name, boolean preset, String meaning) {
    return single(
        name,
        "true, false",
        "true or false",
        text ->
            switch (text) {
              case "true" -> Optional.of(true);
              case "false" -> Optional.of(false);
              default -> Optional.empty();
            },
        preset,
        Boolean.toString(preset),
        meaning);
  }

  /** One of the words of an enumeration, written with dashes. */
  public <E extends Enum<E>> E word(String name, E preset, String meaning) {
    List<E> all = Arrays.asList(preset.getDeclaringClass().getEnumConstants());
    return word(name, all, Keys::dashed, preset, meaning);
  }

  public <T> T word(String name, List<T> all, Function<T, String> spelt, T preset, String meaning) {
    String words = all.stream().map(spelt).collect(Collectors.joining(", "));
    return single(
        name,
        words,
        "one of " + words,
        text -> all.stream().filter(each -> spelt.apply(each).equals(text)).findFirst(),
        preset,
        spelt.apply(preset),
        meaning);
  }

  /** A value with a form of its own. */
  public <T> T single(
      String name,
      String form,
      String expected,
      Function<String, Optional<T>> parse,
      T preset,
      String shown,
      String meaning) {
    return this.<T>find(name, form, expected, parse, shown, meaning).orElse(preset);
  }

  /** The same without a default. */
  public <T> Optional<T> optional(
      String name,
      String form,
      String expected,
      Function<String, Optional<T>> parse,
      String meaning) {
    return find(name, form, expected, parse, "", meaning);
  }

  public Optional<String> text(String name, String meaning) {
    return optional(name, "text", "a text", Keys::some, meaning);
  }

  /** A text that has to be given. */
  public String required(String name, String meaning) {
    return text(name, meaning)
        .orElseThrow(
            () -> new BadConfiguration(asked.file() + ": " + prefix + name + " is not given"));
  }

  /** A path; a relative one begins at the directory of the file. */
  public Optional<Path> path(String name, String meaning) {
    return optional(name, "path", "a path", text -> some(text).map(asked::resolve), meaning);
  }

  public List<String> list(String name, String meaning) {
    String path = prefix + name;
    return asked.list(path, "list", meaning).map(Given::items).orElse(List.of());
  }

  /** Times by names that are not known beforehand. */
  public <K> Map<K, Duration> times(
      String name, Function<String, Optional<K>> parse, String meaning) {
    String path = prefix + name;
    Map<K, Duration> times = new LinkedHashMap<>();
    Optional<Given> given = asked.mapping(path, "mapping to times", meaning);
    for (String item : given.map(Given::items).orElse(List.of())) {
      int equals = item.lastIndexOf('=');
      Optional<K> key =
          equals < 0 ? Optional.empty() : parse.apply(item.substring(0, equals).strip());
      Optional<Duration> time = Units.time(item.substring(equals + 1).strip());
      if (key.isEmpty() || time.isEmpty()) {
        throw new BadConfiguration(
            "%s: %s has '%s', expected an identifier and a time in %s"
                .formatted(given.orElseThrow().origin(), path, item, Units.TIMES));
      }
      times.put(key.get(), time.get());
    }
    return times;
  }

  private <T> Optional<T> find(
      String name,
      String form,
      String expected,
      Function<String, Optional<T>> parse,
      String shown,
      String meaning) {
    String path = prefix + name;
    return asked
        .single(path, form, shown, meaning)
        .map(given -> {
          String text = given.single(path);
          return parse
              .apply(text)
              .orElseThrow(() ->
                  new BadConfiguration(
                      "%s: %s is '%s', expected %s"
                          .formatted(given.origin(), path, text, expected)));
        });
  }

  public static String dashed(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  public static Optional<Integer> wholeNumber(String text) {
    try {
      return Optional.of(Integer.valueOf(text));
    } catch (NumberFormatException _) {
      return Optional.empty();
    }
  }

  private static Optional<String> some(String text) {
    return text.isBlank() ? Optional.empty() : Optional.of(text);
  }

  /** What a variable says for a list: its items, separated by commas. */
  static List<String> split(String text) {
    List<String> items = new ArrayList<>();
    for (String item : text.split(",", -1)) {
      if (!item.isBlank()) {
        items.add(item.strip());
      }
    }
    return List.copyOf(items);
  }
}
