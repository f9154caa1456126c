// SPDX-License-Identifier: MIT
package org.postroad.securityserver.consumer;

import java.net.URI;
import java.net.URISyntaxException;
import org.postroad.protocol.fault.Fault;
import org.postroad.protocol.fault.FaultCode;

/** The SOAPAction header: absent, empty, {@code ""}, or a quoted URI. */
final class SoapAction {

  private SoapAction() {}

  /** The value as it came, if it is allowed. */
  static String check(String value) {
    if (!value.isEmpty() && !value.equals("\"\"") && !isQuotedUri(value)) {
      throw new Fault(FaultCode.INVALID_SOAP_ACTION, "Malformed SOAPAction header");
    }
    return value;
  }

  private static boolean isQuotedUri(String value) {
    if (value.length() < 3 || !value.startsWith("\"") || !value.endsWith("\"")) {
      return false;
    }
    try {
      new URI(value.substring(1, value.length() - 1));
      return true;
    } catch (URISyntaxException _) {
      return false;
    }
  }
}
