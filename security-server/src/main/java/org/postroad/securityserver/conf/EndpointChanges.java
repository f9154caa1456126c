// SPDX-License-Identifier: MIT
package org.postroad.securityserver.conf;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.postroad.protocol.fault.Fault;
import org.postroad.protocol.fault.FaultCode;
import org.postroad.protocol.identifier.ClientId;
import org.postroad.securityserver.conf.ServiceDescription.Endpoint;
import org.postroad.securityserver.conf.ServiceDescription.Service;

/** What an administrator does by hand with the endpoints of a service called by REST (D15). */
public final class EndpointChanges {
  private static final Set<String> METHODS =
      Set.of("*", "GET", "POST", "PUT", "DELETE", "HEAD", "OPTIONS", "PATCH", "TRACE");

  private EndpointChanges() {}

  public static ServerConfiguration add(
      ServerConfiguration now, ClientId id, String code, Endpoint endpoint) {
    Client client = ClientChanges.known(now, id);
    requireFree(client, code, endpoint);
    List<Endpoint> next = new ArrayList<>(of(client, code).added());
    next.add(endpoint);
    return now.withClient(withAdded(client, code, next));
  }

  /** Rights to it become rights to what it is now. */
  public static ServerConfiguration change(
      ServerConfiguration now, ClientId id, String code, Endpoint before, Endpoint next) {
    Client client = ClientChanges.known(now, id);
    requireAddedByHand(client, code, before);
    requireFree(client, code, next);
    List<Endpoint> all =
        of(client, code).added().stream().map(each -> each.equals(before) ? next : each).toList();
    return now.withClient(RightChanges.moved(withAdded(client, code, all), code, before, next));
  }

  /** Rights to it go with it. */
  public static ServerConfiguration remove(
      ServerConfiguration now, ClientId id, String code, Endpoint endpoint) {
    Client client = ClientChanges.known(now, id);
    requireAddedByHand(client, code, endpoint);
    List<Endpoint> rest =
        of(client, code).added().stream().filter(each -> !each.equals(endpoint)).toList();
    return now.withClient(
        RightChanges.without(withAdded(client, code, rest), code, List.of(endpoint)));
  }

  private static Endpoints of(Client client, String code) {
    return restOf(client, code).services().getFirst().endpoints();
  }

  private static Client withAdded(Client client, String code, List<Endpoint> added) {
    ServiceDescription description = restOf(client, code);
    Service service = description.services().getFirst();
    return ServiceChanges.replaced(
        client,
        description,
        description.withServices(
            List.of(service.withEndpoints(service.endpoints().withAdded(added)))));
  }

  /** The description of a service that is called by REST; it has no other services. */
  static ServiceDescription restOf(Client client, String code) {
    return client.serviceDescriptions().stream()
        .filter(ServiceDescription::isRest)
        .filter(each -> each.services().stream().anyMatch(service -> service.code().equals(code)))
        .filter(each -> each.services().size() == 1)
        .findFirst()
        .orElseThrow(() ->
            new Fault(
                FaultCode.NOT_FOUND,
                "Client " + client.id() + " has no service " + code + " that is called by REST"));
  }

  private static void requireFree(Client client, String code, Endpoint endpoint) {
    if (!METHODS.contains(endpoint.method()) || !endpoint.path().startsWith("/")) {
      throw ClientChanges.refused(
          "No endpoint: method '" + endpoint.method() + "', path '" + endpoint.path() + "'");
    }
    if (of(client, code).all().contains(endpoint)) {
      throw ClientChanges.refused(
          "Endpoint " + endpoint.method() + " " + endpoint.path() + " is there already");
    }
  }

  private static void requireAddedByHand(Client client, String code, Endpoint endpoint) {
    Endpoints known = of(client, code);
    if (known.generated().contains(endpoint)) {
      throw ClientChanges.refused(
          "Endpoint "
              + endpoint.method()
              + " "
              + endpoint.path()
              + " is one of the description and changes with it");
    }
    if (!known.added().contains(endpoint)) {
      throw new Fault(
          FaultCode.NOT_FOUND,
          "Service " + code + " has no endpoint " + endpoint.method() + " " + endpoint.path());
    }
  }
}
