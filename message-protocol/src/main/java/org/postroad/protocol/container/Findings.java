// SPDX-License-Identifier: MIT
package org.postroad.protocol.container;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.postroad.protocol.fault.Fault;

/**
 * Findings in the order they are made; a refusal becomes one instead of ending the verification.
 */
final class Findings {
  private final List<Finding> list = new ArrayList<>();

  /** Makes a check. What it found out is there only when it passed. */
  <T> Optional<T> check(Check check, Supplier<T> step, Function<T, String> text) {
    try {
      T result = step.get();
      list.add(Finding.pass(check, text.apply(result)));
      return Optional.of(result);
    } catch (Fault fault) {
      list.add(Finding.fail(check, fault));
      return Optional.empty();
    }
  }

  /** Makes a check that needs the result of another one. */
  <I, T> Optional<T> checkWith(
      Check check, Optional<I> input, Function<I, T> step, Function<T, String> text) {
    if (input.isEmpty()) {
      notChecked(check, "depends on a check that did not pass");
      return Optional.empty();
    }
    return check(check, () -> step.apply(input.get()), text);
  }

  void add(Finding finding) {
    list.add(finding);
  }

  void notChecked(Check check, String text) {
    list.add(Finding.notChecked(check, text));
  }

  List<Finding> list() {
    return List.copyOf(list);
  }
}
