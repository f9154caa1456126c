// SPDX-License-Identifier: MIT
package org.postroad.cli.call;

import java.io.ByteArrayOutputStream;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import org.postroad.protocol.fault.Fault;
import org.postroad.protocol.identifier.ClientId;
import org.postroad.protocol.identifier.ServiceId;
import org.postroad.protocol.message.SoapMessage;
import org.postroad.protocol.xml.Namespaces;
import org.postroad.protocol.xml.XmlReader;
import org.postroad.protocol.xml.XmlWriter;

/** One SOAP message with what is attached to it. */
record SoapRequest(
    byte[] envelope, String service, String client, String id, List<Part> attachments) {

  /** Something attached. */
  record Part(String contentType, byte[] content) {}

  /** An envelope that somebody else has written, with the identifiers in its header. */
  static SoapRequest whole(byte[] envelope) {
    try {
      SoapMessage message = SoapMessage.parse(envelope);
      return new SoapRequest(
          envelope,
          CalledService.written(message.service()),
          message.client().toString(),
          message.queryId(),
          List.of());
    } catch (Fault noMessage) {
      throw new CallFailed(
          "Without SERVICE the body must be a whole SOAP envelope: " + noMessage.text());
    }
  }

  /** An envelope around one element. */
  static SoapRequest around(byte[] element, ServiceId service, ClientPort port) {
    ClientId client = port.client();
    XmlWriter xml = new XmlWriter().declaration();
    xml.start("soap:Envelope")
        .namespace("soap", Namespaces.SOAP_ENV)
        .namespace("xrd", Namespaces.XROAD)
        .namespace("id", Namespaces.IDENTIFIERS);
    xml.start("soap:Header");
    xml.start("xrd:client")
        .attribute("id:objectType", client.subsystemCode().isPresent() ? "SUBSYSTEM" : "MEMBER");
    identifier(xml, client);
    xml.end();
    xml.start("xrd:service").attribute("id:objectType", "SERVICE");
    identifier(xml, service.owner());
    xml.element("id:serviceCode", service.serviceCode());
    service.serviceVersion().ifPresent(version -> xml.element("id:serviceVersion", version));
    xml.end();
    xml.element("xrd:id", port.id());
    port.userId().ifPresent(user -> xml.element("xrd:userId", user));
    xml.element("xrd:protocolVersion", "4.0").end();
    xml.start("soap:Body");
    addRoot(xml, element);
    return new SoapRequest(
        xml.end().end().toByteArray(),
        CalledService.written(service),
        client.toString(),
        port.id(),
        List.of());
  }

  private static void identifier(XmlWriter xml, ClientId id) {
    xml.element("id:xRoadInstance", id.instance())
        .element("id:memberClass", id.memberClass())
        .element("id:memberCode", id.memberCode());
    id.subsystemCode().ifPresent(code -> xml.element("id:subsystemCode", code));
  }

  /** Without what may stand before and behind the root of a document. */
  private static void addRoot(XmlWriter xml, byte[] document) {
    try {
      XmlReader reader = XmlReader.of(document);
      reader.nextTag();
      int start = reader.start();
      reader.skipElement();
      xml.raw(reader.bytes(), start, reader.end());
    } catch (Fault malformed) {
      throw new CallFailed("The body is no XML element: " + malformed.text());
    }
  }

  SoapRequest with(List<Part> parts) {
    return new SoapRequest(envelope, service, client, id, parts);
  }

  HttpRequest to(ClientPort port) {
    String boundary = "postroad-" + UUID.randomUUID();
    String type =
        attachments.isEmpty()
            ? "text/xml; charset=UTF-8"
            : "multipart/related; type=\"text/xml\"; start=\"<envelope>\"; boundary=" + boundary;
    return port.request("/")
        .header("Content-Type", type)
        .header("SOAPAction", "\"\"")
        .POST(BodyPublishers.ofByteArray(attachments.isEmpty() ? envelope : multipart(boundary)))
        .build();
  }

  private byte[] multipart(String boundary) {
    var all = new ByteArrayOutputStream();
    addPart(all, boundary, "envelope", new Part("text/xml; charset=UTF-8", envelope));
    for (int i = 0; i < attachments.size(); i++) {
      addPart(all, boundary, "attachment-" + (i + 1), attachments.get(i));
    }
    all.writeBytes(bytes("\r\n--" + boundary + "--\r\n"));
    return all.toByteArray();
  }

  private static void addPart(
      ByteArrayOutputStream all, String boundary, String contentId, Part part) {
    all.writeBytes(
        bytes(
            "\r\n--%s\r\nContent-Type: %s\r\nContent-Transfer-Encoding: binary\r\nContent-ID: <%s>\r\n\r\n"
                .formatted(boundary, part.contentType(), contentId)));
    all.writeBytes(part.content());
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
