// SPDX-License-Identifier: MIT

package org.postroad.securityserver.registration;

import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.postroad.protocol.algorithm.Digest;
import org.postroad.protocol.certificate.Certificates;
import org.postroad.protocol.globalconf.GlobalConfiguration;
import org.postroad.protocol.globalconf.InstanceParameters;
import org.postroad.protocol.globalconf.OptionalParameters;
import org.postroad.protocol.globalconf.SharedParameters;
import org.postroad.protocol.globalconf.SharedParameters.Maintenance;
import org.postroad.protocol.globalconf.SharedParameters.Member;
import org.postroad.protocol.globalconf.SharedParameters.Server;
import org.postroad.protocol.globalconf.SharedParameters.Subsystem;
import org.postroad.protocol.identifier.ClientId;
import org.postroad.protocol.identifier.MemberId;
import org.postroad.protocol.identifier.SecurityServerId;
import org.postroad.protocol.identifier.SubsystemId;
import org.postroad.securityserver.conf.Client;
import org.postroad.securityserver.conf.ServerConfiguration;
import org.postroad.testing.TestAuthority;

/** A server of a company with a shop, in an instance with an agency. */
final class Fixtures {
  static final MemberId COMPANY = new MemberId("TEST", "COM", "2");
  static final MemberId AGENCY = new MemberId("TEST", "GOV", "1");
  static final SubsystemId SHOP = new SubsystemId(COMPANY, "Shop");
  static final SecurityServerId SERVER = new SecurityServerId(COMPANY, "SS1");
  static final SecurityServerId AGENCY_SERVER = new SecurityServerId(AGENCY, "SS1");
  static final X509Certificate CERTIFICATE =
      TestAuthority.create().authentication(COMPANY).certificate();

  private Fixtures() {}

  static Client client(ClientId id, Client.Status status) {
    return new Client(
        id, status, Client.ConnectionType.HTTPS, List.of(), List.of(), List.of(), List.of());
  }

  static ServerConfiguration configuration(Client... clients) {
    return new ServerConfiguration(SERVER, List.of(), List.of(clients));
  }

  /** The server with its certificate and these clients. */
  static Server server(ClientId... clients) {
    return server(SERVER, "ss1.test", List.of(Certificates.sha256(CERTIFICATE)), clients);
  }

  static Server server(
      SecurityServerId id, String address, List<Digest> certificates, ClientId... clients) {
    return new Server(id, Optional.of(address), certificates, List.of(clients), Optional.empty());
  }

  static Server inMaintenance(Server server) {
    return new Server(
        server.id(),
        server.address(),
        server.authenticationCertificates(),
        server.clients(),
        Optional.of(new Maintenance(Optional.empty())));
  }

  static GlobalConfiguration global(Server... servers) {
    return global(Optional.empty(), servers);
  }

  static GlobalConfiguration global(Optional<String> nameOfTheShop, Server... servers) {
    SharedParameters shared =
        new SharedParameters(
            "TEST",
            List.of(),
            List.of(),
            List.of(),
            List.of(
                new Member(
                    COMPANY, "Company", "Company", List.of(new Subsystem(SHOP, nameOfTheShop))),
                new Member(AGENCY, "Agency", "Agency", List.of())),
            List.of(servers),
            List.of(),
            List.of(),
            Duration.ofHours(1));
    return GlobalConfiguration.of(
        "TEST",
        Optional.empty(),
        List.of(
            new InstanceParameters(
                shared, Optional.of(TestAuthority.NOW.plus(Duration.ofHours(1))))),
        OptionalParameters.DEFAULTS);
  }
}
