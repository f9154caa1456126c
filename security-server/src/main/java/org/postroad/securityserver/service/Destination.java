// SPDX-License-Identifier: MIT
package org.postroad.securityserver.service;

import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.postroad.protocol.identifier.MemberId;
import org.postroad.protocol.identifier.ServiceId;
import org.postroad.protocol.message.Message;
import org.postroad.protocol.message.RestRequest;
import org.postroad.protocol.message.RestResponse;
import org.postroad.protocol.message.SoapMessage;
import org.postroad.securityserver.conf.Client;

/** Where an authorized request goes. */
public sealed interface Destination {

  /**
   * A service of an information system.
   *
   * @param verifyTls whether the service's TLS certificate must be one of its owner's
   */
  record HttpService(URI url, Duration timeout, boolean verifyTls, Client owner)
      implements Destination {}

  /** A question about the services of a client of this server, which the server answers itself. */
  enum Metaservice implements Destination {
    LIST_METHODS("listMethods"),
    ALLOWED_METHODS("allowedMethods"),
    GET_WSDL("getWsdl"),
    GET_OPENAPI("getOpenAPI");

    private static final Set<Metaservice> SOAP =
        EnumSet.of(LIST_METHODS, ALLOWED_METHODS, GET_WSDL);
    private static final Set<Metaservice> REST =
        EnumSet.of(LIST_METHODS, ALLOWED_METHODS, GET_OPENAPI);

    private final String code;

    Metaservice(String code) {
      this.code = code;
    }

    public String code() {
      return code;
    }

    /** Known by the service code alone, in REST by the method {@code GET} too (F-009, F-020). */
    static Optional<Metaservice> of(Message request) {
      Set<Metaservice> possible =
          switch (request) {
            case SoapMessage _ -> SOAP;
            case RestRequest rest when rest.method().equals("GET") -> REST;
            case RestRequest _, RestResponse _ -> Set.of();
          };
      return possible.stream()
          .filter(each -> each.code.equals(request.service().serviceCode()))
          .findFirst();
    }
  }

  /** A question about this server, asked of its owner as a member (G-015, G-030). */
  enum MonitoringService implements Destination {
    OPERATIONAL_DATA("getSecurityServerOperationalData"),
    HEALTH_DATA("getSecurityServerHealthData"),
    METRICS("getSecurityServerMetrics");

    private final String code;

    MonitoringService(String code) {
      this.code = code;
    }

    public String code() {
      return code;
    }

    /** Whether a version in the service's identifier makes it another service. */
    private boolean takes(ServiceId service) {
      return code.equals(service.serviceCode())
          && (this != METRICS || service.serviceVersion().isEmpty());
    }

    static Optional<MonitoringService> of(Message request, MemberId owner) {
      if (!(request instanceof SoapMessage) || !request.service().owner().equals(owner)) {
        return Optional.empty();
      }
      return Arrays.stream(values()).filter(each -> each.takes(request.service())).findFirst();
    }
  }
}
