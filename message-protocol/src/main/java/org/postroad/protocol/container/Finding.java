// SPDX-License-Identifier: MIT
package org.postroad.protocol.container;

import java.util.List;
import java.util.stream.Collectors;
import org.postroad.protocol.fault.Fault;
import org.postroad.protocol.fault.FaultCode;

/**
 * One result line of a verification.
 *
 * <p>The text may hold what the container says about itself: whoever prints it to a terminal or a
 * page has to escape it (threat 39).
 *
 * @param text what was found, with values
 * @param code why it failed, in the words of the protocol, outermost first; else empty
 */
public record Finding(Check check, Outcome outcome, String text, List<FaultCode> code) {

  public Finding {
    code = List.copyOf(code);
  }

  /** How a check ended. */
  public enum Outcome {
    PASS,
    FAIL,
    /** Something the check depends on failed or is not there. */
    NOT_CHECKED
  }

  /** The code as it is sent in faults: {@code malformed_signature.invalid_hash_chain_ref}. */
  public String dottedCode() {
    return code.stream().map(FaultCode::wire).collect(Collectors.joining("."));
  }

  static Finding pass(Check check, String text) {
    return new Finding(check, Outcome.PASS, text, List.of());
  }

  static Finding fail(Check check, Fault fault) {
    return new Finding(check, Outcome.FAIL, fault.text(), fault.path());
  }

  static Finding notChecked(Check check, String text) {
    return new Finding(check, Outcome.NOT_CHECKED, text, List.of());
  }
}
