// SPDX-License-Identifier: MIT
package org.postroad.securityserver.messagelog;

import org.postroad.protocol.message.Message;
import org.postroad.protocol.message.RestRequest;
import org.postroad.protocol.message.RestResponse;
import org.postroad.protocol.message.SoapMessage;

/** What the service made of a request, as its response says. */
public enum Outcome {
  SUCCEEDED,
  /** A SOAP fault, or a REST status of 400 and above. */
  FAILED;

  private static final int LOWEST_ERROR = 400;

  /** Of a message that is a response. */
  public static Outcome of(Message response) {
    return switch (response) {
      case SoapMessage soap -> soap.isFault() ? FAILED : SUCCEEDED;
      case RestResponse rest -> rest.status() >= LOWEST_ERROR ? FAILED : SUCCEEDED;
      case RestRequest request ->
          throw new IllegalArgumentException("request " + request.queryId() + " has no outcome");
    };
  }
}
