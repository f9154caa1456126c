// SPDX-License-Identifier: MIT

package org.postroad.protocol.administration;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class ReasonTextTest {

  @Test
  void readsWhatHeadersCannotHold() {
    assertEquals("Law 7, § 3", ReasonText.read("Law 7, %C2%A7 3"));
    assertEquals("1 + 1, 100 %", ReasonText.read("1 + 1, 100 %25"));
  }

  @Test
  void takesTheRestAsItCame() {
    assertEquals("50 % done", ReasonText.read("50 % done"));
    assertEquals("two%0Alines", ReasonText.read("two%0Alines"));
  }
}
