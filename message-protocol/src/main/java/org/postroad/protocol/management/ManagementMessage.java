// SPDX-License-Identifier: MIT

package org.postroad.protocol.management;

import org.postroad.protocol.fault.Fault;
import org.postroad.protocol.fault.FaultCode;
import org.postroad.protocol.identifier.ClientId;
import org.postroad.protocol.identifier.MemberId;
import org.postroad.protocol.identifier.ServiceId;
import org.postroad.protocol.message.SoapMessage;
import org.postroad.protocol.xml.Namespaces;
import org.postroad.protocol.xml.XmlElement;
import org.postroad.protocol.xml.XmlWriter;

/**
 * A management request in its SOAP message, whose exact bytes are what is signed (B23).
 *
 * <p>The header has the client, the service without a version, an id and protocol version 4.0
 * (B07); the child of the body is named after the service.
 */
public record ManagementMessage(SoapMessage soap, ManagementRequest request) {
  static final String ENVELOPE = "SOAP-ENV:Envelope";

  /**
   * Makes a message.
   *
   * @param sender the owner of the server that asks
   * @param provider the client whose services the management services are
   * @param id new for each message
   */
  public static ManagementMessage of(
      MemberId sender, ClientId provider, String id, ManagementRequest request) {
    XmlWriter xml = new XmlWriter(2048).declaration().start(ENVELOPE);
    xml.namespace("SOAP-ENV", Namespaces.SOAP_ENV)
        .namespace("id", Namespaces.IDENTIFIERS)
        .namespace("xroad", Namespaces.XROAD)
        .start("SOAP-ENV:Header");
    IdentifierXml.write(xml, "client", sender);
    IdentifierXml.write(xml, "service", ServiceId.of(provider, request.service().code()));
    xml.element("xroad:id", id).element("xroad:protocolVersion", "4.0").end();
    xml.start("SOAP-ENV:Body");
    RequestBody.write(xml, request);
    return new ManagementMessage(SoapMessage.parse(xml.end().end().toByteArray()), request);
  }

  /** Reads the request in a message. */
  public static ManagementMessage parse(SoapMessage soap) {
    ManagementService service = serviceOf(soap);
    XmlElement body = soap.body();
    if (!body.name().getNamespaceURI().equals(Namespaces.XROAD)
        || !body.name().getLocalPart().equalsIgnoreCase(service.code())) {
      throw new Fault(
          FaultCode.INVALID_REQUEST,
          "The body has '%s', expected '%s' of %s"
              .formatted(body.name(), service.code(), Namespaces.XROAD));
    }
    return new ManagementMessage(soap, RequestBody.read(body, service));
  }

  /** The service a message is for, whatever its body. */
  static ManagementService serviceOf(SoapMessage soap) {
    if (soap.isFault()) {
      throw new Fault(FaultCode.INVALID_REQUEST, "A fault is no management request");
    }
    ServiceId service = soap.service();
    return ManagementService.ofCode(service.serviceCode())
        .filter(known -> service.serviceVersion().isEmpty())
        .orElseThrow(() ->
            new Fault(FaultCode.UNKNOWN_SERVICE, "No management service " + service.serviceCode()));
  }

  /** Who asks, as the header says. */
  public ClientId sender() {
    return soap.client();
  }

  /** Whose service is asked, as the header says. */
  public ClientId provider() {
    return soap.service().owner();
  }
}
