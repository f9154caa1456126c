// SPDX-License-Identifier: MIT

package org.postroad.registry.membership;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.postroad.registry.TestCertificates.AUTHENTICATION;
import static org.postroad.registry.TestCertificates.OTHER_AUTHENTICATION;
import static org.postroad.registry.TestCertificates.SIGNING;
import static org.postroad.registry.TestCertificates.assertFault;
import static org.postroad.registry.membership.RequestOrigin.CENTER;
import static org.postroad.registry.membership.RequestOrigin.SECURITY_SERVER;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.postroad.protocol.fault.Fault;
import org.postroad.protocol.fault.FaultCode;
import org.postroad.protocol.identifier.MemberId;
import org.postroad.protocol.identifier.SecurityServerId;
import org.postroad.protocol.identifier.SubsystemId;
import org.postroad.protocol.management.ManagementRequest;
import org.postroad.protocol.management.ManagementRequest.AddressChange;
import org.postroad.protocol.management.ManagementRequest.AuthCertDeletion;
import org.postroad.protocol.management.ManagementRequest.AuthCertReg;
import org.postroad.protocol.management.ManagementRequest.ClientDeletion;
import org.postroad.protocol.management.ManagementRequest.ClientDisable;
import org.postroad.protocol.management.ManagementRequest.ClientEnable;
import org.postroad.protocol.management.ManagementRequest.ClientReg;
import org.postroad.protocol.management.ManagementRequest.ClientRename;
import org.postroad.protocol.management.ManagementRequest.MaintenanceModeDisable;
import org.postroad.protocol.management.ManagementRequest.MaintenanceModeEnable;
import org.postroad.protocol.management.ManagementRequest.OwnerChange;
import org.postroad.registry.membership.MembershipCommand.AddMember;
import org.postroad.registry.membership.MembershipCommand.AddSubsystem;
import org.postroad.registry.membership.MembershipCommand.ApproveRequest;
import org.postroad.registry.membership.MembershipCommand.DeclineRequest;
import org.postroad.registry.membership.MembershipCommand.DefineMemberClass;
import org.postroad.registry.membership.MembershipCommand.RegisterClient;
import org.postroad.registry.membership.MembershipCommand.RegisterServer;
import org.postroad.registry.membership.MembershipCommand.SetManagementServiceProvider;
import org.postroad.registry.membership.MembershipCommand.SubmitRequest;
import org.postroad.registry.membership.RegisteredServer.Maintenance;
import org.postroad.registry.membership.RequestState.Approved;
import org.postroad.registry.membership.RequestState.Declined;
import org.postroad.registry.membership.RequestState.Revoked;
import org.postroad.registry.membership.RequestState.SubmittedForApproval;
import org.postroad.registry.membership.RequestState.Waiting;

class RequestsTest {
  private static final MemberId OWNER = new MemberId("DEV", "GOV", "1");
  private static final MemberId OTHER = new MemberId("DEV", "GOV", "2");
  private static final MemberId UNKNOWN = new MemberId("DEV", "GOV", "3");
  private static final SubsystemId MANAGEMENT = new SubsystemId(OWNER, "Management");
  private static final SubsystemId SHOP = new SubsystemId(OTHER, "Shop");
  private static final SubsystemId NEW = new SubsystemId(UNKNOWN, "New");
  private static final SecurityServerId SS1 = new SecurityServerId(OWNER, "SS1");
  private static final SecurityServerId SS2 = new SecurityServerId(UNKNOWN, "SS2");
  private static final ClientReg CLIENT = new ClientReg(SS1, NEW, Optional.of("New one"));
  private static final AuthCertReg SERVER =
      new AuthCertReg(SS2, Optional.of("ss2.example"), OTHER_AUTHENTICATION, false);

  private final Membership membership = new Membership("DEV");

