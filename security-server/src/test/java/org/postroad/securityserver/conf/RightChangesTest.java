// SPDX-License-Identifier: MIT
package org.postroad.securityserver.conf;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.postroad.protocol.fault.Fault;
import org.postroad.protocol.fault.FaultCode;
import org.postroad.protocol.globalconf.GlobalConfiguration;
import org.postroad.protocol.identifier.ClientId;
import org.postroad.protocol.identifier.GlobalGroupId;
import org.postroad.protocol.identifier.LocalGroupId;
import org.postroad.securityserver.conf.AccessRight.Subject;
import org.postroad.securityserver.conf.Client.LocalGroup;
import org.postroad.securityserver.conf.ServiceDescription.Endpoint;

/** D09, D10, D11: rights and groups as an administrator changes them. */
class RightChangesTest {
  private static final ClientId OWNER = Fixtures.PROVIDER;
  private static final GlobalConfiguration GLOBAL = Fixtures.global(List.of());
  private static final LocalGroupId FRIENDS = new LocalGroupId("friends");
  private static final Subject HERE = new Subject.OfClient(OWNER);
  private static final Subject MINISTRIES =
      new Subject.OfGlobalGroup(new GlobalGroupId("TEST", "ministries"));
  private static final Subject GROUP = new Subject.OfLocalGroup(FRIENDS);

  private final ServerConfiguration now =
      RightChanges.addGroup(
          Fixtures.server(Fixtures.client(OWNER, List.of(Fixtures.description("svc")), List.of())),
          OWNER,
          FRIENDS,
          "Friends");

  private static void refused(FaultCode code, Executable change) {
    assertEquals(code, assertThrows(Fault.class, change).code());
  }

  private static List<AccessRight> rights(ServerConfiguration configuration) {
    return configuration.clients().getFirst().accessRights();
  }

  private ServerConfiguration granted(Subject... subjects) {
    ServerConfiguration next = now;
    for (Subject subject : subjects) {
      next =
          RightChanges.grant(next, OWNER, List.of(AccessRight.toService(subject, "svc")), GLOBAL);
    }
    return next;
  }

  @Test
  void rightsAreGrantedOnceToEachKindOfSubjectAndRevoked() {
    ServerConfiguration next = granted(HERE, MINISTRIES, GROUP, HERE);
    assertEquals(
        List.of(HERE, MINISTRIES, GROUP), rights(next).stream().map(AccessRight::subject).toList());
    List<AccessRight> all = rights(next);
    ServerConfiguration less = RightChanges.revoke(next, OWNER, all.subList(0, 2));
    assertEquals(all.subList(2, 3), rights(less));
    refused(FaultCode.NOT_FOUND, () -> RightChanges.revoke(less, OWNER, all));
  }

  @Test
  void rightsToOrForWhatNobodyKnowsAreRefused() {
    refused(FaultCode.INVALID_REQUEST, () -> granted(new Subject.OfClient(OWNER.member())));
    refused(FaultCode.NOT_FOUND, () -> granted(new Subject.OfClient(ClientId.parse("TEST/X/1/y"))));
    refused(
        FaultCode.NOT_FOUND,
        () -> granted(new Subject.OfGlobalGroup(new GlobalGroupId("TEST", "x"))));
    refused(FaultCode.NOT_FOUND, () -> granted(new Subject.OfLocalGroup(new LocalGroupId("x"))));
    refused(
        FaultCode.NOT_FOUND,
        () ->
            RightChanges.grant(now, OWNER, List.of(AccessRight.toService(HERE, "other")), GLOBAL));
    refused(
        FaultCode.NOT_FOUND,
        () ->
            RightChanges.grant(
                now,
                OWNER,
                List.of(new AccessRight(HERE, "svc", new Endpoint("GET", "/a"))),
                GLOBAL));
  }

  @Test
  void whoIsInAGroupMustBeKnownWhenAdded() {
    LocalGroup known = new LocalGroup(FRIENDS, "Best friends", Set.of(OWNER));
    ServerConfiguration next = RightChanges.changeGroup(now, OWNER, known, GLOBAL);
    assertEquals(List.of(known), next.clients().getFirst().localGroups());
    ClientId stranger = ClientId.parse("TEST/X/1/y");
    LocalGroup unknown = new LocalGroup(FRIENDS, "Friends", Set.of(stranger));
    refused(FaultCode.NOT_FOUND, () -> RightChanges.changeGroup(now, OWNER, unknown, GLOBAL));
    ServerConfiguration old =
        now.withClient(now.clients().getFirst().withLocalGroups(List.of(unknown)));
    LocalGroup renamed = new LocalGroup(FRIENDS, "Old friends", Set.of(stranger));
    assertEquals(
        List.of(renamed),
        RightChanges.changeGroup(old, OWNER, renamed, GLOBAL).clients().getFirst().localGroups());
  }

  @Test
  void rightsOfAGroupGoWithIt() {
    ServerConfiguration next = RightChanges.removeGroup(granted(HERE, GROUP), OWNER, FRIENDS);
    assertEquals(List.of(AccessRight.toService(HERE, "svc")), rights(next));
    assertEquals(List.of(), next.clients().getFirst().localGroups());
    refused(FaultCode.NOT_FOUND, () -> RightChanges.removeGroup(next, OWNER, FRIENDS));
  }

  @Test
  void aGroupIsThereOnceAndHasAPlainCode() {
    refused(FaultCode.INVALID_REQUEST, () -> RightChanges.addGroup(now, OWNER, FRIENDS, "again"));
    refused(
        FaultCode.INVALID_REQUEST,
        () -> RightChanges.addGroup(now, OWNER, new LocalGroupId("a/b"), "slashed"));
  }
}
