// SPDX-License-Identifier: MIT
package org.postroad.securityserver.journal;

import org.junit.jupiter.api.Tag;

/** Over 10,000 states. */
@Tag("long")
class ManyPowerCutsTest extends PowerCuts {
  @Override
  int times() {
    return 5;
  }
}
