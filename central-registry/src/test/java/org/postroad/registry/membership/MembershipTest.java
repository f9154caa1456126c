// SPDX-License-Identifier: MIT

package org.postroad.registry.membership;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.postroad.registry.TestCertificates.AUTHENTICATION;
import static org.postroad.registry.TestCertificates.OTHER_AUTHENTICATION;
import static org.postroad.registry.TestCertificates.SIGNING;
import static org.postroad.registry.TestCertificates.assertFault;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.postroad.protocol.fault.Fault;
import org.postroad.protocol.fault.FaultCode;
import org.postroad.protocol.identifier.GlobalGroupId;
import org.postroad.protocol.identifier.MemberId;
import org.postroad.protocol.identifier.SecurityServerId;
import org.postroad.protocol.identifier.SubsystemId;
import org.postroad.registry.membership.MembershipCommand.AddAuthenticationCertificate;
import org.postroad.registry.membership.MembershipCommand.AddGroupMember;
import org.postroad.registry.membership.MembershipCommand.AddMember;
import org.postroad.registry.membership.MembershipCommand.AddSubsystem;
import org.postroad.registry.membership.MembershipCommand.ChangeServerAddress;
import org.postroad.registry.membership.MembershipCommand.DefineGroup;
import org.postroad.registry.membership.MembershipCommand.DefineMemberClass;
import org.postroad.registry.membership.MembershipCommand.EndMaintenance;
import org.postroad.registry.membership.MembershipCommand.RegisterClient;
import org.postroad.registry.membership.MembershipCommand.RegisterServer;
import org.postroad.registry.membership.MembershipCommand.RemoveAuthenticationCertificate;
import org.postroad.registry.membership.MembershipCommand.RemoveClient;
import org.postroad.registry.membership.MembershipCommand.RemoveGroupMember;
import org.postroad.registry.membership.MembershipCommand.SetManagementServiceProvider;
import org.postroad.registry.membership.MembershipCommand.StartMaintenance;
import org.postroad.registry.membership.RegisteredServer.Maintenance;

class MembershipTest {
  private static final MemberId MEMBER = new MemberId("DEV", "GOV", "1");
  private static final MemberId OTHER = new MemberId("DEV", "GOV", "2");
  private static final SubsystemId SUBSYSTEM = new SubsystemId(MEMBER, "People");
  private static final SecurityServerId SS1 = new SecurityServerId(MEMBER, "SS1");
  private static final GlobalGroupId OWNERS = new GlobalGroupId("DEV", "security-server-owners");
  private static final GlobalGroupId GROUP = new GlobalGroupId("DEV", "friends");

  private final Membership membership = new Membership("DEV");

  @BeforeEach
  void register() {
    membership.apply(new DefineMemberClass("GOV", "Government"));
    membership.apply(new AddMember(MEMBER, "First"));
    membership.apply(new AddMember(OTHER, "Second"));
    membership.apply(new AddSubsystem(SUBSYSTEM, Optional.of("Registry of people")));
    membership.apply(new RegisterServer(SS1, "ss1.example", AUTHENTICATION));
    membership.apply(new RegisterClient(SS1, SUBSYSTEM));
    membership.apply(new DefineGroup(GROUP, "Friends"));
  }

  @Test
  void whatWasRegisteredIsInTheSnapshot() {
    membership.apply(new AddGroupMember(GROUP, SUBSYSTEM));
    membership.apply(new AddAuthenticationCertificate(SS1, OTHER_AUTHENTICATION));
    membership.apply(new ChangeServerAddress(SS1, "192.0.2.1"));
    membership.apply(new StartMaintenance(SS1, Optional.of("Back soon")));
    membership.apply(new SetManagementServiceProvider(SUBSYSTEM));
    assertEquals(
        new MembershipSnapshot(
            "DEV",
            Map.of("GOV", "Government"),
            List.of(
                new RegisteredMember(
                    MEMBER, "First", Map.of(SUBSYSTEM, Optional.of("Registry of people"))),
                new RegisteredMember(OTHER, "Second", Map.of())),
            List.of(
                new RegisteredServer(
                    SS1,
                    "192.0.2.1",
                    List.of(AUTHENTICATION, OTHER_AUTHENTICATION),
                    List.of(SUBSYSTEM),
                    List.of(),
                    Optional.of(new Maintenance(Optional.of("Back soon"))))),
            List.of(
                new RegisteredGroup(OWNERS, "Security server owners", Set.of(MEMBER)),
                new RegisteredGroup(GROUP, "Friends", Set.of(SUBSYSTEM))),
            Optional.of(SUBSYSTEM)),
        membership.snapshot());
  }

