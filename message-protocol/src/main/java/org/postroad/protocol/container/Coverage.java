// SPDX-License-Identifier: MIT
package org.postroad.protocol.container;

/**
 * One file of a container and what keeps it from being changed unseen.
 *
 * @param size in bytes, inflated
 */
public record Coverage(String entry, int size, Protection protection) {

  /** What protects a file. */
  public enum Protection {
    /** The signature of the sender, directly or by its hash chain. */
    SIGNATURE,
    /** The time-stamp. */
    TIMESTAMP,
    /** Nothing; what it says is not relied upon. */
    NONE
  }
}
