// SPDX-License-Identifier: MIT

package org.postroad.registry.membership;

import java.security.cert.X509Certificate;
import java.util.Optional;
import org.postroad.protocol.identifier.ClientId;
import org.postroad.protocol.identifier.GlobalGroupId;
import org.postroad.protocol.identifier.MemberId;
import org.postroad.protocol.identifier.SecurityServerId;
import org.postroad.protocol.identifier.SubsystemId;
import org.postroad.protocol.management.ManagementRequest;

/**
 * Everything that can be done to the membership of an instance. Accepted commands are kept for ever
 * and replayed in order, so a record once released keeps its meaning.
 */
public sealed interface MembershipCommand {

  /** Opens a class members can be of (D06). */
  record DefineMemberClass(String code, String description) implements MembershipCommand {}

  record DescribeMemberClass(String code, String description) implements MembershipCommand {}

  /** Closes a class that no member is of. */
  record RemoveMemberClass(String code) implements MembershipCommand {}

  record AddMember(MemberId id, String name) implements MembershipCommand {}

  record RenameMember(MemberId id, String name) implements MembershipCommand {}

  /** Removes a member that owns no server and whose subsystems and itself use none (E40). */
  record RemoveMember(MemberId id) implements MembershipCommand {}

  record AddSubsystem(SubsystemId id, Optional<String> name) implements MembershipCommand {}

  /** Removes a subsystem that uses no server (E40). */
  record RemoveSubsystem(SubsystemId id) implements MembershipCommand {}

  /** Adds a server; its owner joins the group of security server owners (B53). */
  record RegisterServer(
      SecurityServerId id, String address, X509Certificate authenticationCertificate)
      implements MembershipCommand {}

  /**
   * Removes a server with all that is registered at it: each client and certificate by a deletion
   * request of the center's own (E41).
   */
  record RemoveServer(SecurityServerId id) implements MembershipCommand {}

  record ChangeServerAddress(SecurityServerId server, String address)
      implements MembershipCommand {}

  record AddAuthenticationCertificate(SecurityServerId server, X509Certificate certificate)
      implements MembershipCommand {}

  record RemoveAuthenticationCertificate(SecurityServerId server, X509Certificate certificate)
      implements MembershipCommand {}

  /** Lets a member or subsystem other than the owner use a server (B54). */
  record RegisterClient(SecurityServerId server, ClientId client) implements MembershipCommand {}

  record RemoveClient(SecurityServerId server, ClientId client) implements MembershipCommand {}

  /** Leaves a client registered but publishes it no more (A83, B57). */
  record DisableClient(SecurityServerId server, ClientId client) implements MembershipCommand {}

  record EnableClient(SecurityServerId server, ClientId client) implements MembershipCommand {}

  record RenameSubsystem(SubsystemId id, String name) implements MembershipCommand {}

  /** Makes a client of the server its owner, which changes the server's identifier (B55). */
  record ChangeOwner(SecurityServerId server, MemberId newOwner) implements MembershipCommand {}

  record StartMaintenance(SecurityServerId server, Optional<String> message)
      implements MembershipCommand {}

  record EndMaintenance(SecurityServerId server) implements MembershipCommand {}

  record DefineGroup(GlobalGroupId id, String description) implements MembershipCommand {}

  record DescribeGroup(GlobalGroupId id, String description) implements MembershipCommand {}

  record RemoveGroup(GlobalGroupId id) implements MembershipCommand {}

  /** Adds a client to a group; it may be of another instance. */
  record AddGroupMember(GlobalGroupId group, ClientId member) implements MembershipCommand {}

  record RemoveGroupMember(GlobalGroupId group, ClientId member) implements MembershipCommand {}

  /** Names the subsystem that management requests are sent to. */
  record SetManagementServiceProvider(ClientId provider) implements MembershipCommand {}

  /**
   * Takes a management request in: some kinds are carried out at once, others wait for a decision.
   *
   * @param approved decided when it came, so that a later change of policy changes no history
   */
  record SubmitRequest(RequestOrigin origin, ManagementRequest request, boolean approved)
      implements MembershipCommand {}

  record ApproveRequest(long id) implements MembershipCommand {}

  /** Declines a request, or revokes one that only the center has made (B59). */
  record DeclineRequest(long id) implements MembershipCommand {}
}
