// SPDX-License-Identifier: MIT
package org.postroad.cli.administration;

/** A declaration: a command, or a word with commands below it. */
public sealed interface Entry permits Noun, Verb, Look {
  /** The word that is typed. */
  String name();
}
