// SPDX-License-Identifier: MIT
package org.postroad.securityserver.journal;

import java.io.IOException;

/** A record was refused because the disk is needed for what must still be written without it. */
public final class DiskReserveReached extends IOException {
  private static final long serialVersionUID = 1;

  DiskReserveReached(String text) {
    super(text);
  }

  DiskReserveReached(String text, Throwable cause) {
    super(text, cause);
  }
}
