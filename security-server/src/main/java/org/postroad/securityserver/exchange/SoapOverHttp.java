// SPDX-License-Identifier: MIT
package org.postroad.securityserver.exchange;

import org.postroad.protocol.fault.Fault;
import org.postroad.protocol.fault.FaultCode;
import org.postroad.securityserver.net.ResponseHead;

/** What a response over HTTP must be before anything of its body is read (A-058, C-051). */
public final class SoapOverHttp {

  private SoapOverHttp() {}

  /** The content type of a response with status 200 or 500; SOAP faults come with either. */
  public static String contentTypeOf(ResponseHead head) {
    if (head.status() != 200 && head.status() != 500) {
      throw new Fault(
          FaultCode.HTTP_ERROR,
          "Server responded with error " + head.status() + ": " + head.reason());
    }
    return head.headers()
        .first("content-type")
        .orElseThrow(() ->
            new Fault(FaultCode.INVALID_CONTENT_TYPE, "Could not get content type from response"));
  }
}
