// SPDX-License-Identifier: MIT
package org.postroad.securityserver.journal;

/** 2,000 states. */
class PowerCutTest extends PowerCuts {
  @Override
  int times() {
    return 1;
  }
}
