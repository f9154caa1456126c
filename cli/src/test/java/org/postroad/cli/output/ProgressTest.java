// SPDX-License-Identifier: MIT
package org.postroad.cli.output;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class ProgressTest {

  @Test
  void onALookedAtTerminalTheLineIsReplacedAndThenGone() {
    assertEquals("\r\u001b[Kone …\r\u001b[Ktwo …\r\u001b[K", shown(true));
  }

  @Test
  void elsewhereItIsSilent() {
    assertEquals("", shown(false));
  }

  private static String shown(boolean terminal) {
    StringWriter err = new StringWriter();
    Progress progress = new Progress(new PrintWriter(err), terminal);
    progress.step("one");
    progress.step("two");
    progress.done();
    return err.toString();
  }
}
