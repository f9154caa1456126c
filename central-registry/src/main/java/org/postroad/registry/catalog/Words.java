// SPDX-License-Identifier: MIT

package org.postroad.registry.catalog;

import java.text.Normalizer;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The words of a text as they are searched by: without case and accents, and where a name runs
 * words together, also each of them: {@code personDetails} is {@code persondetails}, {@code
 * person}, {@code details}.
 */
final class Words {
  private static final Pattern SEPARATOR = Pattern.compile("[^\\p{L}\\p{N}]+");
  private static final Pattern HUMP =
      Pattern.compile("(?<=[\\p{Ll}\\p{N}])(?=\\p{Lu})|(?<=\\p{L})(?=\\p{N})");
  private static final Pattern MARKS = Pattern.compile("\\p{M}+");

  private Words() {}

  static Set<String> of(String text) {
    var words = new LinkedHashSet<String>();
    for (String word : SEPARATOR.split(text, -1)) {
      if (!word.isEmpty()) {
        words.add(folded(word));
        for (String part : HUMP.split(word, -1)) {
          words.add(folded(part));
        }
      }
    }
    return words;
  }

  /** What somebody types, whose capitals mean nothing. */
  static Set<String> typed(String text) {
    var words = new LinkedHashSet<String>();
    for (String word : SEPARATOR.split(text, -1)) {
      if (!word.isEmpty()) {
        words.add(folded(word));
      }
    }
    return words;
  }

  private static String folded(String word) {
    String plain = MARKS.matcher(Normalizer.normalize(word, Normalizer.Form.NFKD)).replaceAll("");
    return plain.toLowerCase(Locale.ROOT);
  }
}