  @BeforeEach
  void register() {
    membership.apply(new DefineMemberClass("GOV", "Government"));
    membership.apply(new AddMember(OWNER, "First"));
    membership.apply(new AddMember(OTHER, "Second"));
    membership.apply(new AddSubsystem(MANAGEMENT, Optional.empty()));
    membership.apply(new AddSubsystem(SHOP, Optional.empty()));
    membership.apply(new RegisterServer(SS1, "ss1.example", AUTHENTICATION));
    membership.apply(new RegisterClient(SS1, MANAGEMENT));
    membership.apply(new RegisterClient(SS1, SHOP));
    membership.apply(new RegisterClient(SS1, OTHER));
    membership.apply(new SetManagementServiceProvider(MANAGEMENT));
  }

  private long submit(ManagementRequest request) {
    return submit(SECURITY_SERVER, request);
  }

  private long submit(RequestOrigin origin, ManagementRequest request) {
    membership.apply(new SubmitRequest(origin, request, false));
    return membership.lastRequestId();
  }

  private RequestState state(long id) {
    return membership.requests().get((int) id - 1).state().orElseThrow();
  }

  private RegisteredServer server(SecurityServerId id) {
    return membership.server(id).orElseThrow();
  }

  private Set<?> owners() {
    return Set.copyOf(membership.snapshot().groups().getFirst().members());
  }

  private void assertRefused(ManagementRequest request) {
    assertRefused(FaultCode.INVALID_REQUEST, new SubmitRequest(SECURITY_SERVER, request, false));
  }

  private void assertRefused(FaultCode code, MembershipCommand command) {
    MembershipSnapshot before = membership.snapshot();
    List<RegisteredRequest> requests = membership.requests();
    assertFault(code, () -> membership.apply(command));
    assertFault(code, () -> membership.check(command));
    assertEquals(before, membership.snapshot());
    assertEquals(requests, membership.requests());
  }

  @Test
  void aRegistrationWaitsAndChangesNothing() {
    MembershipSnapshot before = membership.snapshot();
    assertEquals(1, submit(CLIENT));
    assertEquals(2, submit(SERVER));
    assertEquals(3, submit(new OwnerChange(SS1, OTHER)));
    assertEquals(before, membership.snapshot());
    for (long id = 1; id <= 3; id++) {
      assertEquals(new Waiting(), state(id));
    }
  }

  @Test
  void checkingARequestKeepsNothingOfIt() {
    membership.check(new SubmitRequest(SECURITY_SERVER, CLIENT, true));
    assertEquals(List.of(), membership.requests());
    assertFalse(membership.exists(NEW));
  }

  @Test
  void anApprovedClientAndItsMemberComeIntoBeing() {
    submit(CLIENT);
    membership.apply(new ApproveRequest(1));
    assertEquals(new Approved(), state(1));
    assertTrue(server(SS1).clients().contains(NEW));
    RegisteredMember member = membership.snapshot().members().getLast();
    assertEquals(new RegisteredMember(UNKNOWN, "3", Map.of(NEW, Optional.of("New one"))), member);
  }

  @Test
  void anApprovedClientThatIsKnownIsRenamed() {
    membership.apply(new AddSubsystem(new SubsystemId(OTHER, "More"), Optional.of("Old")));
    var more = new SubsystemId(OTHER, "More");
    submit(new ClientReg(SS1, more, Optional.of("Newer")));
    membership.apply(new ApproveRequest(1));
    RegisteredMember member = membership.snapshot().members().getLast();
    assertEquals(Optional.of("Newer"), member.subsystems().get(more));
    membership.apply(new AddSubsystem(new SubsystemId(OTHER, "Last"), Optional.of("Kept")));
    var last = new SubsystemId(OTHER, "Last");
    submit(new ClientReg(SS1, last, Optional.empty()));
    membership.apply(new ApproveRequest(2));
    assertEquals(
        Optional.of("Kept"), membership.snapshot().members().getLast().subsystems().get(last));
  }

