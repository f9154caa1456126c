// SPDX-License-Identifier: MIT

package org.postroad.registry.store;

/**
 * How far a journal goes: the number of its last entry, and the digest over everything up to there.
 * Two journals with the same position are the same.
 */
public record JournalPosition(long sequence, String chain) {

  /** Before the first entry. */
  public static JournalPosition beginning(String instance) {
    return new JournalPosition(0, StoredEntry.beginning(instance));
  }
}
