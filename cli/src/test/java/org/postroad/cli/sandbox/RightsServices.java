// SPDX-License-Identifier: MIT
package org.postroad.cli.sandbox;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.postroad.protocol.identifier.GlobalGroupId;
import org.postroad.protocol.identifier.LocalGroupId;
import org.postroad.securityserver.conf.AccessRight;
import org.postroad.securityserver.conf.Client;
import org.postroad.securityserver.conf.ServerConfiguration;
import org.postroad.securityserver.conf.ServiceDescription;
import org.postroad.securityserver.conf.ServiceDescription.Endpoint;

/**
 * Service {@code register} of the population agency, of which each right opens something else: the
 * tax agency's subsystem may read one person, a local group with it in may add one, and the global
 * group of server owners, to which its member belongs, may read everything below {@code /reports}.
 */
final class RightsServices implements RunningSandbox.Addition {
  private static final LocalGroupId FRIENDS = new LocalGroupId("friends");
  private static final GlobalGroupId OWNERS =
      new GlobalGroupId(Topology.INSTANCE, "security-server-owners");

  private final AgencyService echo;

  RightsServices(AgencyService echo) {
    this.echo = echo;
  }

  @Override
  public ServerConfiguration addTo(Agency agency, ServerConfiguration known) {
    if (agency.equals(Topology.TAX)) {
      return RunningSandbox.Addition.with(member(agency), known);
    }
    Client client = known.client(agency.subsystem()).orElseThrow();
    ServiceDescription register =
        new ServiceDescription(
            ServiceDescription.Type.OPENAPI3,
            echo.url("/register.yaml"),
            Optional.empty(),
            List.of(ServiceDescription.Service.of("register", echo.url("/echo/register"))));
    Client.LocalGroup friends =
        new Client.LocalGroup(FRIENDS, "Friends", Set.of(Topology.TAX.subsystem()));
    return RunningSandbox.Addition.with(
        new Client(
            client.id(),
            client.status(),
            client.connectionType(),
            client.informationSystemCertificates(),
            Stream.concat(client.serviceDescriptions().stream(), Stream.of(register)).toList(),
            Stream.concat(client.localGroups().stream(), Stream.of(friends)).toList(),
            Stream.concat(client.accessRights().stream(), rights()).toList()),
        known);
  }

  /** The owner of a server is one of its clients. */
  private static Client member(Agency agency) {
    return new Client(
        agency.member(),
        Client.Status.REGISTERED,
        Client.ConnectionType.HTTP,
        List.of(),
        List.of(),
        List.of(),
        List.of());
  }

  private static Stream<AccessRight> rights() {
    return Stream.of(
        new AccessRight(
            new AccessRight.Subject.OfClient(Topology.TAX.subsystem()),
            "register",
            new Endpoint("GET", "/people/*")),
        new AccessRight(
            new AccessRight.Subject.OfLocalGroup(FRIENDS),
            "register",
            new Endpoint("POST", "/people")),
        new AccessRight(
            new AccessRight.Subject.OfGlobalGroup(OWNERS),
            "register",
            new Endpoint("*", "/reports/**")));
  }
}
