// SPDX-License-Identifier: MIT
package org.postroad.cli.output;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** What somebody who mistyped a name may have meant. */
public final class Suggestions {

  private Suggestions() {}

  /** The name with the fewest letters to change, if it is less than half of what was typed. */
  public static Optional<String> closest(String typed, Collection<String> names) {
    return names.stream()
        .filter(name -> 2 * distance(typed, name) <= typed.length())
        .min(Comparator.comparingInt(name -> distance(typed, name)));
  }

  /** Letters to insert, delete or replace. */
  private static int distance(String from, String to) {
    int[] row = new int[to.length() + 1];
    for (int j = 0; j <= to.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= from.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= to.length(); j++) {
        int replaced = diagonal + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[to.length()];
  }
}
