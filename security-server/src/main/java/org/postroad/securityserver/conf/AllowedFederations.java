// SPDX-License-Identifier: MIT
package org.postroad.securityserver.conf;

import java.util.Collection;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Which of the partners its own instance trusts a server follows: {@code none}, {@code all} or
 * those named, in any case. {@code none} beats everything, {@code all} beats a list (A112).
 */
public record AllowedFederations(boolean all, Set<String> instances) {
  public static final AllowedFederations NONE = new AllowedFederations(false, Set.of());
  public static final AllowedFederations ALL = new AllowedFederations(true, Set.of());

  public AllowedFederations {
    instances = Set.copyOf(instances);
  }

  /** From the words of a setting; without any it is nobody. */
  public static AllowedFederations of(Collection<String> words) {
    Set<String> known = words.stream().map(AllowedFederations::folded).collect(Collectors.toSet());
    if (known.contains("none")) {
      return NONE;
    }
    return known.contains("all") ? ALL : new AllowedFederations(false, known);
  }

  boolean allows(String instance) {
    return all || instances.contains(folded(instance));
  }

  private static String folded(String word) {
    return word.strip().toLowerCase(Locale.ROOT);
  }
}
