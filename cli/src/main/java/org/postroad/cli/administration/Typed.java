// SPDX-License-Identifier: MIT
package org.postroad.cli.administration;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** What was typed for the inputs of a command, as it was read. */
final class Typed {
  private final Map<String, String> values = new LinkedHashMap<>();
  private final List<Map.Entry<Reading, String>> looked = new ArrayList<>();

  private Typed() {}

  /** Reads all inputs in their order and puts them where they go. */
  static Typed read(CommandLine command, List<Input> inputs, Session session) throws IOException {
    Typed typed = new Typed();
    int index = 0;
    for (Input input : inputs) {
      Optional<ArgSpec> given =
          given(command.getParseResult(), input, input.isPositional() ? index++ : index);
      if (given.isPresent()) {
        typed.take(command, input, given.get(), session);
      } else if (input.form() == Input.Form.SECRET) {
        input.targets().getFirst().put(List.of(), session.outgoing());
      }
    }
    return typed;
  }

  private static Optional<ArgSpec> given(ParseResult parsed, Input input, int index) {
    return input.isPositional()
        ? Optional.ofNullable(parsed.matchedPositional(index))
        : Optional.ofNullable(parsed.matchedOption(input.key()));
  }

  private void take(CommandLine command, Input input, ArgSpec given, Session session)
      throws IOException {
    try {
      List<String> read =
          input.form() == Input.Form.FLAG
              ? List.of("true")
              : given.stringValues().stream()
                  .map(value -> input.reading().read(value, session))
                  .toList();
      values.put(input.key(), String.join(", ", given.stringValues()));
      given.stringValues().forEach(value -> looked.add(Map.entry(input.reading(), value)));
      for (Target target : input.targets()) {
        target.put(read, session.outgoing());
      }
    } catch (IllegalArgumentException e) {
      throw new ParameterException(command, input.label() + ": " + e.getMessage(), e);
    }
  }

  /** What was typed for an input. */
  String value(String key) {
    return values.getOrDefault(key, "");
  }

  /** A sentence with what was typed for {@code {MEMBER}} and {@code {--name}}. */
  String fill(String sentence) {
    String filled = sentence;
    for (Map.Entry<String, String> value : values.entrySet()) {
      filled = filled.replace("{" + value.getKey() + "}", value.getValue());
    }
    return filled;
  }

  /**
   * The same failure, with what may have been meant where something was not found; what was typed
   * as it is known was not the reason.
   */
  ApiFailed explained(ApiFailed failure, Session session) {
    if (!failure.isNotFound()) {
      return failure;
    }
    return looked.stream()
        .flatMap(each ->
            each
                .getKey()
                .closest(each.getValue(), session)
                .filter(meant -> !meant.equals(each.getValue()))
                .stream())
        .findFirst()
        .map(meant -> failure.adding("did you mean " + meant + "?"))
        .orElse(failure);
  }
}
