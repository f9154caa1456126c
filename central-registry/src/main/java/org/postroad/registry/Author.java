// SPDX-License-Identifier: MIT

package org.postroad.registry;

/** Who changes something and why; kept with the change for ever. */
public record Author(String who, String why) {
  private static final int LONGEST_WHO = 255;
  private static final int LONGEST_WHY = 4000;

  public Author {
    if (who.isBlank() || who.length() > LONGEST_WHO || why.length() > LONGEST_WHY) {
      throw new IllegalArgumentException("an author has a name and a reason that is not too long");
    }
  }
}
