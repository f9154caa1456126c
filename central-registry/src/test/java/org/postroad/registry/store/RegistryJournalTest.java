// SPDX-License-Identifier: MIT

package org.postroad.registry.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.postroad.registry.TestCertificates.AUTHENTICATION;
import static org.postroad.registry.TestCertificates.AUTHORITY;
import static org.postroad.registry.TestCertificates.SIGNING;
import static org.postroad.registry.TestCertificates.assertFault;

import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postroad.protocol.fault.FaultCode;
import org.postroad.protocol.globalconf.CertificationService;
import org.postroad.protocol.globalconf.CertificationService.AcmeServer;
import org.postroad.protocol.globalconf.CertificationService.Authority;
import org.postroad.protocol.globalconf.CertificationService.OcspService;
import org.postroad.protocol.globalconf.CertificationService.RequestFormat;
import org.postroad.protocol.globalconf.ConfigurationAnchor;
import org.postroad.protocol.globalconf.SharedParameters.CostType;
import org.postroad.protocol.globalconf.SharedParameters.TimestampingService;
import org.postroad.protocol.identifier.GlobalGroupId;
import org.postroad.protocol.identifier.MemberId;
import org.postroad.protocol.identifier.SecurityServerId;
import org.postroad.protocol.identifier.SubsystemId;
import org.postroad.protocol.management.ManagementRequest;
import org.postroad.protocol.management.ManagementRequest.ClientReg;
import org.postroad.registry.access.AccessCommand;
import org.postroad.registry.access.Role;
import org.postroad.registry.membership.MembershipCommand;
import org.postroad.registry.membership.MembershipCommand.SubmitRequest;
import org.postroad.registry.membership.RequestOrigin;
import org.postroad.registry.publication.ConfigurationSource;
import org.postroad.registry.publication.NodeCommand;
import org.postroad.registry.publication.PartCommand;
import org.postroad.registry.publication.SigningKeyCommand;
import org.postroad.registry.trust.TrustCommand;

class RegistryJournalTest {
  private static final Instant TIME = Instant.parse("2026-11-21T04:00:00.123456789Z");
  private static final MemberId MEMBER = new MemberId("DEV", "GOV", "1");
  private static final SubsystemId SUBSYSTEM = new SubsystemId(MEMBER, "People");
  private static final SecurityServerId SERVER = new SecurityServerId(MEMBER, "SS1");
  private static final GlobalGroupId GROUP = new GlobalGroupId("DEV", "friends");

  @TempDir private Path folder;

  private Path file() {
    return folder.resolve("registry");
  }

