// SPDX-License-Identifier: MIT
package org.postroad.securityserver.api;

import java.util.List;

/** The resources of clients, their groups, services and rights (E20 to E24). */
final class ClientResources {
  private ClientResources() {}

  static List<Object> of(ClientAdministration server) {
    return List.of(
        new Clients(server),
        new ClientRequests(server),
        new ClientCertificates(server),
        new ClientGroups(server),
        new LocalGroups(server),
        new ClientDescriptions(server),
        new ServiceDescriptions(server),
        new Services(server),
        new Endpoints(server),
        new ServiceRights(server),
        new EndpointRights(server),
        new ClientRights(server));
  }
}
