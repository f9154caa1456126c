// SPDX-License-Identifier: MIT

package org.postroad.registry.membership;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.postroad.registry.TestCertificates.AUTHENTICATION;
import static org.postroad.registry.TestCertificates.assertFault;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.postroad.protocol.fault.FaultCode;
import org.postroad.protocol.identifier.GlobalGroupId;
import org.postroad.protocol.identifier.MemberId;
import org.postroad.protocol.identifier.SecurityServerId;
import org.postroad.protocol.identifier.SubsystemId;
import org.postroad.protocol.management.ManagementRequest.AuthCertDeletion;
import org.postroad.protocol.management.ManagementRequest.ClientDeletion;
import org.postroad.protocol.management.ManagementRequest.ClientReg;
import org.postroad.registry.membership.MembershipCommand.AddGroupMember;
import org.postroad.registry.membership.MembershipCommand.AddMember;
import org.postroad.registry.membership.MembershipCommand.AddSubsystem;
import org.postroad.registry.membership.MembershipCommand.DefineGroup;
import org.postroad.registry.membership.MembershipCommand.DefineMemberClass;
import org.postroad.registry.membership.MembershipCommand.DescribeGroup;
import org.postroad.registry.membership.MembershipCommand.DescribeMemberClass;
import org.postroad.registry.membership.MembershipCommand.RegisterClient;
import org.postroad.registry.membership.MembershipCommand.RegisterServer;
import org.postroad.registry.membership.MembershipCommand.RemoveGroup;
import org.postroad.registry.membership.MembershipCommand.RemoveMember;
import org.postroad.registry.membership.MembershipCommand.RemoveMemberClass;
import org.postroad.registry.membership.MembershipCommand.RemoveServer;
import org.postroad.registry.membership.MembershipCommand.RemoveSubsystem;
import org.postroad.registry.membership.MembershipCommand.RenameMember;
import org.postroad.registry.membership.MembershipCommand.SetManagementServiceProvider;
import org.postroad.registry.membership.MembershipCommand.SubmitRequest;

/** What goes for good, what must not, and what is only called otherwise. */
class RemovalTest {
  private static final MemberId OWNER = new MemberId("DEV", "GOV", "1");
  private static final MemberId GUEST = new MemberId("DEV", "GOV", "2");
  private static final SubsystemId PEOPLE = new SubsystemId(GUEST, "People");
  private static final SubsystemId IDLE = new SubsystemId(GUEST, "Idle");
  private static final SecurityServerId SS1 = new SecurityServerId(OWNER, "SS1");
  private static final GlobalGroupId OWNERS = new GlobalGroupId("DEV", "security-server-owners");
  private static final GlobalGroupId GROUP = new GlobalGroupId("DEV", "friends");

  private final Membership membership = new Membership("DEV");

  @BeforeEach
  void register() {
    membership.apply(new DefineMemberClass("GOV", "Government"));
    membership.apply(new AddMember(OWNER, "Owner"));
    membership.apply(new AddMember(GUEST, "Guest"));
    membership.apply(new AddSubsystem(PEOPLE, Optional.empty()));
    membership.apply(new AddSubsystem(IDLE, Optional.empty()));
    membership.apply(new RegisterServer(SS1, "ss1.example", AUTHENTICATION));
    membership.apply(new RegisterClient(SS1, PEOPLE));
    membership.apply(new DefineGroup(GROUP, "Friends"));
    membership.apply(new AddGroupMember(GROUP, GUEST));
    membership.apply(new AddGroupMember(GROUP, IDLE));
  }

  private Set<?> members(GlobalGroupId group) {
    return membership.group(group).orElseThrow().members();
  }

  static List<MembershipCommand> whatIsNeeded() {
    return List.of(
        new RemoveMemberClass("GOV"),
        new RemoveMember(OWNER),
        new RemoveMember(GUEST),
        new RemoveSubsystem(PEOPLE),
        new RemoveGroup(OWNERS),
        new DescribeGroup(OWNERS, "Others"));
  }

