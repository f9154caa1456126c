// SPDX-License-Identifier: MIT

package org.postroad.registry.catalog;

import java.util.Optional;

/**
 * Something a service does.
 *
 * @param name of an operation, or method and path of an endpoint: {@code GET /people/{code}}
 */
public record Operation(String name, Optional<String> title) {
  private static final int LONGEST = 1000;

  /** Text of a description is taken as it comes, but for its length and what no reader can see. */
  public Operation {
    name = shown(name);
    title = title.map(Operation::shown).filter(text -> !text.isEmpty());
  }

  static String shown(String text) {
    String seen = text.replaceAll("[\\p{Cc}\\p{Cs}\\s]+", " ").strip();
    int end = Math.min(seen.length(), LONGEST);
    boolean splits = end < seen.length() && Character.isHighSurrogate(seen.charAt(end - 1));
    return seen.substring(0, splits ? end - 1 : end);
  }
}
