// SPDX-License-Identifier: MIT

package org.postroad.registry;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.postroad.protocol.administration.AccessCommand.AddToken;
import org.postroad.protocol.algorithm.DigestAlgorithm;
import org.postroad.protocol.globalconf.ConfigurationAnchor;
import org.postroad.protocol.identifier.SubsystemId;
import org.postroad.registry.admin.RegistryRoles;
import org.postroad.registry.membership.Membership;
import org.postroad.registry.membership.MembershipCommand;
import org.postroad.registry.membership.MembershipCommand.AddMember;
import org.postroad.registry.membership.MembershipCommand.AddSubsystem;
import org.postroad.registry.membership.MembershipCommand.DefineMemberClass;
import org.postroad.registry.membership.MembershipCommand.SetManagementServiceProvider;
import org.postroad.registry.publication.NodeCommand.AnnounceNode;
import org.postroad.registry.publication.RegistryNodes;

/**
 * Makes the registry of a new instance in an empty directory: its keys, its first administrator,
 * and who offers its management services (E12). Nobody is served meanwhile.
 *
 * @param address where clients will reach it
 * @param operator who offers the management services; without one nothing can be published yet
 */
public record InitializeRegistry(
    RegistryOptions options, String address, Optional<Operator> operator) {
  private static final Author AUTHOR = new Author("init", "new instance");

  /** A member of the new instance with the subsystem that will offer its management services. */
  public record Operator(SubsystemId subsystem, String name) {}

  /** What others start from. */
  public record Initialized(ConfigurationAnchor internal, ConfigurationAnchor external) {}

  /** Refuses what no registry could be made of; makes nothing. */
  public void check() {
    var membership = new Membership(options.instance());
    operator.ifPresent(who -> commands(who).forEach(membership::apply));
    new RegistryNodes().check(new AnnounceNode(options.role().node(), address));
  }

  /**
   * Makes everything; what was made stays if a later step fails.
   *
   * @param token of the first administrator, who has every role; only its hash is kept
   */
  public Initialized run(String token, Clock clock, SecureRandom random) {
    for (PortIdentity.Use use : PortIdentity.Use.values()) {
      List<String> hosts = hosts(use);
      PortIdentity.open(options.directory(), use, options.pin(), hosts, clock, random).close();
    }
    var nobody = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    try (CentralRegistry registry =
        CentralRegistry.open(options.withListen(nobody), clock, random)) {
      registry.system().changeAddress(address, AUTHOR);
      registry.execute(
          new AddToken(
              DigestAlgorithm.SHA256.digest(token.getBytes(UTF_8)).hex(), RegistryRoles.ALL),
          AUTHOR);
      operator.ifPresent(
          who -> commands(who).forEach(command -> registry.execute(command, AUTHOR)));
      return new Initialized(registry.internalAnchor(), registry.externalAnchor());
    }
  }

  /** The administration is reached on the machine itself too. */
  private List<String> hosts(PortIdentity.Use use) {
    String host = PublicAddress.host(address);
    return switch (use) {
      case CONFIGURATION, MANAGEMENT -> List.of(host);
      case ADMINISTRATION -> List.of(host, "localhost", "127.0.0.1").stream().distinct().toList();
    };
  }

  private static List<MembershipCommand> commands(Operator operator) {
    SubsystemId subsystem = operator.subsystem();
    String memberClass = subsystem.member().memberClass();
    return List.of(
        new DefineMemberClass(memberClass, memberClass),
        new AddMember(subsystem.member(), operator.name()),
        new AddSubsystem(subsystem, Optional.empty()),
        new SetManagementServiceProvider(subsystem));
  }
}
