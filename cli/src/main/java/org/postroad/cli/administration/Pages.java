// SPDX-License-Identifier: MIT
package org.postroad.cli.administration;

import java.util.List;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** Lists of the API, which come whole or in pages. */
public final class Pages {
  private static final int PAGE = 100;
  private static final List<String> NAMES = List.of("items", "clients");

  private Pages() {}

  /** What a list found, and how many entries there are in all. */
  record Found(ArrayNode items, int total) {
    boolean isPart() {
      return total > items.size();
    }
  }

  /** A list that came whole. */
  static Found all(JsonNode items) {
    ArrayNode all = JsonNodeFactory.instance.arrayNode();
    items.forEach(all::add);
    return new Found(all, all.size());
  }

  /** Asks for pages until the limit is reached or there are no more. */
  static Found read(int limit, PageCall call) {
    ArrayNode all = JsonNodeFactory.instance.arrayNode();
    int size = Math.min(limit, PAGE);
    for (int page = 0; ; page++) {
      JsonNode answer = call.page(page, size);
      List<JsonNode> items = StreamSupport.stream(items(answer).spliterator(), false).toList();
      items.stream().limit(limit - all.size()).forEach(all::add);
      int total = answer.path("paging_metadata").path("total_items").asInt(all.size());
      if (items.size() < size || all.size() >= Math.min(limit, total)) {
        return new Found(all, total);
      }
    }
  }

  /** One page of so many entries. */
  @FunctionalInterface
  interface PageCall {
    JsonNode page(int number, int size);
  }

  /** The entries of an answer, whichever way it holds them. */
  public static JsonNode items(JsonNode answer) {
    return answer.isArray()
        ? answer
        : NAMES.stream()
            .map(answer::path)
            .filter(JsonNode::isArray)
            .findFirst()
            .orElse(JsonNodeFactory.instance.arrayNode());
  }
}
