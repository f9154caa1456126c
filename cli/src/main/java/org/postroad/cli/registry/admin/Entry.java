// SPDX-License-Identifier: MIT
package org.postroad.cli.registry.admin;

/** A declaration: a command, or a word with commands below it. */
sealed interface Entry permits Noun, Verb {
  /** The word that is typed. */
  String name();
}
