// SPDX-License-Identifier: MIT
package org.postroad.securityserver.conf;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Services that were added together, from a description or by hand (D17).
 *
 * @param url of the WSDL or OpenAPI document, or the base of a REST service
 * @param disabledNotice why the services cannot be called; nothing while they can
 */
public record ServiceDescription(
    Type type, String url, Optional<String> disabledNotice, List<Service> services) {

  /** What callers of a new description are told until it is enabled. */
  public static final String NEW_NOTICE = "Out of order";

  /** Codes that have a meaning in the protocol, so that no service may have them (F-028, D20). */
  public static final Set<String> RESERVED_CODES =
      Set.of(
          "listMethods",
          "allowedMethods",
          "getWsdl",
          "getOpenAPI",
          "getSecurityServerMetrics",
          "getSecurityServerOperationalData",
          "getSecurityServerHealthData",
          "listClients");

  /** What kind of services these are; decides whether they are called by SOAP or REST. */
  public enum Type {
    WSDL,
    REST,
    OPENAPI3
  }

  /** The method of an endpoint, {@code *} for any, and its path as a glob (D11, D13). */
  public record Endpoint(String method, String path) {
    /** Stands for the whole service. */
    public static final Endpoint BASE = new Endpoint("*", "**");

    public Endpoint {
      if (method.isEmpty() || method.length() > 32 || path.isEmpty() || path.length() > 2048) {
        throw new IllegalArgumentException("endpoint '" + method + "' '" + path + "'");
      }
    }
  }

  /**
   * One service.
   *
   * @param title what people read, from the description
   * @param url where it is called
   * @param timeout for the whole call, in whole seconds (D18)
   * @param verifyTls whether the service's own TLS certificate must be one that is known
   * @param endpoints for lists and for the choice of rights
   */
  public record Service(
      String code,
      Optional<String> version,
      Optional<String> title,
      String url,
      Duration timeout,
      boolean verifyTls,
      Endpoints endpoints) {

    public static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(60);

    public Service {
      if (code.isEmpty() || timeout.isNegative()) {
        throw new IllegalArgumentException("service '" + code + "' with time-out " + timeout);
      }
      if (RESERVED_CODES.contains(code)) {
        throw new IllegalArgumentException("service code '" + code + "' is reserved");
      }
    }

    /** A service without a title, with endpoints of its description. */
    public Service(
        String code,
        Optional<String> version,
        String url,
        Duration timeout,
        boolean verifyTls,
        List<Endpoint> endpoints) {
      this(
          code, version, Optional.empty(), url, timeout, verifyTls, Endpoints.generated(endpoints));
    }

    /** A service without version, with the default time-out. */
    public static Service of(String code, String url) {
      return new Service(code, Optional.empty(), url, DEFAULT_TIMEOUT, true, List.of());
    }

    /** Code and version, as it is told apart from the other services of its client. */
    public String fullCode() {
      return version.map(text -> code + "." + text).orElse(code);
    }

    public Service withTitle(Optional<String> next) {
      return new Service(code, version, next, url, timeout, verifyTls, endpoints);
    }

    public Service withUrl(String next) {
      return new Service(code, version, title, next, timeout, verifyTls, endpoints);
    }

    public Service withTimeout(Duration next) {
      return new Service(code, version, title, url, next, verifyTls, endpoints);
    }

    public Service withVerifyTls(boolean next) {
      return new Service(code, version, title, url, timeout, next, endpoints);
    }

    public Service withEndpoints(Endpoints next) {
      return new Service(code, version, title, url, timeout, verifyTls, next);
    }
  }

  public ServiceDescription {
    services = List.copyOf(services);
  }

  public ServiceDescription withServices(List<Service> next) {
    return new ServiceDescription(type, url, disabledNotice, next);
  }

  public ServiceDescription withUrl(String next) {
    return new ServiceDescription(type, next, disabledNotice, services);
  }

  public ServiceDescription withDisabledNotice(Optional<String> next) {
    return new ServiceDescription(type, url, next, services);
  }

  /** Called by REST, not by SOAP. */
  public boolean isRest() {
    return type != Type.WSDL;
  }
}
