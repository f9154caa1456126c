// SPDX-License-Identifier: MIT

package org.postroad.registry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.postroad.registry.TestCertificates.AUTHENTICATION;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postroad.protocol.certificate.Certificates;
import org.postroad.protocol.fault.Fault;
import org.postroad.protocol.identifier.MemberId;
import org.postroad.protocol.identifier.SecurityServerId;
import org.postroad.protocol.identifier.SubsystemId;
import org.postroad.registry.history.FieldChange;
import org.postroad.registry.history.FieldChange.Operation;
import org.postroad.registry.history.HistoryQuery;
import org.postroad.registry.membership.MembershipCommand;
import org.postroad.registry.store.Change;
import org.postroad.testing.StandingClock;

/** D27: what changed, field by field. */
class RegistryHistoryTest {
  private static final MemberId MEMBER = new MemberId("DEV", "GOV", "1");
  private static final SubsystemId PEOPLE = new SubsystemId(MEMBER, "People");
  private static final SubsystemId LAND = new SubsystemId(MEMBER, "Land");
  private static final SecurityServerId SERVER = new SecurityServerId(MEMBER, "SS1");

  @TempDir private Path folder;

  private final StandingClock clock = new StandingClock();
  private Optional<AcceptChange> registry = Optional.empty();

  @BeforeEach
  void open() {
    registry = Optional.of(AcceptChange.open(folder.resolve("registry"), "DEV", clock));
  }

  @AfterEach
  void close() {
    registry.ifPresent(AcceptChange::close);
  }

  private AcceptChange registry() {
    return registry.orElseThrow();
  }

  private void execute(MembershipCommand command, String who) {
    registry().apply(new Change.OfMembership(command), new Author(who, "because"));
  }

  private void begin() {
    execute(new MembershipCommand.DefineMemberClass("GOV", "Government"), "ann");
    execute(new MembershipCommand.AddMember(MEMBER, "Agency"), "ann");
    execute(new MembershipCommand.AddSubsystem(PEOPLE, Optional.empty()), "ann");
    execute(new MembershipCommand.AddSubsystem(LAND, Optional.of("Land register")), "ann");
    execute(new MembershipCommand.RegisterServer(SERVER, "ss1.example", AUTHENTICATION), "ann");
  }

  private ReadHistory history() {
    return new ReadHistory(registry().journal(), "DEV");
  }

  private static String line(FieldChange c) {
    return c.operation()
        + " "
        + c.kind()
        + " "
        + c.record()
        + " "
        + c.field()
        + " "
        + c.before().orElse("-")
        + " > "
        + c.after().orElse("-");
  }

  private static List<String> lines(HistoryQuery.Page page) {
    return page.changes().stream().map(RegistryHistoryTest::line).toList();
  }

  private List<String> since(int skippedEntries) {
    return history().find(HistoryQuery.NEWEST).changes().reversed().stream()
        .filter(change -> change.entry() > skippedEntries)
        .map(RegistryHistoryTest::line)
        .toList();
  }

  @Test
  void aNewRecordShowsAllItsFields() {
    begin();
    assertEquals(
        List.of(
            "INSERT member-class GOV id - > GOV",
            "INSERT member-class GOV description - > Government",
            "INSERT member DEV/GOV/1 id - > DEV/GOV/1",
            "INSERT member DEV/GOV/1 name - > Agency",
            "INSERT subsystem DEV/GOV/1/People id - > DEV/GOV/1/People",
            "INSERT subsystem DEV/GOV/1/Land id - > DEV/GOV/1/Land",
            "INSERT subsystem DEV/GOV/1/Land name - > Land register",
            "INSERT security-server DEV/GOV/1/SS1 id - > DEV/GOV/1/SS1",
            "INSERT security-server DEV/GOV/1/SS1 address - > ss1.example",
            "INSERT security-server DEV/GOV/1/SS1 authentication-certificate - > "
                + Certificates.sha256(AUTHENTICATION).hex(),
            "INSERT global-group DEV/security-server-owners id - > DEV/security-server-owners",
            "INSERT global-group DEV/security-server-owners description - > Security server"
                + " owners",
            "INSERT global-group DEV/security-server-owners member - > DEV/GOV/1"),
        since(0));
  }

