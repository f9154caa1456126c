// SPDX-License-Identifier: MIT
package org.postroad.cli.administration;

import java.util.List;
import java.util.function.UnaryOperator;
import tools.jackson.databind.JsonNode;

/** How an answer is shown to people; JSON and YAML are always the API's own. */
public sealed interface Shape {

  /**
   * One line for each entry.
   *
   * @param items where an answer has its entries
   */
  record Rows(boolean paged, UnaryOperator<JsonNode> items, List<Column> columns)
      implements Shape {}

  /** One line for each thing that is known about one entry. */
  record Card(List<Column> columns) implements Shape {}

  /**
   * One sentence about what was done.
   *
   * @param sentence with what was typed for {@code {MEMBER}} or {@code {--name}}
   */
  record Sentence(String sentence) implements Shape {}

  /**
   * The answer is a file, which is written.
   *
   * @param name that it gets if no other is given
   */
  record Saved(String name) implements Shape {}

  /**
   * One entry with a secret that is shown this once, or written to a file for its owner alone.
   *
   * @param field where the secret is
   */
  record Once(String field, List<Column> columns) implements Shape {}

  static Shape rows(Column... columns) {
    return new Rows(false, Pages::items, List.of(columns));
  }

  static Shape pages(Column... columns) {
    return new Rows(true, Pages::items, List.of(columns));
  }

  /** Rows of an answer that has them somewhere else. */
  static Shape rowsOf(UnaryOperator<JsonNode> items, Column... columns) {
    return new Rows(false, items, List.of(columns));
  }

  static Shape card(Column... columns) {
    return new Card(List.of(columns));
  }

  static Shape once(String field, Column... columns) {
    return new Once(field, List.of(columns));
  }

  static Shape sentence(String sentence) {
    return new Sentence(sentence);
  }

  static Shape saved(String name) {
    return new Saved(name);
  }
}
