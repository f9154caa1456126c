// SPDX-License-Identifier: MIT
package org.postroad.cli.sandbox;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.postroad.securityserver.conf.AccessRight;
import org.postroad.securityserver.conf.Client;
import org.postroad.securityserver.conf.ServerConfiguration;
import org.postroad.securityserver.conf.ServiceDescription;

/** The services of a {@link BulkService}, wherever it runs, in the population agency's server. */
record BulkServices(String url) implements RunningSandbox.Addition {
  private static final Duration PATIENCE = Duration.ofMinutes(10);

  @Override
  public ServerConfiguration addTo(Agency agency, ServerConfiguration known) {
    if (!agency.equals(Topology.POPULATION)) {
      return known;
    }
    Client client = known.client(agency.subsystem()).orElseThrow();
    AccessRight.Subject tax = new AccessRight.Subject.OfClient(Topology.TAX.subsystem());
    return RunningSandbox.Addition.with(
        new Client(
            client.id(),
            client.status(),
            client.connectionType(),
            client.informationSystemCertificates(),
            Stream.concat(
                    client.serviceDescriptions().stream(),
                    Stream.of(
                        description(ServiceDescription.Type.REST, "bulk", "/rest"),
                        description(ServiceDescription.Type.WSDL, "bulkSoap", "/soap")))
                .toList(),
            client.localGroups(),
            Stream.concat(
                    client.accessRights().stream(),
                    Stream.of(
                        AccessRight.toService(tax, "bulk"), AccessRight.toService(tax, "bulkSoap")))
                .toList()),
        known);
  }

  private ServiceDescription description(ServiceDescription.Type type, String code, String path) {
    ServiceDescription.Service service =
        new ServiceDescription.Service(
            code, Optional.empty(), url + path, PATIENCE, true, List.of());
    return new ServiceDescription(type, url + path, Optional.empty(), List.of(service));
  }
}
