// SPDX-License-Identifier: MIT
package org.postroad.protocol.transparency;

/**
 * A text, tile or proof that does not show what it is said to show, or is not in the one form it
 * may have. Its text has what was found and what was expected.
 */
public final class Unproven extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public Unproven(String text) {
    super(text);
  }

  public Unproven(String text, Throwable cause) {
    super(text, cause);
  }
}
