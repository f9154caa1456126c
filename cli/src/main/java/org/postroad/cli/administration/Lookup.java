// SPDX-License-Identifier: MIT
package org.postroad.cli.administration;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.postroad.cli.output.Suggestions;
import tools.jackson.databind.JsonNode;

/**
 * Finds what was typed in a list of the program: people know an authority by its name, the API by a
 * number. It also knows what somebody who mistyped may have meant.
 *
 * @param list path of the list, which may contain what was read before
 * @param items where the answer has its entries
 * @param key what the API knows an entry by
 * @param names what people may type, besides the key
 */
public record Lookup(
    String what,
    String list,
    UnaryOperator<JsonNode> items,
    String key,
    List<Function<JsonNode, String>> names)
    implements Reading {

  /** In the list at this path. */
  public static Lookup of(String what, String list, String key, String... names) {
    return new Lookup(what, list, Pages::items, key, List.of()).named(names);
  }

  /** The same in an answer that has its entries somewhere else. */
  public Lookup in(UnaryOperator<JsonNode> place) {
    return new Lookup(what, list, place, key, names);
  }

  private Lookup named(String... paths) {
    return new Lookup(
        what,
        list,
        items,
        key,
        Arrays.stream(paths).<Function<JsonNode, String>>map(Lookup::at).toList());
  }

  /** The same where people type what this makes of an entry. */
  public Lookup named(Function<JsonNode, String> name) {
    return new Lookup(what, list, items, key, List.of(name));
  }

  private static Function<JsonNode, String> at(String path) {
    return entry -> Values.text(entry, path);
  }

  @Override
  public String read(String typed, Session session) {
    if (names.isEmpty()) {
      return typed;
    }
    List<JsonNode> entries = entries(session);
    List<JsonNode> found =
        entries.stream()
            .filter(entry -> known(entry).anyMatch(name -> name.equalsIgnoreCase(typed)))
            .toList();
    if (found.size() > 1) {
      throw new IllegalArgumentException(
          found.size() + " of the " + what + " are '" + typed + "'; name one by its " + key);
    }
    return found.stream()
        .findFirst()
        .map(entry -> Values.text(entry, key))
        .orElseThrow(() -> unknown(typed, entries));
  }

  @Override
  public Optional<String> closest(String typed, Session session) {
    return closest(typed, entries(session));
  }

  private ApiFailed unknown(String typed, List<JsonNode> entries) {
    String text = "'" + typed + "' is none of the " + what;
    return ApiFailed.because(
        closest(typed, entries).map(meant -> text + "; did you mean " + meant + "?").orElse(text));
  }

  private Optional<String> closest(String typed, List<JsonNode> entries) {
    return Suggestions.closest(
        typed, entries.stream().flatMap(this::known).filter(name -> !name.isEmpty()).toList());
  }

  private Stream<String> known(JsonNode entry) {
    return Stream.concat(
        Stream.of(Values.text(entry, key)), names.stream().map(name -> name.apply(entry)));
  }

  private List<JsonNode> entries(Session session) {
    JsonNode answer = session.api().send(ApiRequest.get(session.outgoing().place(list))).json();
    return StreamSupport.stream(items.apply(answer).spliterator(), false).toList();
  }
}
