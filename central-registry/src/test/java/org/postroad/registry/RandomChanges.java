// SPDX-License-Identifier: MIT

package org.postroad.registry;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.postroad.protocol.administration.AccessCommand;
import org.postroad.protocol.administration.Role;
import org.postroad.protocol.certificate.Certificates;
import org.postroad.protocol.globalconf.CertificationService;
import org.postroad.protocol.globalconf.CertificationService.Authority;
import org.postroad.protocol.globalconf.ConfigurationAnchor;
import org.postroad.protocol.globalconf.SharedParameters.TimestampingService;
import org.postroad.protocol.identifier.GlobalGroupId;
import org.postroad.protocol.identifier.MemberId;
import org.postroad.protocol.identifier.SecurityServerId;
import org.postroad.protocol.identifier.SubsystemId;
import org.postroad.protocol.management.ManagementRequest;
import org.postroad.registry.admin.RegistryRoles;
import org.postroad.registry.membership.MembershipCommand;
import org.postroad.registry.membership.RequestOrigin;
import org.postroad.registry.publication.ConfigurationSource;
import org.postroad.registry.publication.NodeCommand;
import org.postroad.registry.publication.PartCommand;
import org.postroad.registry.publication.SigningKeyCommand;
import org.postroad.registry.store.Change;
import org.postroad.registry.trust.TrustCommand;

/**
 * Changes of every kind about few members and servers, so that many of them are accepted; the same
 * seed gives the same changes in every process.
 */
final class RandomChanges {
  private static final String NEXT_UPDATE =
      "<x:conf xmlns:x='http://x-road.eu/xsd/xroad.xsd'>"
          + "<verifyNextUpdate>false</verifyNextUpdate></x:conf>";

  private final Random random;
  private final List<X509Certificate> certificates;
  private final List<Supplier<Change>> kinds = new ArrayList<>();

  /**
   * @param certificates of an authority first, then for authentication
   */
  RandomChanges(long seed, List<X509Certificate> certificates) {
    this.random = new Random(seed);
    this.certificates = certificates;
    membership();
    servers();
    requests();
    others();
  }

  /** Writes certificates down for other processes. */
  static void prepare(Path folder) throws IOException {
    Files.createDirectories(folder);
    for (int i = 0; i < 5; i++) {
      X509Certificate certificate =
          i == 0 ? TestCertificates.AUTHORITY : TestCertificates.authentication("SS" + i);
      Files.write(folder.resolve(i + ".crt"), Certificates.encoded(certificate));
    }
  }

  static RandomChanges of(long seed, Path folder) throws IOException {
    var certificates = new ArrayList<X509Certificate>();
    for (int i = 0; i < 5; i++) {
      certificates.add(Certificates.parse(Files.readAllBytes(folder.resolve(i + ".crt"))));
    }
    return new RandomChanges(seed, certificates);
  }

  Change next() {
    return kinds.get(random.nextInt(kinds.size())).get();
  }

  private MemberId member() {
    return new MemberId("DEV", "C" + random.nextInt(2), "m" + random.nextInt(2));
  }

  private SubsystemId subsystem() {
    return new SubsystemId(member(), "s" + random.nextInt(2));
  }

  private SecurityServerId server() {
    return new SecurityServerId(member(), "SS");
  }

  private GlobalGroupId group() {
    return new GlobalGroupId("DEV", "g" + random.nextInt(2));
  }

  private X509Certificate certificate() {
    return certificates.get(1 + random.nextInt(certificates.size() - 1));
  }

  private ConfigurationSource source() {
    return List.of(ConfigurationSource.values()).get(random.nextInt(2));
  }

  private String name() {
    return "Name " + random.nextInt(1000);
  }

  private void member(Supplier<MembershipCommand> command) {
    kinds.add(() -> new Change.OfMembership(command.get()));
  }

  private void membership() {
    for (int often = 0; often < 3; often++) {
      member(() -> new MembershipCommand.DefineMemberClass("C" + random.nextInt(4), name()));
      member(() -> new MembershipCommand.AddMember(member(), name()));
      member(() -> new MembershipCommand.AddSubsystem(subsystem(), Optional.of(name())));
      member(() -> new MembershipCommand.RegisterServer(server(), "ss.example", certificate()));
      member(() -> new MembershipCommand.RegisterClient(server(), subsystem()));
      member(() -> new MembershipCommand.RegisterClient(server(), member()));
      member(() -> new MembershipCommand.DefineGroup(group(), name()));
    }
    member(() -> new MembershipCommand.DescribeMemberClass("C" + random.nextInt(4), name()));
    member(() -> new MembershipCommand.RemoveMemberClass("C" + random.nextInt(4)));
    member(() -> new MembershipCommand.RenameMember(member(), name()));
    member(() -> new MembershipCommand.RemoveMember(member()));
    member(() -> new MembershipCommand.RenameSubsystem(subsystem(), name()));
    member(() -> new MembershipCommand.RemoveSubsystem(subsystem()));
    member(() -> new MembershipCommand.DescribeGroup(group(), name()));
    member(() -> new MembershipCommand.RemoveGroup(group()));
    member(() -> new MembershipCommand.AddGroupMember(group(), subsystem()));
    member(() -> new MembershipCommand.RemoveGroupMember(group(), subsystem()));
    member(() -> new MembershipCommand.SetManagementServiceProvider(subsystem()));
  }

