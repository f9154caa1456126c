// SPDX-License-Identifier: MIT
package org.postroad.cli.sandbox;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.postroad.protocol.identifier.GlobalGroupId;
import org.postroad.protocol.management.ManagementService;
import org.postroad.securityserver.conf.AccessRight;
import org.postroad.securityserver.conf.Client;
import org.postroad.securityserver.conf.ServiceDescription;
import org.postroad.securityserver.conf.ServiceDescription.Service;

/**
 * The subsystem of the population agency that offers the management services of the registry to
 * every owner of a server, as its server is told of it.
 */
final class ManagementClient {
  private static final GlobalGroupId OWNERS =
      new GlobalGroupId(Topology.INSTANCE, "security-server-owners");

  private ManagementClient() {}

  static Client of(SandboxPorts ports) {
    String host = Topology.HOST.getHostAddress();
    String url =
        "https://" + host + ":" + ports.managementServices() + "/managementservice/manage/";
    var description =
        new ServiceDescription(
            ServiceDescription.Type.WSDL,
            "http://" + host + ":" + ports.registry() + "/managementservices.wsdl",
            Optional.empty(),
            codes().stream().map(code -> service(code, url)).toList());
    var owners = new AccessRight.Subject.OfGlobalGroup(OWNERS);
    return new Client(
        Topology.MANAGEMENT,
        Client.Status.REGISTERED,
        Client.ConnectionType.HTTP,
        List.of(),
        List.of(description),
        List.of(),
        codes().stream().map(code -> AccessRight.toService(owners, code)).toList());
  }

  private static Service service(String code, String url) {
    return new Service(code, Optional.empty(), url, Service.DEFAULT_TIMEOUT, false, List.of());
  }

  /** Every request but the one that goes to the registration port. */
  private static List<String> codes() {
    return Arrays.stream(ManagementService.values())
        .filter(service -> service != ManagementService.AUTH_CERT_REG)
        .map(ManagementService::code)
        .toList();
  }
}