  @Test
  void anApprovedCertificateBringsMemberServerAndGroup() {
    submit(SERVER);
    membership.apply(new ApproveRequest(1));
    assertEquals(new Approved(), state(1));
    assertEquals("ss2.example", server(SS2).address());
    assertEquals(List.of(OTHER_AUTHENTICATION), server(SS2).authenticationCertificates());
    assertTrue(membership.exists(UNKNOWN));
    assertEquals(Set.of(OWNER, UNKNOWN), owners());
  }

  @Test
  void anotherCertificateUpdatesTheAddress() {
    submit(new AuthCertReg(SS1, Optional.of("192.0.2.1"), OTHER_AUTHENTICATION, false));
    membership.apply(new ApproveRequest(1));
    assertEquals("192.0.2.1", server(SS1).address());
    assertEquals(
        List.of(AUTHENTICATION, OTHER_AUTHENTICATION), server(SS1).authenticationCertificates());
  }

  @Test
  void aMemberOfAnUnknownClassIsNotMade() {
    var stranger = new SubsystemId(new MemberId("DEV", "COM", "1"), "S");
    submit(new ClientReg(SS1, stranger, Optional.empty()));
    assertRefused(FaultCode.INVALID_REQUEST, new ApproveRequest(1));
    assertEquals(new Waiting(), state(1));
  }

  @ParameterizedTest
  @EnumSource(RequestOrigin.class)
  void theSameFromBothOriginsIsSubmittedForApproval(RequestOrigin first) {
    membership.apply(new AddMember(UNKNOWN, "Third"));
    RequestOrigin second = first == CENTER ? SECURITY_SERVER : CENTER;
    submit(first, CLIENT);
    assertRefused(FaultCode.INVALID_REQUEST, new SubmitRequest(first, CLIENT, false));
    submit(second, new ClientReg(SS1, NEW, Optional.empty()));
    assertEquals(new SubmittedForApproval(), state(1));
    assertEquals(new SubmittedForApproval(), state(2));
    assertEquals(Optional.of(1L), membership.requests().getLast().complements());
    assertRefused(FaultCode.INVALID_REQUEST, new SubmitRequest(first, CLIENT, false));
    assertRefused(FaultCode.INVALID_REQUEST, new SubmitRequest(second, CLIENT, false));
    membership.apply(new ApproveRequest(2));
    assertEquals(new Approved(), state(1));
    assertEquals(new Approved(), state(2));
  }

  @Test
  void aConflictNamesTheEarlierRequest() {
    submit(CLIENT);
    var again = new SubmitRequest(SECURITY_SERVER, CLIENT, false);
    Fault fault = assertFault(FaultCode.INVALID_REQUEST, () -> membership.apply(again));
    assertTrue(fault.text().contains("request 1 "), fault::text);
  }

  @Test
  void theAddressMayComeFromTheOtherOrigin() {
    membership.apply(new AddMember(UNKNOWN, "Third"));
    submit(CENTER, new AuthCertReg(SS2, Optional.empty(), OTHER_AUTHENTICATION, false));
    assertRefused(FaultCode.INVALID_REQUEST, new ApproveRequest(1));
    submit(SERVER);
    membership.apply(new ApproveRequest(1));
    assertEquals("ss2.example", server(SS2).address());
  }

  @Test
  void oneCertificateForTwoServersIsAConflict() {
    submit(SERVER);
    var elsewhere = new AuthCertReg(SS1, Optional.of("ss1.example"), OTHER_AUTHENTICATION, false);
    assertRefused(FaultCode.INVALID_REQUEST, new SubmitRequest(CENTER, elsewhere, false));
  }