  @ParameterizedTest
  @MethodSource("whatIsNeeded")
  void whatSomethingElseNeedsStays(MembershipCommand command) {
    MembershipSnapshot before = membership.snapshot();
    assertFault(FaultCode.INVALID_REQUEST, () -> membership.apply(command));
    assertEquals(before, membership.snapshot());
  }

  static Stream<MembershipCommand> whatIsNotThere() {
    return Stream.of(
        new RemoveMemberClass("COM"),
        new DescribeMemberClass("COM", "Companies"),
        new RemoveServer(new SecurityServerId(OWNER, "SS2")),
        new RemoveGroup(new GlobalGroupId("DEV", "others")),
        new DescribeGroup(new GlobalGroupId("DEV", "others"), "Others"));
  }

  @ParameterizedTest
  @MethodSource("whatIsNotThere")
  void whatIsNotThereCannotGo(MembershipCommand command) {
    assertFault(FaultCode.NOT_FOUND, () -> membership.apply(command));
  }

  @Test
  void aServerGoesWithADeletionRequestForAllThatIsRegisteredThere() {
    membership.apply(
        new SubmitRequest(
            RequestOrigin.SECURITY_SERVER, new ClientReg(SS1, IDLE, Optional.empty()), false));
    membership.apply(new RemoveServer(SS1));
    assertEquals(List.of(), membership.snapshot().servers());
    assertEquals(Set.of(), members(OWNERS));
    List<RegisteredRequest> requests = membership.requests();
    assertEquals(Optional.of(new RequestState.Revoked()), requests.getFirst().state());
    assertEquals(
        List.of(new ClientDeletion(SS1, PEOPLE), new AuthCertDeletion(SS1, AUTHENTICATION)),
        requests.stream().skip(1).map(RegisteredRequest::request).toList());
    assertTrue(requests.stream().skip(1).allMatch(r -> r.origin() == RequestOrigin.CENTER));
    membership.apply(new RegisterServer(SS1, "ss1.example", AUTHENTICATION));
  }

  @Test
  void whoGoesLeavesTheGroups() {
    membership.apply(new RemoveServer(SS1));
    membership.apply(new RemoveSubsystem(IDLE));
    assertEquals(Set.of(GUEST), members(GROUP));
    membership.apply(new RemoveMember(GUEST));
    assertEquals(Set.of(), members(GROUP));
    membership.apply(new RemoveGroup(GROUP));
    membership.apply(new RemoveMember(OWNER));
    membership.apply(new RemoveMemberClass("GOV"));
    MembershipSnapshot rest = membership.snapshot();
    assertEquals(List.of(), rest.members());
    assertEquals(Map.of(), rest.memberClasses());
    assertEquals(List.of(OWNERS), rest.groups().stream().map(RegisteredGroup::id).toList());
  }

  @Test
  void whoeverProvidesTheManagementServicesStays() {
    membership.apply(new SetManagementServiceProvider(IDLE));
    assertFault(FaultCode.INVALID_REQUEST, () -> membership.apply(new RemoveSubsystem(IDLE)));
    membership.apply(new RemoveServer(SS1));
    assertFault(FaultCode.INVALID_REQUEST, () -> membership.apply(new RemoveMember(GUEST)));
  }

  @Test
  void namesAndDescriptionsChange() {
    membership.apply(new RenameMember(GUEST, "Visitor"));
    membership.apply(new DescribeMemberClass("GOV", "State"));
    membership.apply(new DescribeGroup(GROUP, "Good friends"));
    MembershipSnapshot after = membership.snapshot();
    assertEquals(Map.of("GOV", "State"), after.memberClasses());
    assertEquals("Visitor", after.members().getLast().name());
    assertEquals(2, after.members().getLast().subsystems().size());
    assertEquals("Good friends", after.groups().getLast().description());
    assertEquals(2, after.groups().getLast().members().size());
    assertFault(FaultCode.INVALID_REQUEST, () -> membership.apply(new RenameMember(GUEST, "")));
  }
}
