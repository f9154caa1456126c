// SPDX-License-Identifier: MIT
package org.postroad.securityserver.api;

import java.util.function.Predicate;
import org.postroad.protocol.administration.Encoded;
import org.postroad.protocol.administration.Refusal;
import org.postroad.protocol.identifier.ClientId;
import org.postroad.securityserver.conf.Client;
import org.postroad.securityserver.conf.Client.LocalGroup;
import org.postroad.securityserver.conf.ServerConfiguration;
import org.postroad.securityserver.conf.ServerConfiguration.ServiceEntry;
import org.postroad.securityserver.conf.ServiceDescription;
import org.postroad.securityserver.conf.ServiceDescription.Endpoint;

/** What the paths of the API name, found in a configuration or refused with 404. */
record Known(ServerConfiguration configuration) {

  /** A description with its client. */
  record Description(Client client, ServiceDescription description) {}

  /** A group with its client. */
  record Group(Client client, LocalGroup group) {}

  /** An endpoint with its service. */
  record OfService(ServiceEntry service, Endpoint endpoint) {}

  Client client(String id) {
    return client(Encoded.client("id", id));
  }

  Client client(ClientId id) {
    return configuration
        .client(id)
        .orElseThrow(() -> Refusal.notFound("client_not_found", Encoded.of(id)));
  }

  Description description(String number) {
    for (Client client : configuration.clients()) {
      for (ServiceDescription each : client.serviceDescriptions()) {
        if (Numbers.ofDescription(client.id(), each.url()).equals(number)) {
          return new Description(client, each);
        }
      }
    }
    throw Refusal.notFound("service_description_not_found", number);
  }

  Group group(String number) {
    for (Client client : configuration.clients()) {
      for (LocalGroup each : client.localGroups()) {
        if (Numbers.ofGroup(client.id(), each.id()).equals(number)) {
          return new Group(client, each);
        }
      }
    }
    throw Refusal.notFound("local_group_not_found", number);
  }

  /**
   * A service.
   *
   * @param id of its client, and behind a colon its code with its version
   */
  ServiceEntry service(String id) {
    int end = id.lastIndexOf(':');
    if (end < 0) {
      throw Refusal.invalid("id", "EncodedId");
    }
    Client client = client(id.substring(0, end));
    String code = id.substring(end + 1);
    return service(
        client, entry -> entry.service().fullCode().equals(code), "service_not_found", id);
  }

  /** Any version of a service; rights are the same for all of them. */
  ServiceEntry serviceOfCode(Client client, String code) {
    return service(client, entry -> entry.service().code().equals(code), "service_not_found", code);
  }

  OfService endpoint(String number) {
    for (Client client : configuration.clients()) {
      for (ServiceEntry service : configuration.servicesOf(client.id())) {
        for (Endpoint each : service.service().endpoints().all()) {
          String code = service.service().code();
          if (Numbers.ofEndpoint(client.id(), code, each).equals(number)) {
            return new OfService(service, each);
          }
        }
      }
    }
    throw Refusal.notFound("endpoint_not_found", number);
  }

  private ServiceEntry service(
      Client client, Predicate<ServiceEntry> wanted, String refusal, String text) {
    return configuration.servicesOf(client.id()).stream()
        .filter(wanted)
        .findFirst()
        .orElseThrow(() -> Refusal.notFound(refusal, text));
  }
}
