// SPDX-License-Identifier: MIT

package org.postroad.registry.store;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.postroad.registry.TestCertificates.AUTHENTICATION;
import static org.postroad.registry.TestCertificates.AUTHORITY;
import static org.postroad.registry.TestCertificates.SIGNING;
import static org.postroad.registry.TestCertificates.assertFault;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postroad.protocol.administration.AccessCommand;
import org.postroad.protocol.administration.Role;
import org.postroad.protocol.fault.Fault;
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
import org.postroad.registry.catalog.CertificateCommand;
import org.postroad.registry.membership.MembershipCommand;
import org.postroad.registry.membership.MembershipCommand.SubmitRequest;
import org.postroad.registry.membership.RequestOrigin;
import org.postroad.registry.publication.ConfigurationSource;
import org.postroad.registry.publication.NodeCommand;
import org.postroad.registry.publication.PartCommand;
import org.postroad.registry.publication.SigningKeyCommand;
import org.postroad.registry.trust.TrustCommand;

class RegistryJournalTest {
  private static final Instant TIME = Instant.parse("2026-11-21T04:00:00.123456Z");
  private static final MemberId MEMBER = new MemberId("DEV", "GOV", "1");
  private static final SubsystemId SUBSYSTEM = new SubsystemId(MEMBER, "People");
  private static final SecurityServerId SERVER = new SecurityServerId(MEMBER, "SS1");
  private static final GlobalGroupId GROUP = new GlobalGroupId("DEV", "friends");

  @TempDir private Path folder;

  private Path file() {
    return folder.resolve("registry");
  }

  private RegistryJournal open() {
    return RegistryJournal.open(
        JournalDatabase.EMBEDDED, file(), "DEV", "node_0", Clock.systemUTC());
  }

  private static JournalEntry append(RegistryJournal journal) {
    return journal.append(TIME, "tester", "", () -> everyKind().getFirst(), entry -> {});
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
    var certificates =
        Stream.<CertificateCommand>of(
            new CertificateCommand.NoteSigner(new MemberId("DEV", "GOV", "1"), SIGNING));
    return Stream.of(
            membership.map(Change.OfMembership::new),
            requests.map(Change.OfMembership::new),
            decisions.map(Change.OfMembership::new),
            trust.map(Change.OfTrust::new),
            keys.map(Change.OfSigningKeys::new),
            nodes.map(Change.OfNodes::new),
            parts.map(Change.OfParts::new),
            access.map(Change.OfAccess::new),
            certificates.map(Change.OfCertificates::new))
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
    try (RegistryJournal journal = open()) {
      var entries = new ArrayList<JournalEntry>();
      journal.follow(entries::add);
      return entries;
    }
  }

  @Test
  void everyKindOfChangeIsReadBackAfterReopening() {
    var written = new ArrayList<JournalEntry>();
    try (RegistryJournal journal = open()) {
      for (Change change : everyKind()) {
        written.add(journal.append(TIME, "tester", "because", () -> change, entry -> {}));
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
                AccessCommand.class,
                CertificateCommand.class)
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
      case Change.OfCertificates c -> c.command().getClass();
    };
  }

  @Test
  void appendingGoesOnAfterReopening() {
    for (int i = 1; i <= 3; i++) {
      try (RegistryJournal journal = open()) {
        var entry = append(journal);
        assertEquals(i, entry.sequence());
      }
    }
    assertEquals(List.of(1L, 2L, 3L), replay().stream().map(JournalEntry::sequence).toList());
  }

  @Test
  void aSecondOpenIsRefused() {
    try (RegistryJournal journal = open()) {
      append(journal);
      assertFault(FaultCode.DATABASE_ERROR, () -> open());
    }
    assertEquals(1, replay().size());
  }

  @Test
  void aGapIsNoticed() throws SQLException {
    try (RegistryJournal journal = open()) {
      for (int i = 0; i < 3; i++) {
        append(journal);
      }
    }
    tamper("DELETE FROM registry_journal WHERE sequence = 2");
    assertFault(FaultCode.DATABASE_ERROR, this::replay);
  }

  @Test
  void aKindOfALaterVersionIsRefused() throws IOException {
    for (String change :
        List.of(
            "{\"kind\":\"java.lang.Runtime\",\"command\":{}}",
            "{\"kind\":\"add-member\",\"command\":{\"id\":\"DEV/GOV/1\",\"nickname\":\"x\"}}",
            "{\"kind\":\"add-member\"}",
            "{\"kind\":\"add-member\",\"command\":{\"id\":\"DEV/GOV/1\"}}",
            "{\"kind\":\"add-member\",\"command\":null}",
            "7")) {
      Files.deleteIfExists(folder.resolve("registry.mv.db"));
      var entry = StoredEntry.after(JournalPosition.beginning("DEV"), TIME, "tester", "", change);
      Files.writeString(lines(), entry.line() + "\n");
      assertFault(FaultCode.DATABASE_ERROR, this::replay);
    }
  }

