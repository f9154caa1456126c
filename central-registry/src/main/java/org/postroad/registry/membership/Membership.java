// SPDX-License-Identifier: MIT

package org.postroad.registry.membership;

import java.security.cert.X509Certificate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.postroad.protocol.identifier.ClientId;
import org.postroad.protocol.identifier.GlobalGroupId;
import org.postroad.protocol.identifier.MemberId;
import org.postroad.protocol.identifier.SecurityServerId;
import org.postroad.protocol.identifier.SubsystemId;
import org.postroad.registry.membership.MembershipCommand.AddAuthenticationCertificate;
import org.postroad.registry.membership.MembershipCommand.AddGroupMember;
import org.postroad.registry.membership.MembershipCommand.AddMember;
import org.postroad.registry.membership.MembershipCommand.AddSubsystem;
import org.postroad.registry.membership.MembershipCommand.ApproveRequest;
import org.postroad.registry.membership.MembershipCommand.ChangeOwner;
import org.postroad.registry.membership.MembershipCommand.ChangeServerAddress;
import org.postroad.registry.membership.MembershipCommand.DeclineRequest;
import org.postroad.registry.membership.MembershipCommand.DefineGroup;
import org.postroad.registry.membership.MembershipCommand.DefineMemberClass;
import org.postroad.registry.membership.MembershipCommand.DescribeGroup;
import org.postroad.registry.membership.MembershipCommand.DescribeMemberClass;
import org.postroad.registry.membership.MembershipCommand.DisableClient;
import org.postroad.registry.membership.MembershipCommand.EnableClient;
import org.postroad.registry.membership.MembershipCommand.EndMaintenance;
import org.postroad.registry.membership.MembershipCommand.RegisterClient;
import org.postroad.registry.membership.MembershipCommand.RegisterServer;
import org.postroad.registry.membership.MembershipCommand.RemoveAuthenticationCertificate;
import org.postroad.registry.membership.MembershipCommand.RemoveClient;
import org.postroad.registry.membership.MembershipCommand.RemoveGroup;
import org.postroad.registry.membership.MembershipCommand.RemoveGroupMember;
import org.postroad.registry.membership.MembershipCommand.RemoveMember;
import org.postroad.registry.membership.MembershipCommand.RemoveMemberClass;
import org.postroad.registry.membership.MembershipCommand.RemoveServer;
import org.postroad.registry.membership.MembershipCommand.RemoveSubsystem;
import org.postroad.registry.membership.MembershipCommand.RenameMember;
import org.postroad.registry.membership.MembershipCommand.RenameSubsystem;
import org.postroad.registry.membership.MembershipCommand.SetManagementServiceProvider;
import org.postroad.registry.membership.MembershipCommand.StartMaintenance;
import org.postroad.registry.membership.MembershipCommand.SubmitRequest;
import org.postroad.registry.membership.RegisteredServer.Maintenance;

/**
 * Who and what is registered in one instance, changed only by commands that pass {@link
 * MembershipRules}. A refused command changes nothing. Not thread-safe: its owner takes turns.
 */
public final class Membership {
  /** The group the registry itself keeps: owners of security servers (D08). */
  public static final String OWNERS_GROUP = "security-server-owners";

  private static final String OWNERS_DESCRIPTION = "Security server owners";

  private final String instance;
  private final Map<String, String> memberClasses = new LinkedHashMap<>();
  private final Map<MemberId, RegisteredMember> members = new LinkedHashMap<>();
  private final Map<SecurityServerId, RegisteredServer> servers = new LinkedHashMap<>();
  private final Map<GlobalGroupId, RegisteredGroup> groups = new LinkedHashMap<>();
  private final Requests requests = new Requests();
  private Optional<ClientId> managementServiceProvider = Optional.empty();

  public Membership(String instance) {
    this.instance = MembershipRules.requireStrict("instance", instance);
  }

  /** Refuses a command that breaks a rule; changes nothing. */
  public void check(MembershipCommand command) {
    switch (command) {
      case SubmitRequest _, ApproveRequest _, DeclineRequest _, RemoveServer _ ->
          copy().carryOut(command);
      default -> new MembershipRules(this).check(command);
    }
  }

