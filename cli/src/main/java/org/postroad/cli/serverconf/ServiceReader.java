// SPDX-License-Identifier: MIT
package org.postroad.cli.serverconf;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.postroad.protocol.identifier.ClientId;
import org.postroad.securityserver.conf.Endpoints;
import org.postroad.securityserver.conf.ServiceDescription;
import org.postroad.securityserver.conf.ServiceDescription.Endpoint;
import org.postroad.securityserver.conf.ServiceDescription.Service;

/** The services of one client, with their descriptions and endpoints (D15 to D20). */
final class ServiceReader {
  private final Tables tables;
  private final Row client;
  private final ClientId id;
  private final List<LeftBehind> left;

  ServiceReader(Tables tables, Row client, ClientId id, List<LeftBehind> left) {
    this.tables = tables;
    this.client = client;
    this.id = id;
    this.left = left;
  }

  /** Whether one of them has a service with this code, whatever its version. */
  static boolean has(List<ServiceDescription> descriptions, String code) {
    return descriptions.stream()
        .flatMap(description -> description.services().stream())
        .anyMatch(service -> service.code().equals(code));
  }

  List<ServiceDescription> descriptions() {
    return tables.of("servicedescription", "client_id", client).stream()
        .map(this::description)
        .toList();
  }

  private ServiceDescription description(Row row) {
    ServiceDescription.Type type = type(row);
    Optional<String> notice =
        row.flag("disabled", false)
            ? Optional.of(
                row.text("disablednotice")
                    .filter(text -> !text.isBlank())
                    .orElse(ServiceDescription.NEW_NOTICE))
            : Optional.empty();
    String url = row.required("url");
    return new ServiceDescription(
        type,
        url,
        notice,
        tables.of("service", "servicedescription_id", row).stream()
            .flatMap(service -> service(service, type, url))
            .toList());
  }

  private static ServiceDescription.Type type(Row row) {
    String text = row.text("type").orElse(ServiceDescription.Type.WSDL.name());
    return Stream.of(ServiceDescription.Type.values())
        .filter(type -> type.name().equals(text))
        .findFirst()
        .orElseThrow(() -> row.wrong("has the type " + text + ", expected WSDL, REST or OPENAPI3"));
  }

  private Stream<Service> service(Row row, ServiceDescription.Type type, String description) {
    String code = row.required("servicecode");
    Optional<String> url =
        row.text("url")
            .or(() ->
                type == ServiceDescription.Type.REST ? Optional.of(description) : Optional.empty());
    if (url.isEmpty()) {
      left.add(new LeftBehind(row.toString(), id + " " + code, "it has no address"));
      return Stream.empty();
    }
    try {
      return Stream.of(
          new Service(
              code,
              row.text("serviceversion").filter(version -> !version.isEmpty()),
              row.text("title").filter(title -> !title.isBlank()),
              url.get(),
              Duration.ofSeconds(row.number("timeout", Service.DEFAULT_TIMEOUT.toSeconds())),
              row.flag("sslauthentication", true),
              endpoints(code)));
    } catch (IllegalArgumentException e) {
      left.add(new LeftBehind(row.toString(), id + " " + code, String.valueOf(e.getMessage())));
      return Stream.empty();
    }
  }

  /** All versions of a service have the same; the whole service is one that is not said here. */
  private Endpoints endpoints(String code) {
    List<Endpoint> generated = new ArrayList<>();
    List<Endpoint> added = new ArrayList<>();
    for (Row row : tables.of("endpoint", "client_id", client)) {
      if (row.required("servicecode").equals(code)) {
        Endpoint endpoint = new Endpoint(row.required("method"), row.required("path"));
        if (!endpoint.equals(Endpoint.BASE)) {
          (row.flag("generated", false) ? generated : added).add(endpoint);
        }
      }
    }
    return new Endpoints(generated, added);
  }
}
