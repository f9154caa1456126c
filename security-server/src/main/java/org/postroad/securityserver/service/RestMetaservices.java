// SPDX-License-Identifier: MIT
package org.postroad.securityserver.service;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.postroad.protocol.fault.Fault;
import org.postroad.protocol.fault.FaultCode;
import org.postroad.protocol.identifier.ServiceId;
import org.postroad.protocol.message.RestRequest;
import org.postroad.protocol.mime.Headers;
import org.postroad.securityserver.conf.Configuration;
import org.postroad.securityserver.conf.ServerConfiguration;
import org.postroad.securityserver.conf.ServerConfiguration.ServiceEntry;
import org.postroad.securityserver.conf.ServiceDescription;
import org.postroad.securityserver.net.HttpFetch;

/** {@code listMethods}, {@code allowedMethods} and {@code getOpenAPI} (F-019 to F-027). */
final class RestMetaservices {
  private static final String CONTENT_TYPE = "Content-Type";
  private static final String SERVICE_CODE = "serviceCode";

  private final Descriptions descriptions;

  RestMetaservices(Descriptions descriptions) {
    this.descriptions = descriptions;
  }

  ServiceResponse answer(
      Destination.Metaservice asked, RestRequest request, Configuration configuration)
      throws IOException {
    return switch (asked) {
      case LIST_METHODS -> list(request, all(request, configuration));
      case ALLOWED_METHODS -> list(request, allowed(request, configuration));
      case GET_OPENAPI -> openApi(request, configuration);
      case GET_WSDL -> throw new IllegalStateException("getWsdl is asked by SOAP only");
    };
  }

  private static List<ServiceLists.Shown> all(RestRequest request, Configuration configuration) {
    ServerConfiguration server = configuration.server();
    return services(request, server).stream()
        .map(service -> new ServiceLists.Shown(service, server.endpoints(service)))
        .toList();
  }

  private static List<ServiceLists.Shown> allowed(
      RestRequest request, Configuration configuration) {
    ServerConfiguration server = configuration.server();
    List<ServiceLists.Shown> shown = new ArrayList<>();
    for (ServiceEntry service : services(request, server)) {
      server
          .allowedEndpoints(request.client(), service, configuration.global())
          .ifPresent(endpoints -> shown.add(new ServiceLists.Shown(service, endpoints)));
    }
    return shown;
  }

  private static List<ServiceEntry> services(RestRequest request, ServerConfiguration server) {
    return server.servicesOf(request.service().owner()).stream()
        .filter(service -> service.description().isRest())
        .toList();
  }

  private static ServiceResponse list(RestRequest request, List<ServiceLists.Shown> services) {
    return new ServiceResponse.Rest(
        200,
        "OK",
        headers(request, "application/json"),
        new ByteArrayInputStream(ServiceLists.json(services)),
        () -> {});
  }

  /**
   * The request's own fields and the content type (F-023). A content type of the request gives way,
   * where the reference sends both.
   */
  private static Headers headers(RestRequest request, String contentType) {
    return request.headers().without(Set.of("content-type")).with(CONTENT_TYPE, contentType);
  }

  private ServiceResponse openApi(RestRequest request, Configuration configuration)
      throws IOException {
    ServiceEntry service = described(request, configuration.server());
    Descriptions.Changed document =
        descriptions.changed(service, fetched -> withoutServers(service, fetched));
    String type = document.contentTypes().stream().findFirst().orElse("text/plain");
    return new ServiceResponse.Rest(
        200, "OK", headers(request, type), document.content(), document::release);
  }

  private static ServiceEntry described(RestRequest request, ServerConfiguration server) {
    String code = serviceCode(request.query().orElse(""));
    if (code.isEmpty()) {
      throw new Fault(FaultCode.INVALID_REQUEST, "Missing serviceCode in message body");
    }
    ServiceId wanted = ServiceId.of(request.service().owner(), code);
    ServiceEntry service =
        server
            .service(wanted)
            .orElseThrow(
                () -> new Fault(FaultCode.INTERNAL_ERROR, "Service not found: " + wanted.text()));
    ServiceDescription.Type type = service.description().type();
    if (type != ServiceDescription.Type.OPENAPI3) {
      throw new Fault(FaultCode.INTERNAL_ERROR, "Invalid service type: " + type);
    }
    return service;
  }

  /** The last of the parameters of that name, in whatever case it is written. */
  private static String serviceCode(String query) {
    String code = "";
    for (String pair : query.split("&", -1)) {
      int equals = pair.indexOf('=');
      if (equals >= 0 && decoded(pair.substring(0, equals)).equalsIgnoreCase(SERVICE_CODE)) {
        code = decoded(pair.substring(equals + 1));
      }
    }
    return code;
  }

  private static String decoded(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }

  private static byte[] withoutServers(ServiceEntry service, HttpFetch.Fetched fetched) {
    if (fetched.status() != 200) {
      throw new Fault(
          FaultCode.INTERNAL_ERROR,
          "Failed reading service description of "
              + service.id().text()
              + ". Status: "
              + fetched.status()
              + " Reason: "
              + fetched.reason());
    }
    try {
      return OpenApiServers.reduced(
          fetched.body(),
          OpenApiForm.of(fetched.headers().all(CONTENT_TYPE), Descriptions.urlOf(service)));
    } catch (Fault fault) {
      throw new Fault(
          FaultCode.INTERNAL_ERROR,
          "Failed overwriting the servers in the description of "
              + service.id().text()
              + ": "
              + fault.text(),
          fault);
    }
  }
}
