// SPDX-License-Identifier: MIT
package org.postroad.cli.sandbox;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import javax.xml.namespace.QName;
import javax.xml.stream.XMLStreamException;
import org.apache.cxf.binding.soap.SoapHeader;
import org.apache.cxf.binding.soap.SoapMessage;
import org.apache.cxf.binding.soap.interceptor.AbstractSoapInterceptor;
import org.apache.cxf.headers.Header;
import org.apache.cxf.phase.Phase;
import org.apache.cxf.staxutils.StaxUtils;
import org.postroad.protocol.identifier.ClientId;
import org.postroad.protocol.identifier.ServiceId;
import org.postroad.protocol.xml.Namespaces;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/**
 * All that a service needs to speak X-Road: an interceptor that repeats the header block of the
 * request in the answer.
 */
final class CxfHeaders extends AbstractSoapInterceptor {

  CxfHeaders() {
    super(Phase.PRE_PROTOCOL);
  }

  @Override
  public void handleMessage(SoapMessage answer) {
    SoapMessage request = (SoapMessage) answer.getExchange().getInMessage();
    request.getHeaders().stream()
        .filter(header -> header.getName().getNamespaceURI().equals(Namespaces.XROAD))
        .forEach(answer.getHeaders()::add);
  }

  /** The header block a client adds to its request. */
  static List<Header> of(ClientId client, ServiceId service, String queryId) {
    String block =
        "<block xmlns:x='"
            + Namespaces.XROAD
            + "' xmlns:i='"
            + Namespaces.IDENTIFIERS
            + "'><x:client i:objectType='SUBSYSTEM'>"
            + parts(client)
            + "</x:client><x:service i:objectType='SERVICE'>"
            + parts(service.owner())
            + "<i:serviceCode>"
            + service.serviceCode()
            + "</i:serviceCode></x:service><x:id>"
            + queryId
            + "</x:id><x:userId>EE47101010033</x:userId>"
            + "<x:protocolVersion>4.0</x:protocolVersion></block>";
    List<Header> headers = new ArrayList<>();
    Node next = parse(block).getFirstChild();
    while (next instanceof Element element) {
      headers.add(
          new SoapHeader(new QName(element.getNamespaceURI(), element.getLocalName()), element));
      next = next.getNextSibling();
    }
    return headers;
  }

  private static String parts(ClientId id) {
    return "<i:xRoadInstance>"
        + id.instance()
        + "</i:xRoadInstance><i:memberClass>"
        + id.memberClass()
        + "</i:memberClass><i:memberCode>"
        + id.memberCode()
        + "</i:memberCode><i:subsystemCode>"
        + id.subsystemCode().orElseThrow()
        + "</i:subsystemCode>";
  }

  private static Element parse(String xml) {
    try {
      return StaxUtils.read(new StringReader(xml)).getDocumentElement();
    } catch (XMLStreamException e) {
      throw new IllegalStateException(e);
    }
  }
}
