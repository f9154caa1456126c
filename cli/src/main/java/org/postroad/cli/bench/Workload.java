// SPDX-License-Identifier: MIT
package org.postroad.cli.bench;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.Locale;
import org.postroad.protocol.identifier.ClientId;
import org.postroad.protocol.identifier.ServiceId;
import org.postroad.protocol.xml.Namespaces;
import org.postroad.protocol.xml.XmlWriter;

/** What is asked of the servers, again and again; every answer has about 2 KB. */
enum Workload {
  /** A request without a body, signed directly or as one leaf of a batch. */
  REST_GET,
  /** A body of 2 KB, which makes it a signature over two parts. */
  REST_POST,
  /** An envelope of 2 KB. */
  SOAP;

  static final int SIZE = 2048;
  static final String BODY_ELEMENT = "bench";

  /** As it is typed: {@code rest-get}, {@code rest-post}, {@code soap}. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  RequestTemplate request(ClientId client, ServiceId service) {
    return switch (this) {
      case REST_GET -> new RequestTemplate(rest("GET", client, service) + "\r\n");
      case REST_POST ->
          new RequestTemplate(
              rest("POST", client, service)
                  + "Content-Type: application/json\r\nContent-Length: "
                  + SIZE
                  + "\r\n\r\n"
                  + json());
      case SOAP -> new RequestTemplate(soap(client, service));
    };
  }

  private static String rest(String method, ClientId client, ServiceId service) {
    return method
        + " /r1/"
        + service.encoded()
        + "/items/1 HTTP/1.1\r\nHost: bench\r\nX-Road-Client: "
        + client.encoded()
        + "\r\nX-Road-Id: "
        + RequestTemplate.ID
        + "\r\n";
  }

  /** Exactly {@link #SIZE} bytes. */
  static String json() {
    String start = "{\"text\":\"";
    String end = "\"}";
    return start + "x".repeat(SIZE - start.length() - end.length()) + end;
  }

  private static String soap(ClientId client, ServiceId service) {
    int unpadded = envelope(client, service, 0).length();
    String envelope = envelope(client, service, Math.max(0, SIZE - unpadded));
    return "POST / HTTP/1.1\r\nHost: bench\r\nContent-Type: text/xml; charset=UTF-8\r\n"
        + "SOAPAction: \"\"\r\nContent-Length: "
        + envelope.length()
        + "\r\n\r\n"
        + envelope;
  }

  private static String envelope(ClientId client, ServiceId service, int padding) {
    XmlWriter xml = new XmlWriter().declaration();
    xml.start("s:Envelope")
        .namespace("s", Namespaces.SOAP_ENV)
        .namespace("x", Namespaces.XROAD)
        .namespace("id", Namespaces.IDENTIFIERS);
    xml.start("s:Header");
    xml.start("x:client").attribute("id:objectType", "SUBSYSTEM");
    identifier(xml, client).end();
    xml.start("x:service").attribute("id:objectType", "SERVICE");
    identifier(xml, service.owner()).element("id:serviceCode", service.serviceCode()).end();
    xml.element("x:id", RequestTemplate.ID).element("x:protocolVersion", "4.0").end();
    xml.start("s:Body").start("b:" + BODY_ELEMENT).namespace("b", "urn:postroad:bench");
    xml.element("b:text", "x".repeat(padding));
    return new String(xml.end().end().end().toByteArray(), ISO_8859_1);
  }

  private static XmlWriter identifier(XmlWriter xml, ClientId id) {
    xml.element("id:xRoadInstance", id.instance())
        .element("id:memberClass", id.memberClass())
        .element("id:memberCode", id.memberCode());
    id.subsystemCode().ifPresent(code -> xml.element("id:subsystemCode", code));
    return xml;
  }
}