  @Test
  void theCenterAsksForWhatItKnowsOnly() {
    assertRefused(FaultCode.UNKNOWN_MEMBER, new SubmitRequest(CENTER, SERVER, false));
    assertRefused(FaultCode.UNKNOWN_MEMBER, new SubmitRequest(CENTER, CLIENT, false));
    var nowhere = new ClientReg(SS2, SHOP, Optional.empty());
    assertRefused(FaultCode.NOT_FOUND, new SubmitRequest(CENTER, nowhere, false));
  }

  @Test
  void aDeclinedRequestMayBeMadeAgain() {
    submit(CLIENT);
    membership.apply(new DeclineRequest(1));
    assertEquals(new Declined(), state(1));
    assertRefused(FaultCode.INVALID_REQUEST, new ApproveRequest(1));
    assertRefused(FaultCode.INVALID_REQUEST, new DeclineRequest(1));
    assertEquals(2, submit(CLIENT));
    membership.apply(new ApproveRequest(2));
    assertRefused(FaultCode.INVALID_REQUEST, new DeclineRequest(2));
  }

  @Test
  void aRequestOfTheCenterAloneIsRevoked() {
    membership.apply(new AddMember(UNKNOWN, "Third"));
    submit(CENTER, CLIENT);
    membership.apply(new DeclineRequest(1));
    assertEquals(new Revoked(), state(1));
    submit(CENTER, CLIENT);
    submit(CLIENT);
    membership.apply(new DeclineRequest(2));
    assertEquals(new Declined(), state(2));
    assertEquals(new Declined(), state(3));
  }

  @Test
  void onlyPendingRequestsAreDecided() {
    submit(new AddressChange(SS1, "ss1.example.org"));
    assertRefused(FaultCode.INVALID_REQUEST, new ApproveRequest(1));
    assertRefused(FaultCode.NOT_FOUND, new ApproveRequest(2));
    assertRefused(FaultCode.NOT_FOUND, new DeclineRequest(0));
  }

  @Test
  void aServerThatChangesItsOwnerChangesItsName() {
    submit(new OwnerChange(SS1, OTHER));
    assertRefused(new OwnerChange(SS1, OTHER));
    membership.apply(new ApproveRequest(1));
    var renamed = new SecurityServerId(OTHER, "SS1");
    assertEquals(Optional.empty(), membership.server(SS1));
    assertEquals(List.of(MANAGEMENT, SHOP, OWNER), server(renamed).clients());
    assertEquals(List.of(AUTHENTICATION), server(renamed).authenticationCertificates());
    assertEquals(Set.of(OTHER), owners());
  }

  @Test
  void whoOwnsAnotherServerStaysAnOwner() {
    var another = new SecurityServerId(OWNER, "SS9");
    membership.apply(new RegisterServer(another, "ss9.example", OTHER_AUTHENTICATION));
    submit(new OwnerChange(SS1, OTHER));
    membership.apply(new ApproveRequest(1));
    assertEquals(Set.of(OWNER, OTHER), owners());
  }

  @Test
  void anOwnerIsAClientThatIsNotTheOwner() {
    assertRefused(new OwnerChange(SS1, OWNER));
    assertRefused(new OwnerChange(SS1, UNKNOWN));
    membership.apply(
        new RegisterServer(new SecurityServerId(OTHER, "SS1"), "x.example", OTHER_AUTHENTICATION));
    assertRefused(new OwnerChange(SS1, OTHER));
  }

  @Test
  void aDeletedRegistrationIsRevokedWhileItWaits() {
    submit(CLIENT);
    submit(new ClientDeletion(SS1, NEW));
    assertEquals(new Revoked(), state(1));
    assertEquals(Optional.empty(), membership.requests().getLast().state());
    assertRefused(new ClientDeletion(SS1, NEW));
    submit(SERVER);
    assertRefused(new AuthCertDeletion(SS1, OTHER_AUTHENTICATION));
    submit(new AuthCertDeletion(SS2, OTHER_AUTHENTICATION));
    assertEquals(new Revoked(), state(3));
    assertRefused(new AuthCertDeletion(SS2, OTHER_AUTHENTICATION));
  }