  /** Checks and carries out. */
  public void apply(MembershipCommand command) {
    check(command);
    carryOut(command);
  }

  /** Carries out what has been checked or was accepted once; no part of it may break a rule. */
  public void carryOut(MembershipCommand command) {
    switch (command) {
      case SubmitRequest c -> workflow().submit(c);
      case ApproveRequest c -> workflow().approve(c.id());
      case DeclineRequest c -> workflow().decline(c.id());
      case RemoveServer c -> remove(c.id());
      default -> {
        new MembershipRules(this).check(command);
        change(command);
      }
    }
  }

  private RequestWorkflow workflow() {
    return new RequestWorkflow(this, requests);
  }

  private Membership copy() {
    var copy = new Membership(instance);
    copy.memberClasses.putAll(memberClasses);
    copy.members.putAll(members);
    copy.servers.putAll(servers);
    copy.groups.putAll(groups);
    copy.requests.putAll(requests);
    copy.managementServiceProvider = managementServiceProvider;
    return copy;
  }

  private void change(MembershipCommand command) {
    switch (command) {
      case DefineMemberClass c -> memberClasses.put(c.code(), c.description());
      case DescribeMemberClass c -> memberClasses.put(c.code(), c.description());
      case RemoveMemberClass c -> memberClasses.remove(c.code());
      case RenameMember c -> members.computeIfPresent(c.id(), (id, m) -> m.named(c.name()));
      case RemoveMember c -> remove(c.id());
      case RemoveSubsystem c -> remove(c.id());
      case AddMember c -> members.put(c.id(), new RegisteredMember(c.id(), c.name(), Map.of()));
      case AddSubsystem c ->
          members.computeIfPresent(c.id().member(), (id, m) -> m.with(c.id(), c.name()));
      case RegisterServer c -> register(c);
      case ChangeServerAddress c -> change(c.server(), s -> s.withAddress(c.address()));
      case AddAuthenticationCertificate c -> change(c.server(), s -> s.with(c.certificate()));
      case RemoveAuthenticationCertificate c -> change(c.server(), s -> s.without(c.certificate()));
      case RegisterClient c -> change(c.server(), s -> s.with(c.client()));
      case DisableClient c -> change(c.server(), s -> s.disabling(c.client()));
      case EnableClient c -> change(c.server(), s -> s.with(c.client()));
      case RenameSubsystem c ->
          members.computeIfPresent(
              c.id().member(), (id, m) -> m.with(c.id(), Optional.of(c.name())));
      case ChangeOwner c -> changeOwner(c);
      case RemoveClient c -> change(c.server(), s -> s.without(c.client()));
      case StartMaintenance c ->
          change(c.server(), s -> s.withMaintenance(Optional.of(new Maintenance(c.message()))));
      case EndMaintenance c -> change(c.server(), s -> s.withMaintenance(Optional.empty()));
      case DefineGroup c ->
          groups.put(c.id(), new RegisteredGroup(c.id(), c.description(), Set.of()));
      case DescribeGroup c ->
          groups.computeIfPresent(
              c.id(), (id, group) -> new RegisteredGroup(id, c.description(), group.members()));
      case RemoveGroup c -> groups.remove(c.id());
      case AddGroupMember c ->
          groups.computeIfPresent(c.group(), (id, group) -> group.with(c.member()));
      case RemoveGroupMember c ->
          groups.computeIfPresent(c.group(), (id, group) -> group.without(c.member()));
      case SetManagementServiceProvider c -> managementServiceProvider = Optional.of(c.provider());
      case SubmitRequest _, ApproveRequest _, DeclineRequest _, RemoveServer _ ->
          throw new IllegalArgumentException("requests come to commands of other kinds");
    }
  }

  /** An immutable copy. */
  public MembershipSnapshot snapshot() {
    return new MembershipSnapshot(
        instance,
        memberClasses,
        List.copyOf(members.values()),
        List.copyOf(servers.values()),
        List.copyOf(groups.values()),
        managementServiceProvider);
  }

  /** The servers, in the order they were registered. */
  public List<RegisteredServer> servers() {
    return List.copyOf(servers.values());
  }