  /** One of every kind, with every component filled or empty at least once. */
  private static List<Change> everyKind() {
    var membership =
        Stream.<MembershipCommand>of(
            new MembershipCommand.DefineMemberClass("GOV", "Government – \"quoted\""),
            new MembershipCommand.DescribeMemberClass("GOV", "Other"),
            new MembershipCommand.RemoveMemberClass("GOV"),
            new MembershipCommand.AddMember(MEMBER, "Member"),
            new MembershipCommand.RenameMember(MEMBER, "Other"),
            new MembershipCommand.RemoveMember(MEMBER),
            new MembershipCommand.AddSubsystem(SUBSYSTEM, Optional.of("Name")),
            new MembershipCommand.AddSubsystem(SUBSYSTEM, Optional.empty()),
            new MembershipCommand.RemoveSubsystem(SUBSYSTEM),
            new MembershipCommand.RegisterServer(SERVER, "ss1.example", AUTHENTICATION),
            new MembershipCommand.RemoveServer(SERVER),
            new MembershipCommand.ChangeServerAddress(SERVER, "::1"),
            new MembershipCommand.AddAuthenticationCertificate(SERVER, AUTHENTICATION),
            new MembershipCommand.RemoveAuthenticationCertificate(SERVER, AUTHENTICATION),
            new MembershipCommand.RegisterClient(SERVER, SUBSYSTEM),
            new MembershipCommand.RegisterClient(SERVER, MEMBER),
            new MembershipCommand.RemoveClient(SERVER, MEMBER),
            new MembershipCommand.DisableClient(SERVER, SUBSYSTEM),
            new MembershipCommand.EnableClient(SERVER, SUBSYSTEM),
            new MembershipCommand.RenameSubsystem(SUBSYSTEM, "Other"),
            new MembershipCommand.ChangeOwner(SERVER, MEMBER),
            new MembershipCommand.StartMaintenance(SERVER, Optional.of("Back soon")),
            new MembershipCommand.EndMaintenance(SERVER),
            new MembershipCommand.DefineGroup(GROUP, "Friends"),
            new MembershipCommand.DescribeGroup(GROUP, "Others"),
            new MembershipCommand.RemoveGroup(GROUP),
            new MembershipCommand.AddGroupMember(GROUP, SUBSYSTEM),
            new MembershipCommand.RemoveGroupMember(GROUP, SUBSYSTEM),
            new MembershipCommand.SetManagementServiceProvider(MEMBER));
    var requests = requests().map(r -> new SubmitRequest(RequestOrigin.SECURITY_SERVER, r, true));
    var decisions =
        Stream.<MembershipCommand>of(
            new SubmitRequest(
                RequestOrigin.CENTER, new ClientReg(SERVER, SUBSYSTEM, Optional.empty()), false),
            new MembershipCommand.ApproveRequest(1L << 40),
            new MembershipCommand.DeclineRequest(2));
    var service =
        new CertificationService(
            "CA",
            true,
            new Authority(
                AUTHORITY,
                List.of(
                    new OcspService("http://o", Optional.of(SIGNING), Optional.of(CostType.PAID)))),
            List.of(new Authority(AUTHORITY, List.of())),
            "profile",
            Optional.of(RequestFormat.PEM),
            Optional.of(
                new AcmeServer(
                    "http://a", Optional.of("::1"), Optional.empty(), Optional.of("5"))));
    var trust =
        Stream.<TrustCommand>of(
            new TrustCommand.ApproveCertificationService(service),
            new TrustCommand.ChangeCertificationService(service),
            new TrustCommand.WithdrawCertificationService("CA"),
            new TrustCommand.ApproveTimestampingService(
                new TimestampingService("TSA", "http://t", SIGNING, Optional.empty())),
            new TrustCommand.ChangeTimestampingService(
                new TimestampingService("TSA", "http://u", SIGNING, Optional.of(CostType.FREE))),
            new TrustCommand.WithdrawTimestampingService("TSA"),
            new TrustCommand.TrustInstance(
                new ConfigurationAnchor(
                    Optional.of(TIME),
                    "EE",
                    List.of(
                        new ConfigurationAnchor.Source(
                            "http://ee/externalconf", List.of(AUTHORITY, SIGNING))))),
            new TrustCommand.DistrustInstance("EE"));
    var keys =
        Stream.<SigningKeyCommand>of(
            new SigningKeyCommand.AddSigningKey(ConfigurationSource.INTERNAL, "A", AUTHORITY),
            new SigningKeyCommand.ActivateSigningKey(ConfigurationSource.EXTERNAL, "A"),
            new SigningKeyCommand.DeleteSigningKey(ConfigurationSource.EXTERNAL, "A"));
    var nodes =
        Stream.<NodeCommand>of(
            new NodeCommand.AnnounceNode("node_1", "cs2.example"),
            new NodeCommand.WithdrawNode("node_1"));
    var parts =
        Stream.<PartCommand>of(
            new PartCommand.UploadPart("MONITORING", "monitoring-params.xml", "PGNvbmYvPg=="),
            new PartCommand.RemovePart("MONITORING"));
    var access =
        Stream.<AccessCommand>of(
            new AccessCommand.AddToken("ab".repeat(32), List.of(Role.SYSTEM_ADMINISTRATOR)),
            new AccessCommand.ChangeTokenRoles(1, List.of(Role.SECURITY_OFFICER)),
            new AccessCommand.RevokeToken(1));
    return Stream.of(
            membership.map(Change.OfMembership::new),
            requests.map(Change.OfMembership::new),
            decisions.map(Change.OfMembership::new),
            trust.map(Change.OfTrust::new),
            keys.map(Change.OfSigningKeys::new),
            nodes.map(Change.OfNodes::new),
            parts.map(Change.OfParts::new),
            access.map(Change.OfAccess::new))
        .<Change>flatMap(changes -> changes)
        .toList();
  }

  private static Stream<ManagementRequest> requests() {
    return Stream.of(
        new ManagementRequest.AuthCertReg(
            SERVER, Optional.of("ss1.example"), AUTHENTICATION, false),
        new ManagementRequest.AuthCertReg(SERVER, Optional.empty(), AUTHENTICATION, true),
        new ManagementRequest.AuthCertDeletion(SERVER, AUTHENTICATION),
        new ClientReg(SERVER, SUBSYSTEM, Optional.of("Name")),
        new ClientReg(SERVER, MEMBER, Optional.empty()),
        new ManagementRequest.ClientDeletion(SERVER, SUBSYSTEM),
        new ManagementRequest.ClientDisable(SERVER, SUBSYSTEM),
        new ManagementRequest.ClientEnable(SERVER, MEMBER),
        new ManagementRequest.ClientRename(SERVER, SUBSYSTEM, "Other"),
        new ManagementRequest.OwnerChange(SERVER, MEMBER),
        new ManagementRequest.AddressChange(SERVER, "::1"),
        new ManagementRequest.MaintenanceModeEnable(SERVER, Optional.of("Soon")),
        new ManagementRequest.MaintenanceModeEnable(SERVER, Optional.empty()),
        new ManagementRequest.MaintenanceModeDisable(SERVER));
  }