  @Test
  void aChangeShowsOldAndNew() {
    begin();
    execute(new MembershipCommand.RenameMember(MEMBER, "Ministry"), "ben");
    execute(new MembershipCommand.RegisterClient(SERVER, PEOPLE), "ben");
    execute(new MembershipCommand.DisableClient(SERVER, PEOPLE), "ben");
    execute(new MembershipCommand.StartMaintenance(SERVER, Optional.of("Back soon")), "ben");
    execute(new MembershipCommand.EndMaintenance(SERVER), "ben");
    assertEquals(
        List.of(
            "UPDATE member DEV/GOV/1 name Agency > Ministry",
            "UPDATE security-server DEV/GOV/1/SS1 client - > DEV/GOV/1/People",
            "UPDATE security-server DEV/GOV/1/SS1 client DEV/GOV/1/People > -",
            "UPDATE security-server DEV/GOV/1/SS1 disabled-client - > DEV/GOV/1/People",
            "UPDATE security-server DEV/GOV/1/SS1 maintenance - > Back soon",
            "UPDATE security-server DEV/GOV/1/SS1 maintenance Back soon > -"),
        since(5));
  }

  @Test
  void whatIsDeletedShowsWhatItWas() {
    begin();
    execute(new MembershipCommand.RemoveSubsystem(LAND), "ben");
    assertEquals(
        List.of(
            "DELETE subsystem DEV/GOV/1/Land id DEV/GOV/1/Land > -",
            "DELETE subsystem DEV/GOV/1/Land name Land register > -"),
        since(5));
    FieldChange change = history().find(HistoryQuery.NEWEST).changes().getFirst();
    assertEquals(
        List.of(6L, clock.instant(), "ben", "because", Operation.DELETE),
        List.of(change.entry(), change.time(), change.who(), change.why(), change.operation()));
  }

  @Test
  void aRefusedCommandLeavesNothing() {
    begin();
    assertThrows(
        Fault.class, () -> execute(new MembershipCommand.AddMember(MEMBER, "Twice"), "ben"));
    assertEquals(List.of(), since(5));
  }

  @Test
  void pagesAndConditionsChoose() {
    begin();
    clock.move(Duration.ofHours(1));
    execute(new MembershipCommand.RenameMember(MEMBER, "Ministry"), "ben");
    ReadHistory history = history();
    HistoryQuery.Page all = history.find(HistoryQuery.NEWEST);
    assertEquals(14, all.total());
    HistoryQuery.Page page = history.find(HistoryQuery.NEWEST.page(1, 2));
    assertEquals(14, page.total());
    assertEquals(all.changes().subList(1, 3), page.changes());
    assertEquals(
        List.of("UPDATE member DEV/GOV/1 name Agency > Ministry"),
        lines(history.find(HistoryQuery.NEWEST.about("MINIST"))));
    assertEquals(1, history.find(HistoryQuery.NEWEST.about("ben")).total());
    var late = HistoryQuery.NEWEST.between(Optional.of(clock.instant()), Optional.empty());
    assertEquals(1, history.find(late).total());
    var early = HistoryQuery.NEWEST.between(Optional.empty(), Optional.of(clock.instant()));
    assertEquals(13, history.find(early).total());
    assertThrows(IllegalArgumentException.class, () -> HistoryQuery.NEWEST.page(0, 1001));
  }

  @Test
  void whatComesLaterIsTakenUp() {
    ReadHistory history = history();
    assertEquals(0, history.find(HistoryQuery.NEWEST).total());
    begin();
    assertEquals(13, history.find(HistoryQuery.NEWEST).total());
    execute(new MembershipCommand.RenameMember(MEMBER, "Ministry"), "ben");
    assertEquals(14, history.find(HistoryQuery.NEWEST).total());
  }

  /** Every kind of record has fields: nothing that a registry accepts fails here. */
  @Test
  void changesOfEveryKindHaveAHistory() throws IOException {
    RandomChanges.prepare(folder);
    var changes = RandomChanges.of(1, folder);
    int accepted = 0;
    for (int i = 0; i < 1500; i++) {
      try {
        registry().apply(changes.next(), new Author("random", ""));
        accepted++;
      } catch (Fault refused) {
        // Most are.
      }
    }
    var page = history().find(HistoryQuery.NEWEST.page(0, HistoryQuery.LARGEST));
    long entries = page.changes().stream().mapToLong(FieldChange::entry).distinct().count();
    assertTrue(accepted > 200 && page.total() > accepted && entries > 100, accepted + " accepted");
  }
}
