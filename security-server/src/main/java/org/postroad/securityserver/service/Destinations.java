// SPDX-License-Identifier: MIT
package org.postroad.securityserver.service;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;
import org.postroad.protocol.fault.Fault;
import org.postroad.protocol.fault.FaultCode;
import org.postroad.protocol.identifier.ServiceId;
import org.postroad.protocol.message.Message;
import org.postroad.protocol.message.RestRequest;
import org.postroad.protocol.message.RestResponse;
import org.postroad.protocol.message.SoapMessage;
import org.postroad.securityserver.conf.Configuration;
import org.postroad.securityserver.conf.ServerConfiguration.ServiceEntry;
import org.postroad.securityserver.conf.ServiceDescription.Service;

/**
 * Decides where a request goes, in the order in which its refusals win: existence, kind, access
 * right, disabled notice (A-060, A-061, B-013).
 */
public final class Destinations {

  private Destinations() {}

  /**
   * A metaservice is open to everybody, so nothing is asked about it (F-009). Neither is anything
   * about monitoring, where what is told depends on who asks (G-015).
   */
  public static Destination of(Message request, Configuration configuration) {
    return Destination.Metaservice.of(request)
        .<Destination>map(metaservice -> metaservice)
        .or(() -> Destination.MonitoringService.of(request, configuration.server().id().owner()))
        .orElseGet(() -> registered(request, configuration));
  }

  private static Destination registered(Message request, Configuration configuration) {
    ServiceId service = request.service();
    ServiceEntry entry =
        configuration
            .server()
            .service(service)
            .orElseThrow(
                () -> new Fault(FaultCode.UNKNOWN_SERVICE, "Unknown service: " + service.text()));
    checkKind(request, entry);
    if (!isAllowed(request, configuration)) {
      throw new Fault(FaultCode.ACCESS_DENIED, "Request is not allowed: " + service.text());
    }
    entry
        .disabledNotice()
        .ifPresent(notice -> {
          throw new Fault(
              FaultCode.SERVICE_DISABLED, "Service " + service.text() + " is disabled: " + notice);
        });
    Service called = entry.service();
    return new Destination.HttpService(
        url(called), called.timeout(), called.verifyTls(), entry.client());
  }

  private static void checkKind(Message request, ServiceEntry entry) {
    boolean rest = entry.description().isRest();
    switch (request) {
      case RestRequest _ when !rest ->
          throw new Fault(
              FaultCode.SERVICE_TYPE,
              "Service is a SOAP service and cannot be called using REST interface");
      case SoapMessage _ when rest ->
          throw new Fault(
              FaultCode.SERVICE_TYPE,
              "Service is a REST service and cannot be called using SOAP interface");
      case RestRequest _, RestResponse _, SoapMessage _ -> {}
    }
  }

  private static boolean isAllowed(Message request, Configuration configuration) {
    return switch (request) {
      case RestRequest rest ->
          configuration
              .server()
              .isAllowed(
                  rest.client(),
                  rest.service(),
                  Optional.of(rest.method()),
                  Optional.of(rest.servicePath()),
                  configuration.global());
      case SoapMessage _, RestResponse _ ->
          configuration
              .server()
              .isAllowed(
                  request.client(),
                  request.service(),
                  Optional.empty(),
                  Optional.empty(),
                  configuration.global());
    };
  }

  /** Only addresses that can be called: no user, no zone, no port 0 (threat 51). */
  private static URI url(Service service) {
    if (service.url().isBlank()) {
      throw new Fault(
          FaultCode.SERVICE_MISSING_URL, "Service '" + service.code() + "' has no address");
    }
    try {
      URI url = new URI(service.url());
      String host = url.getHost();
      if (isHttp(url)
          && host != null
          && !host.contains("%")
          && url.getRawUserInfo() == null
          && url.getPort() != 0) {
        return url;
      }
    } catch (URISyntaxException _) {
      // Refused like any other address that cannot be called.
    }
    throw new Fault(
        FaultCode.SERVICE_MALFORMED_URL,
        "Malformed service URL of '" + service.code() + "', expected http or https and a host");
  }

  private static boolean isHttp(URI url) {
    return "http".equalsIgnoreCase(url.getScheme()) || "https".equalsIgnoreCase(url.getScheme());
  }
}
