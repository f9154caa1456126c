// SPDX-License-Identifier: MIT
package org.postroad.securityserver.signer;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicReference;
import org.postroad.protocol.fault.Fault;
import org.postroad.protocol.fault.FaultCode;

/** The PIN of the server while it is known; wiped when somebody logs out. */
final class ServerPin {
  private final AtomicReference<char[]> known;

  ServerPin(char[] pin) {
    this.known = new AtomicReference<>(pin.clone());
  }

  /** To be wiped by who asked for it. */
  char[] copy() {
    char[] pin = known.get();
    if (pin.length == 0) {
      throw new Fault(FaultCode.TOKEN_NOT_ACTIVE, "Nobody has told the PIN of this server");
    }
    return pin.clone();
  }

  void set(char[] pin) {
    Arrays.fill(known.getAndSet(pin.clone()), '\0');
  }

  void forget() {
    set(new char[0]);
  }
}