  @Test
  void everyRequestHasAKindOfItsOwn() {
    assertEquals(
        Set.of(ManagementRequest.class.getPermittedSubclasses()),
        requests().map(ManagementRequest::getClass).collect(Collectors.toSet()));
  }

  private List<JournalEntry> replay() {
    try (RegistryJournal journal = RegistryJournal.open(file())) {
      var entries = new ArrayList<JournalEntry>();
      journal.replay(entries::add);
      return entries;
    }
  }

  @Test
  void everyKindOfChangeIsReadBackAfterReopening() {
    var written = new ArrayList<JournalEntry>();
    try (RegistryJournal journal = RegistryJournal.open(file())) {
      for (Change change : everyKind()) {
        written.add(journal.append(TIME, "tester", "because", change));
      }
    }
    assertEquals(written, replay());
    assertEquals(
        everyKind().stream().map(RegistryJournalTest::type).distinct().toList(),
        Stream.of(
                MembershipCommand.class,
                TrustCommand.class,
                SigningKeyCommand.class,
                NodeCommand.class,
                PartCommand.class,
                AccessCommand.class)
            .flatMap(sealed -> Stream.of(sealed.getPermittedSubclasses()))
            .toList(),
        "a new command needs a kind and a sample here");
  }

  private static Class<?> type(Change change) {
    return switch (change) {
      case Change.OfMembership c -> c.command().getClass();
      case Change.OfTrust c -> c.command().getClass();
      case Change.OfSigningKeys c -> c.command().getClass();
      case Change.OfNodes c -> c.command().getClass();
      case Change.OfParts c -> c.command().getClass();
      case Change.OfAccess c -> c.command().getClass();
    };
  }

  @Test
  void appendingGoesOnAfterReopening() {
    for (int i = 1; i <= 3; i++) {
      try (RegistryJournal journal = RegistryJournal.open(file())) {
        var entry = journal.append(TIME, "tester", "", everyKind().getFirst());
        assertEquals(i, entry.sequence());
      }
    }
    assertEquals(List.of(1L, 2L, 3L), replay().stream().map(JournalEntry::sequence).toList());
  }

  @Test
  void aSecondOpenIsRefused() {
    try (RegistryJournal journal = RegistryJournal.open(file())) {
      journal.append(TIME, "tester", "", everyKind().getFirst());
      assertFault(FaultCode.DATABASE_ERROR, () -> RegistryJournal.open(file()));
    }
    assertEquals(1, replay().size());
  }

  @Test
  void aGapIsNoticed() throws SQLException {
    try (RegistryJournal journal = RegistryJournal.open(file())) {
      for (int i = 0; i < 3; i++) {
        journal.append(TIME, "tester", "", everyKind().getFirst());
      }
    }
    tamper("DELETE FROM journal WHERE sequence = 2");
    assertFault(FaultCode.DATABASE_ERROR, this::replay);
  }

  @Test
  void aKindOfALaterVersionIsRefused() throws SQLException {
    try (RegistryJournal journal = RegistryJournal.open(file())) {
      journal.append(TIME, "tester", "", everyKind().getFirst());
    }
    for (String change :
        List.of(
            "{\"kind\":\"java.lang.Runtime\",\"command\":{}}",
            "{\"kind\":\"add-member\",\"command\":{\"id\":\"DEV/GOV/1\",\"nickname\":\"x\"}}",
            "{\"kind\":\"add-member\"}",
            "{\"kind\":\"add-member\",\"command\":{\"id\":\"DEV/GOV/1\"}}",
            "{\"kind\":\"add-member\",\"command\":null}",
            "xxx")) {
      tamper("UPDATE journal SET change = '" + change + "'");
      assertFault(FaultCode.DATABASE_ERROR, this::replay);
    }
  }

  private void tamper(String sql) throws SQLException {
    try (var connection = DriverManager.getConnection("jdbc:h2:file:" + file().toAbsolutePath());
        var statement = connection.createStatement()) {
      statement.executeUpdate(sql);
    }
  }
}
