// SPDX-License-Identifier: MIT
package org.postroad.securityserver.service;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.postroad.protocol.fault.Fault;
import org.postroad.protocol.fault.FaultCode;
import org.postroad.protocol.identifier.ClientId;
import org.postroad.protocol.identifier.ServiceId;
import org.postroad.protocol.message.SoapAttachment;
import org.postroad.protocol.message.SoapMessage;
import org.postroad.protocol.message.SoapMultipart;
import org.postroad.protocol.mime.Headers;
import org.postroad.protocol.mime.MultipartWriter;
import org.postroad.protocol.xml.Namespaces;
import org.postroad.protocol.xml.XmlElement;
import org.postroad.securityserver.conf.Configuration;
import org.postroad.securityserver.conf.ServerConfiguration.ServiceEntry;
import org.postroad.securityserver.conf.ServiceDescription;
import org.postroad.securityserver.net.HttpFetch;

/** {@code listMethods}, {@code allowedMethods} and {@code getWsdl} (F-008 to F-018). */
final class SoapMetaservices {
  private static final String TEXT_XML = "text/xml";
  private static final String WITH_CHARSET = "text/xml; charset=UTF-8";

  private final Descriptions descriptions;
  private final Supplier<String> newId;
  private final RandomGenerator random;

  SoapMetaservices(Descriptions descriptions, Supplier<String> newId, RandomGenerator random) {
    this.descriptions = descriptions;
    this.newId = newId;
    this.random = random;
  }

  ServiceResponse answer(
      Destination.Metaservice asked, SoapMessage request, Configuration configuration)
      throws IOException {
    return switch (asked) {
      case LIST_METHODS -> list(request, "listMethodsResponse", services(request, configuration));
      case ALLOWED_METHODS ->
          list(
              request,
              "allowedMethodsResponse",
              services(request, configuration).stream()
                  .filter(service -> mayCall(request.client(), service, configuration))
                  .toList());
      case GET_WSDL -> wsdl(request, configuration);
      case GET_OPENAPI -> throw new IllegalStateException("getOpenAPI is asked by REST only");
    };
  }

  private static List<ServiceEntry> services(SoapMessage request, Configuration configuration) {
    return configuration.server().servicesOf(request.service().owner()).stream()
        .filter(service -> service.description().type() == ServiceDescription.Type.WSDL)
        .toList();
  }

  private static boolean mayCall(
      ClientId caller, ServiceEntry service, Configuration configuration) {
    return configuration
        .server()
        .allowedEndpoints(caller, service, configuration.global())
        .isPresent();
  }

  private static ServiceResponse list(
      SoapMessage request, String element, List<ServiceEntry> services) {
    SoapMessage message = request.answeredWith(ServiceLists.xml(element, services));
    return new ServiceResponse.Soap(
        message, WITH_CHARSET, SoapMultipart.of(message, WITH_CHARSET, List.of()), () -> {});
  }

  private ServiceResponse wsdl(SoapMessage request, Configuration configuration)
      throws IOException {
    ServiceEntry service = described(request, configuration);
    SoapMessage message = request.answered();
    Descriptions.Changed wsdl =
        descriptions.changed(service, fetched -> withoutAddress(service, fetched));
    SoapAttachment attachment =
        new SoapAttachment(
            TEXT_XML,
            Headers.builder()
                .add("Content-Transfer-Encoding", "binary")
                .add("Content-ID", "<wsdl=" + newId.get() + "@x-road.eu>")
                .build(),
            wsdl.content());
    return new ServiceResponse.Soap(
        message,
        "multipart/related; type=\"text/xml\"; charset=UTF-8; boundary="
            + MultipartWriter.boundary("xroad", random),
        SoapMultipart.of(message, TEXT_XML, List.of(attachment)),
        wsdl::release);
  }

  private static ServiceEntry described(SoapMessage request, Configuration configuration) {
    ServiceId wanted = wanted(request);
    ServiceEntry service =
        configuration
            .server()
            .service(wanted)
            .filter(each -> !each.description().url().isBlank())
            .orElseThrow(() ->
                new Fault(
                    FaultCode.UNKNOWN_SERVICE,
                    "Could not find wsdl URL for service " + wanted.text()));
    if (service.description().isRest()) {
      throw new Fault(FaultCode.SERVICE_TYPE, "Service is a REST service and does not have a WSDL");
    }
    return service;
  }

  /** The service that the body names, of the client that was asked. */
  private static ServiceId wanted(SoapMessage request) {
    XmlElement body = request.body();
    String code = body.childText(Namespaces.XROAD, "serviceCode").orElse("");
    if (code.isBlank()) {
      throw new Fault(FaultCode.INVALID_REQUEST, "Missing serviceCode in message body");
    }
    Optional<String> version =
        body.childText(Namespaces.XROAD, "serviceVersion").filter(text -> !text.isEmpty());
    return new ServiceId(request.service().owner(), code, version);
  }

  private static byte[] withoutAddress(ServiceEntry service, HttpFetch.Fetched fetched) {
    if (fetched.status() != 200) {
      throw new Fault(
          FaultCode.INTERNAL_ERROR,
          "Received HTTP error: " + fetched.status() + " - " + fetched.reason());
    }
    try {
      return WsdlAddresses.replaced(fetched.body());
    } catch (Fault fault) {
      throw new Fault(
          FaultCode.INTERNAL_ERROR,
          "The WSDL of " + service.id().text() + " cannot be read: " + fault.text(),
          fault);
    }
  }
}
