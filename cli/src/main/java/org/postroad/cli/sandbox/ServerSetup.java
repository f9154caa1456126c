// SPDX-License-Identifier: MIT
package org.postroad.cli.sandbox;

import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.postroad.cli.sandbox.population.PopulationRegistry;
import org.postroad.protocol.identifier.ClientId;
import org.postroad.protocol.identifier.ServiceId;
import org.postroad.securityserver.ServerDirectory;
import org.postroad.securityserver.conf.AccessRight;
import org.postroad.securityserver.conf.Client;
import org.postroad.securityserver.conf.ServerConfiguration;
import org.postroad.securityserver.conf.ServerConfigurationStore;
import org.postroad.securityserver.conf.ServiceDescription;
import org.postroad.securityserver.conf.ServiceDescription.Service;
import org.postroad.securityserver.service.OpenApiReader;
import org.postroad.securityserver.service.WsdlReader;

/** Gives a new security server its clients, services and rights. */
final class ServerSetup {

  private final PopulationRegistry population;
  private final URI timestampService;
  private final SandboxPorts ports;
  private final Clock clock;

  ServerSetup(
      PopulationRegistry population, String timestampService, SandboxPorts ports, Clock clock) {
    this.population = population;
    this.timestampService = URI.create(timestampService);
    this.ports = ports;
    this.clock = clock;
  }

  void configure(Agency agency, ServerDirectory directory) {
    Client owner = client(agency.member(), List.of(), List.of());
    List<Client> clients =
        agency.equals(Topology.POPULATION)
            ? List.of(
                owner, client(agency.subsystem(), services(), rights()), ManagementClient.of(ports))
            : List.of(owner, client(agency.subsystem(), List.of(), List.of()));
    try (ServerConfigurationStore store =
        ServerConfigurationStore.open(directory.serverConfiguration(), clock)) {
      store.save(
          0,
          new ServerConfiguration(agency.server(), List.of(timestampService), clients),
          "sandbox",
          "first start");
    }
  }

  private static Client client(
      ClientId id, List<ServiceDescription> services, List<AccessRight> rights) {
    return new Client(
        id,
        Client.Status.REGISTERED,
        Client.ConnectionType.HTTP,
        List.of(),
        services,
        List.of(),
        rights);
  }

  /** What an administrator would register, read from the descriptions the registry serves. */
  private List<ServiceDescription> services() {
    String openApi = population.url() + PopulationRegistry.OPENAPI;
    OpenApiReader.Api api =
        OpenApiReader.read(population.description(PopulationRegistry.OPENAPI), URI.create(openApi));
    Service people =
        new Service(
            Topology.PEOPLE.serviceCode(),
            Optional.empty(),
            api.url(),
            Service.DEFAULT_TIMEOUT,
            true,
            api.endpoints());
    Service statistics = Service.of(Topology.STATISTICS.serviceCode(), population.url());
    return List.of(
        description(ServiceDescription.Type.OPENAPI3, openApi, List.of(people)),
        description(ServiceDescription.Type.REST, population.url(), List.of(statistics)),
        description(
            ServiceDescription.Type.WSDL,
            population.url() + PopulationRegistry.WSDL,
            WsdlReader.services(population.description(PopulationRegistry.WSDL))));
  }

  private static ServiceDescription description(
      ServiceDescription.Type type, String url, List<Service> services) {
    return new ServiceDescription(type, url, Optional.empty(), services);
  }

  private static List<AccessRight> rights() {
    AccessRight.Subject tax = new AccessRight.Subject.OfClient(Topology.TAX.subsystem());
    return Stream.of(Topology.PEOPLE, Topology.PERSON_DETAILS, Topology.STORE_DOCUMENTS)
        .map(ServiceId::serviceCode)
        .map(code -> AccessRight.toService(tax, code))
        .toList();
  }
}
