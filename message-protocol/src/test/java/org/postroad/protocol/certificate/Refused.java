// SPDX-License-Identifier: MIT

package org.postroad.protocol.certificate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.function.Executable;
import org.postroad.protocol.fault.Fault;
import org.postroad.protocol.fault.FaultCode;

/** Asserts refusals by their codes and a piece of their text. */
final class Refused {
  private Refused() {}

  static void with(FaultCode code, String text, Executable action) {
    with(List.of(code), text, action);
  }

  static void with(List<FaultCode> path, String text, Executable action) {
    Fault fault = assertThrows(Fault.class, action);
    assertEquals(path, fault.path(), fault::getMessage);
    assertTrue(fault.text().contains(text), () -> fault.text() + " lacks: " + text);
  }

  /** Whether the action ends in a fault; any other exception goes on. */
  static boolean isRefused(Runnable action) {
    try {
      action.run();
      return false;
    } catch (Fault fault) {
      return true;
    }
  }
}