  @Test
  void whatIsSubmittedForApprovalIsNotDeleted() {
    membership.apply(new AddMember(UNKNOWN, "Third"));
    submit(CLIENT);
    submit(CENTER, CLIENT);
    assertRefused(new ClientDeletion(SS1, NEW));
  }

  @Test
  void deletingWhatWasDeclinedSucceedsSilently() {
    submit(CLIENT);
    membership.apply(new DeclineRequest(1));
    MembershipSnapshot before = membership.snapshot();
    assertEquals(2, submit(new ClientDeletion(SS1, NEW)));
    assertEquals(before, membership.snapshot());
  }

  @Test
  void whatIsRegisteredIsDeletedAtOnce() {
    submit(new ClientDeletion(SS1, SHOP));
    assertFalse(server(SS1).serves(SHOP));
    submit(new AuthCertDeletion(SS1, AUTHENTICATION));
    assertEquals(List.of(), server(SS1).authenticationCertificates());
  }

  @Test
  void aCertificateOfAnotherServerIsNotDeleted() {
    assertRefused(new AuthCertDeletion(SS2, AUTHENTICATION));
  }

  @Test
  void aDisabledClientIsNotPublished() {
    submit(new ClientDisable(SS1, SHOP));
    assertEquals(List.of(SHOP), server(SS1).disabledClients());
    assertEquals(List.of(MANAGEMENT, OTHER), server(SS1).clients());
    assertRefused(new ClientDisable(SS1, SHOP));
    assertRefused(new ClientReg(SS1, SHOP, Optional.empty()));
    submit(new ClientEnable(SS1, SHOP));
    assertEquals(List.of(), server(SS1).disabledClients());
    assertTrue(server(SS1).clients().contains(SHOP));
    assertRefused(new ClientEnable(SS1, SHOP));
    submit(new ClientDisable(SS1, SHOP));
    submit(new ClientDeletion(SS1, SHOP));
    assertFalse(server(SS1).serves(SHOP));
  }

  @Test
  void theProviderOfManagementServicesStays() {
    assertRefused(new ClientDisable(SS1, MANAGEMENT));
    assertRefused(new MaintenanceModeEnable(SS1, Optional.empty()));
  }

  @Test
  void addressNameAndMaintenanceChangeAtOnce() {
    membership.apply(new RegisterServer(ss3(), "x.example", OTHER_AUTHENTICATION));
    submit(new AddressChange(SS1, "ss1.example.org"));
    assertEquals("ss1.example.org", server(SS1).address());
    submit(new ClientRename(SS1, SHOP, "The shop"));
    assertEquals(
        Optional.of("The shop"), membership.snapshot().members().getLast().subsystems().get(SHOP));
    submit(new MaintenanceModeEnable(ss3(), Optional.of("Back soon")));
    assertEquals(
        Optional.of(new Maintenance(Optional.of("Back soon"))), server(ss3()).maintenance());
    assertRefused(new MaintenanceModeEnable(ss3(), Optional.empty()));
    submit(new MaintenanceModeDisable(ss3()));
    assertRefused(new MaintenanceModeDisable(ss3()));
  }

  private static SecurityServerId ss3() {
    return new SecurityServerId(OTHER, "SS3");
  }

