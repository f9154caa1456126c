// SPDX-License-Identifier: MIT
package org.postroad.cli.administration;

import java.util.List;

/** What commands are about, and the commands about it. */
public record Noun(String name, String help, List<Verb> verbs, List<Noun> nouns) implements Entry {

  /** A word with commands below it. */
  public static Noun of(String name, String help, Verb... verbs) {
    return new Noun(name, help, List.of(verbs), List.of());
  }

  /** The same with what belongs to it. */
  public Noun with(Noun... more) {
    return new Noun(name, help, verbs, List.of(more));
  }
}
