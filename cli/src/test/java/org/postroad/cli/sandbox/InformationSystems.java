// SPDX-License-Identifier: MIT
package org.postroad.cli.sandbox;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.postroad.protocol.identifier.SubsystemId;
import org.postroad.registry.Author;
import org.postroad.registry.CentralRegistry;
import org.postroad.registry.membership.MembershipCommand;
import org.postroad.securityserver.conf.AccessRight;
import org.postroad.securityserver.conf.Client;
import org.postroad.securityserver.conf.Client.ConnectionType;
import org.postroad.securityserver.conf.ServerConfiguration;
import org.postroad.testing.TestCertificate;
import org.postroad.testing.TestKey;

/** Clients of the tax agency whose information systems come over HTTPS, with rights to people. */
final class InformationSystems implements RunningSandbox.Addition {
  static final SubsystemId ENCRYPTED = new SubsystemId(Topology.TAX.member(), "encrypted");
  static final SubsystemId AUTHENTICATED = new SubsystemId(Topology.TAX.member(), "authenticated");
  private static final Author AUTHOR = new Author("test", "clients over HTTPS");

  private final TestKey key =
      TestCertificate.subject("CN=information system").authentication().selfSigned();
  private final TestKey stranger =
      TestCertificate.subject("CN=information system").authentication().selfSigned();

  /** What the information system of {@link #AUTHENTICATED} shows. */
  TestKey key() {
    return key;
  }

  /** With the same names as the other, but nobody's. */
  TestKey stranger() {
    return stranger;
  }

  @Override
  public void register(CentralRegistry registry) {
    for (SubsystemId subsystem : List.of(ENCRYPTED, AUTHENTICATED)) {
      registry.execute(new MembershipCommand.AddSubsystem(subsystem, Optional.empty()), AUTHOR);
      registry.execute(
          new MembershipCommand.RegisterClient(Topology.TAX.server(), subsystem), AUTHOR);
    }
  }

  @Override
  public ServerConfiguration addTo(Agency agency, ServerConfiguration known) {
    if (agency.equals(Topology.POPULATION)) {
      return RunningSandbox.Addition.with(
          allowed(known.client(agency.subsystem()).orElseThrow()), known);
    }
    return RunningSandbox.Addition.with(
        client(ENCRYPTED, ConnectionType.HTTPS_NO_AUTH),
        RunningSandbox.Addition.with(client(AUTHENTICATED, ConnectionType.HTTPS, key), known));
  }

  private static Client allowed(Client provider) {
    Stream<AccessRight> added =
        Stream.of(Topology.PEOPLE, Topology.PERSON_DETAILS)
            .flatMap(service ->
                Stream.of(ENCRYPTED, AUTHENTICATED)
                    .map(client ->
                        AccessRight.toService(
                            new AccessRight.Subject.OfClient(client), service.serviceCode())));
    return new Client(
        provider.id(),
        provider.status(),
        provider.connectionType(),
        provider.informationSystemCertificates(),
        provider.serviceDescriptions(),
        provider.localGroups(),
        Stream.concat(provider.accessRights().stream(), added).toList());
  }

  private static Client client(SubsystemId id, ConnectionType type, TestKey... listed) {
    return new Client(
        id,
        Client.Status.REGISTERED,
        type,
        Stream.of(listed).map(TestKey::certificate).toList(),
        List.of(),
        List.of(),
        List.of());
  }
}
