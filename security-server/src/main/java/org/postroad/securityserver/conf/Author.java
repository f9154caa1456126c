// SPDX-License-Identifier: MIT
package org.postroad.securityserver.conf;

/** Who changes the server configuration and why, as it stands in the history (D27). */
public record Author(String who, String why) {
  private static final String SYSTEM = "system";
  private static final int LONGEST_NAME = 255;
  private static final int LONGEST_REASON = 2000;

  public Author {
    if (who.isBlank() || who.length() > LONGEST_NAME || why.length() > LONGEST_REASON) {
      throw new IllegalArgumentException(
          "author of " + who.length() + " characters with a reason of " + why.length());
    }
  }

  /** The server itself; a reason that is too long to be kept is cut. */
  public static Author system(String why) {
    return new Author(
        SYSTEM, why.length() > LONGEST_REASON ? why.substring(0, LONGEST_REASON - 1) + "…" : why);
  }
}
