// SPDX-License-Identifier: MIT

package org.postroad.registry.management;

import java.util.stream.Collectors;
import org.postroad.protocol.fault.Fault;
import org.postroad.protocol.fault.FaultCode;
import org.postroad.protocol.fault.FaultReport;
import org.postroad.protocol.management.ManagementResponse;

/**
 * What goes back: a SOAP message, of status 200, or 500 with a fault in it (B10, B12).
 *
 * @param body not to be written to
 */
public record Reply(int status, byte[] body) {
  /** What every reply is (B06). */
  public static final String CONTENT_TYPE = ManagementResponse.CONTENT_TYPE + "; charset=UTF-8";

  /**
   * A refusal.
   *
   * @param trace under which the log has more
   */
  static Reply refusal(Fault fault, String trace) {
    String code = fault.path().stream().map(FaultCode::wire).collect(Collectors.joining("."));
    return new Reply(500, new FaultReport(code, fault.text(), trace).toSoap());
  }
}