  private void three() {
    try (RegistryJournal journal = open()) {
      for (int i = 0; i < 3; i++) {
        append(journal);
      }
    }
  }

  private Path lines() {
    return folder.resolve("registry.journal");
  }

  private List<Long> sequences() {
    return replay().stream().map(JournalEntry::sequence).toList();
  }

  @Test
  void aDatabaseThatIsGoneOrBrokenIsMadeAnew() throws IOException {
    three();
    Path database = folder.resolve("registry.mv.db");
    Files.delete(database);
    assertEquals(List.of(1L, 2L, 3L), sequences());
    byte[] bytes = Files.readAllBytes(database);
    Arrays.fill(bytes, (byte) 7);
    Files.write(database, bytes);
    assertEquals(List.of(1L, 2L, 3L), sequences());
    assertTrue(Files.exists(folder.resolve("registry.mv.db.broken")));
  }

  @Test
  void whatADatabaseLostComesFromTheFile() throws SQLException {
    three();
    tamper("DELETE FROM registry_journal WHERE sequence >= 2");
    assertEquals(List.of(1L, 2L, 3L), sequences());
  }

  @Test
  void whatAFileLostComesFromTheDatabase() throws IOException {
    three();
    byte[] whole = Files.readAllBytes(lines());
    for (int length : List.of(0, 1, whole.length / 2, whole.length - 1)) {
      Files.write(lines(), Arrays.copyOf(whole, length));
      assertEquals(List.of(1L, 2L, 3L), sequences());
      assertArrayEquals(whole, Files.readAllBytes(lines()));
    }
    whole[whole.length / 2] ^= 1;
    Files.write(lines(), whole);
    assertEquals(List.of(1L, 2L, 3L), sequences());
  }

  @Test
  void anUnfinishedLineIsCut() throws IOException {
    three();
    byte[] whole = Files.readAllBytes(lines());
    Files.writeString(lines(), "0123 {\"sequence\":4,", StandardOpenOption.APPEND);
    assertEquals(List.of(1L, 2L, 3L), sequences());
    assertArrayEquals(whole, Files.readAllBytes(lines()));
  }

  @Test
  void damageThatNothingMendsIsRefused() throws IOException {
    three();
    byte[] whole = Files.readAllBytes(lines());
    for (int i : List.of(3, 80, whole.length / 2, whole.length - 3)) {
      byte[] damaged = whole.clone();
      damaged[i] ^= 1;
      Files.write(lines(), damaged);
      Files.deleteIfExists(folder.resolve("registry.mv.db"));
      assertFault(FaultCode.DATABASE_ERROR, this::open);
    }
  }

  @Test
  void aFileAndADatabaseThatContradictEachOtherAreRefused() throws IOException {
    three();
    Path database = folder.resolve("registry.mv.db");
    byte[] other = Files.readAllBytes(database);
    Files.delete(database);
    Files.delete(lines());
    try (RegistryJournal journal = open()) {
      journal.append(TIME, "somebody else", "", () -> everyKind().getFirst(), entry -> {});
    }
    Files.write(database, other);
    assertFault(FaultCode.DATABASE_ERROR, this::open);
  }

  @Test
  void theJournalOfAnotherInstanceIsRefused() {
    three();
    assertFault(
        FaultCode.DATABASE_ERROR,
        () ->
            RegistryJournal.open(
                JournalDatabase.EMBEDDED, file(), "OTHER", "node_0", Clock.systemUTC()));
    assertEquals(List.of(1L, 2L, 3L), sequences());
  }

  @Test
  void aRefusedDecisionKeepsNothing() {
    try (RegistryJournal journal = open()) {
      var refusal = new Fault(FaultCode.INVALID_REQUEST, "no");
      assertFault(
          FaultCode.INVALID_REQUEST,
          () ->
              journal.append(
                  TIME,
                  "tester",
                  "",
                  () -> {
                    throw refusal;
                  },
                  entry -> {}));
      assertEquals(1, append(journal).sequence());
    }
    assertEquals(List.of(1L), sequences());
  }

  @Test
  void generationsOfNodesAreOverwritten() {
    try (RegistryJournal journal = open()) {
      assertEquals(List.of(), journal.generations());
      journal.published(new NodeGeneration("node_0", TIME));
      journal.published(new NodeGeneration("node_0", TIME.plusSeconds(60)));
    }
    try (RegistryJournal journal = open()) {
      assertEquals(
          List.of(new NodeGeneration("node_0", TIME.plusSeconds(60))), journal.generations());
    }
  }

  private void tamper(String sql) throws SQLException {
    try (var connection = DriverManager.getConnection("jdbc:h2:file:" + file().toAbsolutePath());
        var statement = connection.createStatement()) {
      statement.executeUpdate(sql);
    }
  }
}