  private void servers() {
    member(() -> new MembershipCommand.RemoveServer(server()));
    member(() -> new MembershipCommand.ChangeServerAddress(server(), "a" + random.nextInt(9)));
    member(() -> new MembershipCommand.AddAuthenticationCertificate(server(), certificate()));
    member(() -> new MembershipCommand.RemoveAuthenticationCertificate(server(), certificate()));
    member(() -> new MembershipCommand.RemoveClient(server(), subsystem()));
    member(() -> new MembershipCommand.DisableClient(server(), subsystem()));
    member(() -> new MembershipCommand.EnableClient(server(), subsystem()));
    member(() -> new MembershipCommand.ChangeOwner(server(), member()));
    member(() -> new MembershipCommand.StartMaintenance(server(), Optional.of(name())));
    member(() -> new MembershipCommand.EndMaintenance(server()));
  }

  private void requests() {
    member(() -> submit(new ManagementRequest.ClientDisable(server(), subsystem())));
    member(() -> submit(new ManagementRequest.ClientEnable(server(), subsystem())));
    member(() -> submit(new ManagementRequest.AddressChange(server(), "b" + random.nextInt(9))));
    for (int often = 0; often < 3; often++) {
      member(
          () -> submit(new ManagementRequest.ClientReg(server(), subsystem(), Optional.empty())));
      member(() -> new MembershipCommand.ApproveRequest(1 + random.nextInt(60)));
    }
    member(() -> new MembershipCommand.DeclineRequest(1 + random.nextInt(60)));
  }

  private MembershipCommand submit(ManagementRequest request) {
    return new MembershipCommand.SubmitRequest(
        RequestOrigin.SECURITY_SERVER, request, random.nextBoolean());
  }

  private void others() {
    Stream.<Supplier<TrustCommand>>of(
            () -> new TrustCommand.ApproveCertificationService(service()),
            () -> new TrustCommand.ChangeCertificationService(service()),
            () -> new TrustCommand.WithdrawCertificationService("CA" + random.nextInt(2)),
            () -> new TrustCommand.ApproveTimestampingService(timestamping()),
            () -> new TrustCommand.ChangeTimestampingService(timestamping()),
            () -> new TrustCommand.WithdrawTimestampingService("T" + random.nextInt(2)),
            () -> new TrustCommand.TrustInstance(anchor()),
            () -> new TrustCommand.DistrustInstance("I" + random.nextInt(2)))
        .forEach(command -> kinds.add(() -> new Change.OfTrust(command.get())));
    Stream.<Supplier<SigningKeyCommand>>of(
            () -> new SigningKeyCommand.AddSigningKey(source(), key(), certificates.getFirst()),
            () -> new SigningKeyCommand.ActivateSigningKey(source(), key()),
            () -> new SigningKeyCommand.DeleteSigningKey(source(), key()))
        .forEach(command -> kinds.add(() -> new Change.OfSigningKeys(command.get())));
    Stream.<Supplier<AccessCommand>>of(
            () ->
                new AccessCommand.AddToken(
                    "%064x".formatted(random.nextLong() >>> 1), List.of(role())),
            () -> new AccessCommand.ChangeTokenRoles(1 + random.nextInt(20), List.of(role())),
            () -> new AccessCommand.RevokeToken(1 + random.nextInt(20)))
        .forEach(command -> kinds.add(() -> new Change.OfAccess(command.get())));
    kinds.add(() -> new Change.OfNodes(new NodeCommand.AnnounceNode(node(), "cs.example")));
    kinds.add(() -> new Change.OfNodes(new NodeCommand.WithdrawNode(node())));
    kinds.add(() -> new Change.OfParts(upload()));
    kinds.add(() -> new Change.OfParts(new PartCommand.RemovePart("NEXTUPDATE")));
  }

  private static PartCommand upload() {
    byte[] file = NEXT_UPDATE.getBytes(StandardCharsets.UTF_8);
    return PartCommand.UploadPart.of("NEXTUPDATE", "nextupdate-params.xml", file);
  }

  private CertificationService service() {
    return new CertificationService(
        "CA" + random.nextInt(2),
        true,
        new Authority(certificates.getFirst(), List.of()),
        List.of(),
        "profile",
        Optional.empty(),
        Optional.empty());
  }

  private TimestampingService timestamping() {
    return new TimestampingService(
        "T" + random.nextInt(2),
        "http://t" + random.nextInt(9),
        certificates.getLast(),
        Optional.empty());
  }

  private ConfigurationAnchor anchor() {
    return new ConfigurationAnchor(
        Optional.of(Instant.EPOCH),
        "I" + random.nextInt(2),
        List.of(
            new ConfigurationAnchor.Source(
                "http://" + node() + "/externalconf", List.of(certificates.getFirst()))));
  }

  private String key() {
    return "K" + random.nextInt(4);
  }

  private String node() {
    return "node_" + random.nextInt(3);
  }

  private Role role() {
    return RegistryRoles.ALL.get(random.nextInt(RegistryRoles.ALL.size()));
  }
}
