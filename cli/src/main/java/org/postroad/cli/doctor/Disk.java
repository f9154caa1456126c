// SPDX-License-Identifier: MIT
package org.postroad.cli.doctor;

import org.postroad.cli.output.Amounts;

/**
 * The disk of the server.
 *
 * @param usable bytes that are left
 * @param reserve with less than this, messages are refused
 */
record Disk(long usable, long reserve) {
  private static final String CHECK = "disk";

  Finding look() {
    String left = Amounts.bytes(usable) + " are left, " + Amounts.bytes(reserve) + " are reserved";
    if (usable < reserve) {
      return Finding.failed(
          CHECK, left, "every message is refused", Finding.HERE, "make room: postroad log archive");
    }
    return usable / 2 < reserve
        ? Finding.warning(
            CHECK,
            left,
            "soon messages are refused",
            Finding.HERE,
            "make room: postroad log archive")
        : Finding.good(CHECK, left);
  }
}