  @Test
  void whatWasRemovedIsGone() {
    MembershipSnapshot before = membership.snapshot();
    membership.apply(new AddGroupMember(GROUP, MEMBER));
    membership.apply(new AddAuthenticationCertificate(SS1, OTHER_AUTHENTICATION));
    membership.apply(new StartMaintenance(SS1, Optional.empty()));
    membership.apply(new RegisterClient(SS1, OTHER));
    assertNotEquals(before, membership.snapshot());
    membership.apply(new RemoveGroupMember(GROUP, MEMBER));
    membership.apply(new RemoveAuthenticationCertificate(SS1, OTHER_AUTHENTICATION));
    membership.apply(new EndMaintenance(SS1));
    membership.apply(new RemoveClient(SS1, OTHER));
    assertEquals(before, membership.snapshot());
  }

  private static Arguments refused(FaultCode code, MembershipCommand command) {
    return Arguments.of(code, command);
  }

  static Stream<Arguments> refusedCommands() {
    var unknown = new MemberId("DEV", "GOV", "3");
    var foreign = new MemberId("EE", "GOV", "1");
    var ss2 = new SecurityServerId(OTHER, "SS2");
    return Stream.of(
        refused(FaultCode.INVALID_REQUEST, new DefineMemberClass("GOV", "again")),
        refused(FaultCode.INVALID_REQUEST, new DefineMemberClass("G/V", "slash")),
        refused(FaultCode.INVALID_REQUEST, new DefineMemberClass("NGO", " ")),
        refused(FaultCode.INVALID_REQUEST, new AddMember(MEMBER, "again")),
        refused(FaultCode.INVALID_REQUEST, new AddMember(foreign, "foreign")),
        refused(FaultCode.INVALID_REQUEST, new AddMember(new MemberId("DEV", "COM", "1"), "class")),
        refused(FaultCode.INVALID_REQUEST, new AddMember(new MemberId("DEV", "GOV", "a:b"), "n")),
        refused(FaultCode.INVALID_REQUEST, new AddMember(new MemberId("DEV", "GOV", "ä"), "n")),
        refused(FaultCode.INVALID_REQUEST, new AddMember(unknown, "line\nbreak")),
        refused(FaultCode.INVALID_REQUEST, new AddMember(unknown, " blank before")),
        refused(FaultCode.INVALID_REQUEST, new AddMember(unknown, "blank after\u2003")),
        refused(FaultCode.INVALID_REQUEST, new AddMember(unknown, "half \ud800")),
        refused(FaultCode.INVALID_REQUEST, new AddMember(unknown, "no \uffff XML")),
        refused(FaultCode.INVALID_REQUEST, new AddSubsystem(SUBSYSTEM, Optional.empty())),
        refused(
            FaultCode.UNKNOWN_MEMBER,
            new AddSubsystem(new SubsystemId(unknown, "S"), Optional.empty())),
        refused(
            FaultCode.INVALID_REQUEST,
            new AddSubsystem(new SubsystemId(MEMBER, "a/b"), Optional.empty())),
        refused(FaultCode.INVALID_REQUEST, new RegisterServer(SS1, "x.example", SIGNING)),
        refused(FaultCode.INCORRECT_CERTIFICATE, new RegisterServer(ss2, "x.example", SIGNING)),
        refused(FaultCode.INVALID_REQUEST, new RegisterServer(ss2, "x.example", AUTHENTICATION)),
        refused(
            FaultCode.UNKNOWN_MEMBER,
            new RegisterServer(
                new SecurityServerId(unknown, "S"), "x.example", OTHER_AUTHENTICATION)),
        refused(FaultCode.NOT_FOUND, new ChangeServerAddress(ss2, "x.example")),
        refused(FaultCode.INVALID_REQUEST, new AddAuthenticationCertificate(SS1, AUTHENTICATION)),
        refused(
            FaultCode.INVALID_REQUEST,
            new RemoveAuthenticationCertificate(SS1, OTHER_AUTHENTICATION)),
        refused(FaultCode.INVALID_REQUEST, new RegisterClient(SS1, MEMBER)),
        refused(FaultCode.INVALID_REQUEST, new RegisterClient(SS1, SUBSYSTEM)),
        refused(FaultCode.UNKNOWN_MEMBER, new RegisterClient(SS1, new SubsystemId(OTHER, "S"))),
        refused(FaultCode.INVALID_REQUEST, new RemoveClient(SS1, OTHER)),
        refused(FaultCode.INVALID_REQUEST, new EndMaintenance(SS1)),
        refused(FaultCode.INVALID_REQUEST, new DefineGroup(GROUP, "again")),
        refused(
            FaultCode.INVALID_REQUEST, new DefineGroup(new GlobalGroupId("EE", "g"), "foreign")),
        refused(FaultCode.INVALID_REQUEST, new AddGroupMember(OWNERS, OTHER)),
        refused(FaultCode.INVALID_REQUEST, new RemoveGroupMember(OWNERS, MEMBER)),
        refused(FaultCode.UNKNOWN_MEMBER, new AddGroupMember(GROUP, unknown)),
        refused(
            FaultCode.INVALID_REQUEST, new AddGroupMember(GROUP, new MemberId("EE", "GOV", "a/b"))),
        refused(FaultCode.NOT_FOUND, new AddGroupMember(new GlobalGroupId("DEV", "x"), MEMBER)),
        refused(FaultCode.INVALID_REQUEST, new RemoveGroupMember(GROUP, MEMBER)),
        refused(FaultCode.UNKNOWN_MEMBER, new SetManagementServiceProvider(unknown)));
  }

