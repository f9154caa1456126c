// SPDX-License-Identifier: MIT
package org.postroad.securityserver.service;

import java.nio.charset.StandardCharsets;
import org.postroad.protocol.xml.XmlReader;
import org.postroad.protocol.xml.XmlWriter;

/**
 * Takes the addresses of services out of a WSDL: the value of {@code location} at every {@code
 * address} of the SOAP 1.1 binding becomes one that leads nowhere (F-015, F-016). All other bytes
 * stay, comments and white space too, but a document in another encoding becomes UTF-8.
 */
final class WsdlAddresses {
  static final String REPLACEMENT = "http://example.org/xroad-endpoint";
  private static final byte[] NEW_VALUE = REPLACEMENT.getBytes(StandardCharsets.UTF_8);

  private WsdlAddresses() {}

  static byte[] replaced(byte[] wsdl) {
    XmlReader xml = XmlReader.of(wsdl);
    byte[] in = xml.bytes();
    XmlWriter out = new XmlWriter(in.length + 1024);
    int from = 0;
    if (xml.transcoded()) {
      out.declaration();
      from = xml.contentStart();
    }
    xml.nextTag();
    xml.require(XmlReader.Token.START, Wsdl.NAMESPACE, "definitions");
    while (xml.next() != XmlReader.Token.EOF) {
      if (!xml.isStart(Wsdl.SOAP, "address")) {
        continue;
      }
      for (int i = 0; i < xml.attributeCount(); i++) {
        if (xml.attributeNamespace(i).isEmpty() && xml.attributeLocalName(i).equals("location")) {
          out.raw(in, from, xml.attributeValueStart(i)).raw(NEW_VALUE);
          from = xml.attributeValueEnd(i);
        }
      }
    }
    return out.raw(in, from, in.length).toByteArray();
  }
}