  /** Every request that was accepted, in the order of the ids. */
  public List<RegisteredRequest> requests() {
    return requests.list();
  }

  /** The id of the request that was accepted last; 0 before the first. */
  public long lastRequestId() {
    return requests.lastId();
  }

  private void register(RegisterServer c) {
    servers.put(
        c.id(),
        new RegisteredServer(
            c.id(),
            c.address(),
            List.of(c.authenticationCertificate()),
            List.of(),
            List.of(),
            Optional.empty()));
    var owners = ownersGroup();
    groups.putIfAbsent(owners, new RegisteredGroup(owners, OWNERS_DESCRIPTION, Set.of()));
    groups.computeIfPresent(owners, (id, group) -> group.with(c.id().owner()));
  }

  private void remove(MemberId member) {
    RegisteredMember removed = members.remove(member);
    if (removed != null) {
      removed.subsystems().keySet().forEach(this::leaveGroups);
    }
    leaveGroups(member);
  }

  private void remove(SubsystemId subsystem) {
    members.computeIfPresent(subsystem.member(), (id, member) -> member.without(subsystem));
    leaveGroups(subsystem);
  }

  private void leaveGroups(ClientId client) {
    groups.replaceAll((id, group) -> group.without(client));
  }

  /** What waits for a decision about the server is taken back, everything else deleted. */
  private void remove(SecurityServerId id) {
    RegisteredServer server = new MembershipRules(this).server(id);
    workflow().deleteAllOf(server);
    servers.remove(id);
    if (servers.keySet().stream().noneMatch(other -> other.owner().equals(id.owner()))) {
      groups.computeIfPresent(ownersGroup(), (group, members) -> members.without(id.owner()));
    }
  }

  /** The former owner stays in the owners' group as long as it owns another server. */
  private void changeOwner(ChangeOwner c) {
    RegisteredServer before = servers.remove(c.server());
    if (before == null) {
      throw new IllegalStateException("no server " + c.server());
    }
    RegisteredServer after = before.ownedBy(c.newOwner());
    servers.put(after.id(), after);
    MemberId former = c.server().owner();
    boolean ownsAnother = servers.keySet().stream().anyMatch(id -> id.owner().equals(former));
    groups.computeIfPresent(
        ownersGroup(),
        (id, group) -> (ownsAnother ? group : group.without(former)).with(c.newOwner()));
  }

  private GlobalGroupId ownersGroup() {
    return new GlobalGroupId(instance, OWNERS_GROUP);
  }

  private void change(SecurityServerId server, UnaryOperator<RegisteredServer> change) {
    servers.computeIfPresent(server, (id, s) -> change.apply(s));
  }

  String instance() {
    return instance;
  }

  boolean hasMemberClass(String code) {
    return memberClasses.containsKey(code);
  }

  boolean exists(ClientId client) {
    RegisteredMember member = members.get(client.member());
    return switch (client) {
      case MemberId id -> member != null;
      case SubsystemId id -> member != null && member.subsystems().containsKey(id);
    };
  }

  Optional<RegisteredServer> server(SecurityServerId id) {
    return Optional.ofNullable(servers.get(id));
  }

  /** Where an authentication certificate is registered. */
  Optional<SecurityServerId> serverOf(X509Certificate certificate) {
    return servers.values().stream()
        .filter(server -> server.authenticationCertificates().contains(certificate))
        .map(RegisteredServer::id)
        .findFirst();
  }

  boolean hasMembersOf(String memberClass) {
    return members.keySet().stream().anyMatch(id -> id.memberClass().equals(memberClass));
  }

  /** The servers of an owner, or that a client is registered at. */
  List<SecurityServerId> serversOf(ClientId client) {
    return servers.values().stream()
        .filter(server -> server.id().owner().equals(client) || server.serves(client))
        .map(RegisteredServer::id)
        .toList();
  }

  Optional<RegisteredMember> member(MemberId id) {
    return Optional.ofNullable(members.get(id));
  }

  Optional<RegisteredGroup> group(GlobalGroupId id) {
    return Optional.ofNullable(groups.get(id));
  }

  Optional<ClientId> managementServiceProvider() {
    return managementServiceProvider;
  }
}