  @ParameterizedTest
  @MethodSource("refusedCommands")
  void aCommandThatBreaksARuleIsRefusedAndChangesNothing(
      FaultCode code, MembershipCommand command) {
    MembershipSnapshot before = membership.snapshot();
    assertFault(code, () -> membership.apply(command));
    assertEquals(before, membership.snapshot());
  }

  @Test
  void theServerOfTheManagementServicesStaysUp() {
    membership.apply(new SetManagementServiceProvider(SUBSYSTEM));
    assertFault(
        FaultCode.INVALID_REQUEST,
        () -> membership.apply(new StartMaintenance(SS1, Optional.empty())));
  }

  @Test
  void aForeignClientMayJoinAGroup() {
    var foreign = new SubsystemId(new MemberId("EE", "GOV", "1"), "Süsteem 1");
    membership.apply(new AddGroupMember(GROUP, foreign));
    assertTrue(membership.snapshot().groups().getLast().members().contains(foreign));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "127.0.0.1",
        "::1",
        "2001:db8::1",
        "ss1",
        "ss1.example.org",
        "täht.example",
        "x-1.example"
      })
  void anAddressIsAnIpAddressOrADomainName(String address) {
    membership.apply(new ChangeServerAddress(SS1, address));
    assertEquals(address, membership.snapshot().servers().getFirst().address());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "0.0.0.0",
        "127.1",
        "2130706433",
        "300.1.1.1",
        "ss1:5500",
        "http://ss1",
        "ss1/x",
        "ss 1",
        "-ss1",
        "ss_1",
        "::1%lo",
        "a@b",
        "ss1.",
        "ss1..example"
      })
  void otherAddressesAreRefused(String address) {
    assertThrows(Fault.class, () -> membership.apply(new ChangeServerAddress(SS1, address)));
  }

  @Test
  void anInstanceNameIsStrict() {
    assertThrows(Fault.class, () -> new Membership("D/V"));
  }
}
