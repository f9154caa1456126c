// SPDX-License-Identifier: MIT

package org.postroad.protocol.message;

/** Reads a message whose protocol has to be found out, as in a log or a container (D-062). */
public final class MessageReader {
  private MessageReader() {}

  /**
   * The first byte decides: a digit begins the status of a REST response, a capital letter the verb
   * of a REST request, everything else is SOAP.
   */
  public static Message parseLogged(byte[] messageXml) {
    int first = messageXml.length == 0 ? -1 : messageXml[0];
    if (first >= '1' && first <= '9') {
      return RestResponse.parse(messageXml);
    }
    if (first >= 'A' && first <= 'Z') {
      return RestRequest.parse(messageXml);
    }
    return SoapMessage.parse(messageXml);
  }
}
