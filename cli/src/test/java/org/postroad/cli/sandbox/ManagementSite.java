// SPDX-License-Identifier: MIT

package org.postroad.cli.sandbox;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.postroad.protocol.certificate.Certificates;
import org.postroad.protocol.identifier.GlobalGroupId;
import org.postroad.protocol.management.ManagementService;
import org.postroad.registry.ManagementOptions;
import org.postroad.registry.PortIdentity;
import org.postroad.registry.RegistryManagement;
import org.postroad.registry.net.PortLimits;
import org.postroad.securityserver.ServerDirectory;
import org.postroad.securityserver.conf.AccessRight;
import org.postroad.securityserver.conf.Client;
import org.postroad.securityserver.conf.ServerConfiguration;
import org.postroad.securityserver.conf.ServiceDescription;

/**
 * The management services of the sandbox's registry, offered by the population agency to every
 * owner of a server. The registry lets nobody call but the server of that agency.
 */
final class ManagementSite implements RunningSandbox.Addition {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final GlobalGroupId OWNERS =
      new GlobalGroupId(Topology.INSTANCE, "security-server-owners");

  private final ServerSocket reserved;
  private Optional<RegistryManagement> management = Optional.empty();

  ManagementSite() throws IOException {
    this.reserved = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
  }

  private static List<String> codes() {
    return Arrays.stream(ManagementService.values())
        .filter(service -> service != ManagementService.AUTH_CERT_REG)
        .map(ManagementService::code)
        .toList();
  }

  @Override
  public ServerConfiguration addTo(Agency agency, ServerConfiguration known) {
    if (!agency.equals(Topology.POPULATION)) {
      return known;
    }
    Client client = known.client(agency.subsystem()).orElseThrow();
    String url = "https://127.0.0.1:" + reserved.getLocalPort() + "/managementservice/manage/";
    var description =
        new ServiceDescription(
            ServiceDescription.Type.WSDL,
            "http://127.0.0.1/managementservices.wsdl",
            Optional.empty(),
            codes().stream()
                .map(code ->
                    new ServiceDescription.Service(
                        code,
                        Optional.empty(),
                        url,
                        ServiceDescription.Service.DEFAULT_TIMEOUT,
                        false,
                        List.of()))
                .toList());
    var owners = new AccessRight.Subject.OfGlobalGroup(OWNERS);
    return RunningSandbox.Addition.with(
        new Client(
            client.id(),
            client.status(),
            client.connectionType(),
            client.informationSystemCertificates(),
            Stream.concat(client.serviceDescriptions().stream(), Stream.of(description)).toList(),
            client.localGroups(),
            Stream.concat(
                    client.accessRights().stream(),
                    codes().stream().map(code -> AccessRight.toService(owners, code)))
                .toList()),
        known);
  }

  /** Opens the ports at the registry of a running sandbox. */
  void open(RunningSandbox running) throws IOException {
    var home = running.home();
    var server = new ServerDirectory(home.server(Topology.POPULATION));
    X509Certificate caller =
        Certificates.parse(Files.readAllBytes(server.internalTlsCertificate()));
    Clock clock = Clock.systemUTC();
    PortIdentity key =
        PortIdentity.open(
            home.registry(),
            PortIdentity.Use.MANAGEMENT,
            PinFile.of(home.registry(), RANDOM),
            List.of("127.0.0.1"),
            clock,
            RANDOM);
    int port = reserved.getLocalPort();
    reserved.close();
    InetAddress loopback = InetAddress.getLoopbackAddress();
    management =
        Optional.of(
            RegistryManagement.open(
                running.sandbox().registry(),
                home.registry(),
                ManagementOptions.of(
                        new InetSocketAddress(loopback, 0), new InetSocketAddress(loopback, port))
                    .withCallers(Set.of(caller))
                    .withLimits(PortLimits.DEFAULTS.withRequestsPerMinute(1000)),
                key,
                clock));
  }

  @Override
  public void close() {
    management.ifPresent(RegistryManagement::close);
    try {
      reserved.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
