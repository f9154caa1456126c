// SPDX-License-Identifier: MIT

package org.postroad.registry.catalog;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.postroad.protocol.catalog.ServiceType;
import org.postroad.protocol.fault.Fault;
import org.postroad.protocol.fault.FaultCode;
import org.postroad.protocol.identifier.ClientId;
import org.postroad.protocol.identifier.ServiceId;
import org.postroad.protocol.message.SoapAttachment;
import org.postroad.protocol.message.SoapMessage;
import org.postroad.protocol.message.SoapMultipart;
import org.postroad.protocol.xml.Namespaces;
import org.postroad.protocol.xml.XmlElement;
import org.postroad.protocol.xml.XmlWriter;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The messages of the metaservices, written and read (messages F-008 to F-014, F-019, F-021). */
final class MetaserviceMessages {
  private static final JsonMapper JSON =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder().maxNestingDepth(20).build())
                  .build())
          .build();

  private MetaserviceMessages() {}

  /** Asks for the services of a client. */
  static byte[] listMethods(ClientId caller, ClientId provider, String id) {
    ServiceId service = ServiceId.of(provider, "listMethods");
    return envelope(caller, service, id).start("xrd:listMethods").end().end().end().toByteArray();
  }

  /** Asks for the WSDL of a service. */
  static byte[] getWsdl(ClientId caller, ServiceId described, String id) {
    ServiceId service = ServiceId.of(described.owner(), "getWsdl");
    XmlWriter xml =
        envelope(caller, service, id)
            .start("xrd:getWsdl")
            .element("xrd:serviceCode", described.serviceCode());
    described.serviceVersion().ifPresent(version -> xml.element("xrd:serviceVersion", version));
    return xml.end().end().end().toByteArray();
  }

  private static XmlWriter envelope(ClientId caller, ServiceId service, String id) {
    XmlWriter xml =
        new XmlWriter(1024)
            .declaration()
            .start("soap:Envelope")
            .namespace("soap", Namespaces.SOAP_ENV)
            .namespace("id", Namespaces.IDENTIFIERS)
            .namespace("xrd", Namespaces.XROAD)
            .start("soap:Header");
    boolean subsystem = caller.subsystemCode().isPresent();
    parts(xml, "xrd:client", subsystem ? "SUBSYSTEM" : "MEMBER", caller).end();
    parts(xml, "xrd:service", "SERVICE", service.owner())
        .element("id:serviceCode", service.serviceCode())
        .end();
    return xml.element("xrd:id", id).element("xrd:protocolVersion", "4.0").end().start("soap:Body");
  }

  private static XmlWriter parts(XmlWriter xml, String name, String type, ClientId client) {
    xml.start(name)
        .attribute("id:objectType", type)
        .element("id:xRoadInstance", client.instance())
        .element("id:memberClass", client.memberClass())
        .element("id:memberCode", client.memberCode());
    client.subsystemCode().ifPresent(code -> xml.element("id:subsystemCode", code));
    return xml;
  }

  /** The services in an answer, those of the client that was asked. */
  static List<ListedService> soapServices(byte[] answer, ClientId provider) {
    SoapMessage message = message(SoapMessage.parse(answer), "listMethodsResponse");
    var services = new ArrayList<ListedService>();
    for (XmlElement service : message.body().children(Namespaces.XROAD, "service")) {
      ClientId owner =
          ClientId.of(
              part(service, "xRoadInstance"),
              part(service, "memberClass"),
              part(service, "memberCode"),
              service.childText(Namespaces.IDENTIFIERS, "subsystemCode"));
      var id =
          new ServiceId(
              owner,
              part(service, "serviceCode"),
              service.childText(Namespaces.IDENTIFIERS, "serviceVersion"));
      if (owner.equals(provider)) {
        services.add(new ListedService(id, ServiceType.SOAP, List.of()));
      }
    }
    return services;
  }

  private static String part(XmlElement service, String name) {
    return service.requiredText(Namespaces.IDENTIFIERS, name);
  }

  private static SoapMessage message(SoapMessage message, String expected) {
    message
        .fault()
        .ifPresent(fault -> {
          throw failed(fault.code() + ": " + fault.text());
        });
    if (!message.bodyName().equals(expected)) {
      throw failed("the answer is '" + message.bodyName() + "', expected '" + expected + "'");
    }
    return message;
  }

  /** The attachment of an answer. */
  static byte[] wsdl(byte[] answer, String contentType) throws IOException {
    if (!SoapMultipart.isMultipart(contentType)) {
      var _ = message(SoapMessage.parse(answer), "getWsdlResponse");
      throw failed("the answer has no WSDL");
    }
    SoapMultipart parts = SoapMultipart.read(new ByteArrayInputStream(answer), contentType);
    var _ = message(parts.message(), "getWsdlResponse");
    Optional<SoapAttachment> wsdl = parts.next();
    return wsdl.orElseThrow(() -> failed("the answer has no WSDL")).body().readAllBytes();
  }

  /** The services in an answer, those of the client that was asked. */
  static List<ListedService> restServices(byte[] answer, ClientId provider) {
    var services = new ArrayList<ListedService>();
    for (JsonNode service : json(answer).path("service")) {
      ClientId owner =
          ClientId.of(
              text(service, "xroad_instance"),
              text(service, "member_class"),
              text(service, "member_code"),
              Optional.of(text(service, "subsystem_code")).filter(code -> !code.isEmpty()));
      ServiceId id = ServiceId.of(owner, text(service, "service_code"));
      if (owner.equals(provider)) {
        services.add(new ListedService(id, type(service), endpoints(service)));
      }
    }
    return services;
  }

  private static ServiceType type(JsonNode service) {
    return text(service, "service_type").equals("OPENAPI") ? ServiceType.OPENAPI : ServiceType.REST;
  }

  private static List<Operation> endpoints(JsonNode service) {
    var endpoints = new ArrayList<Operation>();
    for (JsonNode endpoint : service.path("endpoint_list")) {
      String name = text(endpoint, "method") + ' ' + text(endpoint, "path");
      if (endpoints.size() < OpenApiDocument.MOST_OPERATIONS) {
        endpoints.add(new Operation(name, Optional.empty()));
      }
    }
    return endpoints;
  }

  /** What an answer says of the error that it is. */
  static String restError(byte[] answer) {
    try {
      JsonNode error = json(answer);
      return text(error, "type") + ": " + text(error, "message");
    } catch (Fault unreadable) {
      return "no reason given";
    }
  }

  private static JsonNode json(byte[] answer) {
    try {
      return JSON.readTree(answer);
    } catch (JacksonException notJson) {
      throw new Fault(FaultCode.SERVICE_FAILED, "the answer is not JSON", notJson);
    }
  }

  private static String text(JsonNode object, String name) {
    JsonNode value = object.path(name);
    return value.isString() ? value.stringValue() : "";
  }

  static Fault failed(String why) {
    return new Fault(FaultCode.SERVICE_FAILED, why);
  }
}