  static Stream<Arguments> refusedRequests() {
    var foreign = new MemberId("EE", "GOV", "1");
    return Stream.of(
        Arguments.of(FaultCode.INVALID_REQUEST, new ClientReg(SS1, OWNER, Optional.empty())),
        Arguments.of(FaultCode.INVALID_REQUEST, new ClientReg(SS1, SHOP, Optional.empty())),
        Arguments.of(FaultCode.INVALID_REQUEST, new ClientReg(SS1, foreign, Optional.empty())),
        Arguments.of(
            FaultCode.INVALID_REQUEST,
            new AddressChange(new SecurityServerId(foreign, "SS1"), "x.example")),
        Arguments.of(
            FaultCode.INVALID_REQUEST,
            new AuthCertReg(SS1, Optional.of("x.example"), AUTHENTICATION, false)),
        Arguments.of(
            FaultCode.INCORRECT_CERTIFICATE,
            new AuthCertReg(SS1, Optional.of("x.example"), SIGNING, false)),
        Arguments.of(
            FaultCode.INVALID_REQUEST,
            new AuthCertReg(SS1, Optional.of("x:1"), OTHER_AUTHENTICATION, false)),
        Arguments.of(
            FaultCode.INVALID_REQUEST,
            new AuthCertReg(SS1, Optional.of("x.example"), OTHER_AUTHENTICATION, true)),
        Arguments.of(FaultCode.NOT_FOUND, new AddressChange(SS2, "x.example")),
        Arguments.of(FaultCode.INVALID_REQUEST, new AddressChange(SS1, "x:1")),
        Arguments.of(FaultCode.NOT_FOUND, new ClientDisable(SS2, SHOP)),
        Arguments.of(FaultCode.INVALID_REQUEST, new ClientDisable(SS1, NEW)),
        Arguments.of(FaultCode.INVALID_REQUEST, new ClientEnable(SS1, NEW)),
        Arguments.of(FaultCode.NOT_FOUND, new ClientRename(SS1, NEW, "Name")),
        Arguments.of(FaultCode.NOT_FOUND, new ClientRename(SS2, SHOP, "Name")),
        Arguments.of(FaultCode.INVALID_REQUEST, new ClientRename(SS1, SHOP, " Name")),
        Arguments.of(FaultCode.NOT_FOUND, new OwnerChange(SS2, OTHER)),
        Arguments.of(FaultCode.NOT_FOUND, new MaintenanceModeDisable(SS2)));
  }

  @ParameterizedTest
  @MethodSource("refusedRequests")
  void aRequestThatBreaksARuleIsNotKept(FaultCode code, ManagementRequest request) {
    assertRefused(code, new SubmitRequest(SECURITY_SERVER, request, false));
  }

  @ParameterizedTest
  @CsvSource({"false,false,false", "true,false,false", "false,true,false", "false,false,true"})
  void thePolicyApprovesWhatItIsSetTo(boolean authCertReg, boolean clientReg, boolean ownerChange) {
    var policy = new ApprovalPolicy(authCertReg, clientReg, ownerChange);
    var shop = new ClientReg(SS1, new SubsystemId(OTHER, "More"), Optional.empty());
    var another = new AuthCertReg(SS1, Optional.of("x"), OTHER_AUTHENTICATION, false);
    assertEquals(authCertReg, policy.approves(another, membership));
    assertEquals(clientReg, policy.approves(shop, membership));
    assertEquals(ownerChange, policy.approves(new OwnerChange(SS1, OTHER), membership));
    assertFalse(policy.approves(SERVER, membership), "its owner is not a member yet");
    assertFalse(policy.approves(CLIENT, membership), "its member is not registered yet");
    assertFalse(policy.approves(new ClientReg(SS2, SHOP, Optional.empty()), membership));
    assertFalse(policy.approves(new OwnerChange(SS1, UNKNOWN), membership));
    assertFalse(policy.approves(new ClientDeletion(SS1, SHOP), membership));
  }

  @Test
  void whatIsApprovedAsItComesIsCarriedOutAsOne() {
    membership.apply(new SubmitRequest(SECURITY_SERVER, CLIENT, true));
    assertEquals(new Approved(), state(1));
    assertTrue(server(SS1).clients().contains(NEW));
    var nowhere = new ClientReg(new SecurityServerId(OWNER, "SS7"), SHOP, Optional.empty());
    assertRefused(FaultCode.NOT_FOUND, new SubmitRequest(SECURITY_SERVER, nowhere, true));
  }
}
