// SPDX-License-Identifier: MIT
package org.postroad.securityserver.conf;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.postroad.protocol.globalconf.GlobalConfiguration;
import org.postroad.protocol.globalconf.InstanceParameters;
import org.postroad.protocol.globalconf.OptionalParameters;
import org.postroad.protocol.globalconf.SharedParameters;
import org.postroad.protocol.globalconf.SharedParameters.Member;
import org.postroad.protocol.identifier.ClientId;
import org.postroad.protocol.identifier.GlobalGroupId;
import org.postroad.protocol.identifier.SecurityServerId;

/** Configurations that the tests of this room share. */
final class Fixtures {
  static final ClientId PROVIDER = ClientId.parse("TEST/GOV/5678/people");
  static final SecurityServerId SERVER = new SecurityServerId(PROVIDER.member(), "server1");
  static final Instant EXPIRES = Instant.parse("2026-11-21T13:00:00Z");

  private Fixtures() {}

  static ServerConfiguration server(Client... clients) {
    return new ServerConfiguration(
        SERVER, List.of(URI.create("http://tsa.example/")), List.of(clients));
  }

  static Client client(
      ClientId id,
      List<ServiceDescription> descriptions,
      List<Client.LocalGroup> groups,
      AccessRight... rights) {
    return new Client(
        id,
        Client.Status.REGISTERED,
        Client.ConnectionType.HTTPS_NO_AUTH,
        List.of(),
        descriptions,
        groups,
        List.of(rights));
  }

  static ServiceDescription description(String... codes) {
    return new ServiceDescription(
        ServiceDescription.Type.REST,
        "http://service.example/",
        Optional.empty(),
        Arrays.stream(codes)
            .map(code -> ServiceDescription.Service.of(code, "http://service.example/" + code))
            .toList());
  }

  /** Instance TEST with the group {@code ministries}, of which the caller alone is a member. */
  static SharedParameters shared(String instance) {
    return shared(instance, List.of(), List.of());
  }

  private static SharedParameters shared(
      String instance, List<Member> members, List<SharedParameters.Server> servers) {
    return new SharedParameters(
        instance,
        List.of(),
        List.of(),
        List.of(),
        members,
        servers,
        List.of(
            new SharedParameters.GlobalGroup(
                new GlobalGroupId(instance, "ministries"),
                "Ministries",
                List.of(ClientId.parse(instance + "/GOV/1234/tax")))),
        List.of(),
        Duration.ofHours(1));
  }

  static GlobalConfiguration global() {
    return global(Optional.of(EXPIRES));
  }

  /** With the member that provides, none of its subsystems, and these servers. */
  static GlobalConfiguration global(List<SharedParameters.Server> servers) {
    Member provider = new Member(PROVIDER.member(), "Government", "Provider", List.of());
    return GlobalConfiguration.of(
        "TEST",
        Optional.empty(),
        List.of(
            new InstanceParameters(
                shared("TEST", List.of(provider), servers), Optional.of(EXPIRES))),
        OptionalParameters.DEFAULTS);
  }

  static GlobalConfiguration global(Optional<Instant> expires) {
    return GlobalConfiguration.of(
        "TEST",
        Optional.empty(),
        List.of(new InstanceParameters(shared("TEST"), expires)),
        OptionalParameters.DEFAULTS);
  }
}
