// SPDX-License-Identifier: MIT

package org.postroad.registry.admin;

import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.postroad.protocol.administration.Call;
import org.postroad.protocol.administration.Created;
import org.postroad.protocol.administration.Encoded;
import org.postroad.protocol.administration.Page;
import org.postroad.protocol.administration.Refusal;
import org.postroad.protocol.identifier.ClientId;
import org.postroad.protocol.identifier.GlobalGroupId;
import org.postroad.registry.membership.Membership;
import org.postroad.registry.membership.MembershipCommand.AddGroupMember;
import org.postroad.registry.membership.MembershipCommand.DefineGroup;
import org.postroad.registry.membership.MembershipCommand.DescribeGroup;
import org.postroad.registry.membership.MembershipCommand.RemoveGroup;
import org.postroad.registry.membership.MembershipCommand.RemoveGroupMember;
import org.postroad.registry.membership.MembershipSnapshot;
import org.postroad.registry.membership.RegisteredGroup;
import org.postroad.registry.membership.RegisteredMember;

/** Global groups and who is in them (E43). */
@Path("global-groups")
public final class GlobalGroups {
  private static final Map<String, Comparator<GroupMember>> KEYS =
      Map.of(
          "name", Comparator.comparing(m -> m.name().orElse("")),
          "id", Comparator.comparingInt(GroupMember::id),
          "type", Comparator.comparing(m -> m.clientId().type()),
          "instance", Comparator.comparing(m -> m.clientId().instanceId()),
          "class", Comparator.comparing(m -> m.clientId().memberClass()),
          "code", Comparator.comparing(m -> m.clientId().memberCode()),
          "subsystem", Comparator.comparing(m -> m.clientId().subsystemCode().orElse("")));

  private final Registry registry;

  /** A group that is to be. */
  record GroupAdd(String code, String description) {}

  /** A group. */
  record Group(String code, String description, int memberCount) {}

  /** What a group is. */
  record GroupDescription(String description) {}

  /** Members and subsystems by their encoded identifiers. */
  record Members(List<String> items) {}

  /** Somebody in a group. */
  record GroupMember(
      int id, Views.ClientIdView clientId, Optional<String> name, Optional<Instant> createdAt) {}

  /** Which members of a group are wanted; what is missing narrows nothing. */
  record Filter(
      Optional<String> query,
      Optional<String> memberClass,
      Optional<String> instance,
      Optional<List<String>> codes,
      Optional<List<String>> subsystems,
      Optional<List<ClientType>> types,
      Optional<Paging> pagingSorting) {

    boolean finds(GroupMember member) {
      Views.ClientIdView id = member.clientId();
      String subsystem = id.subsystemCode().orElse("");
      return memberClass.map(id.memberClass()::equals).orElse(true)
          && instance.map(id.instanceId()::equals).orElse(true)
          && codes.map(some -> some.isEmpty() || some.contains(id.memberCode())).orElse(true)
          && subsystems.map(some -> some.isEmpty() || some.contains(subsystem)).orElse(true)
          && types
              .map(some -> some.isEmpty() || some.contains(ClientType.valueOf(id.type())))
              .orElse(true)
          && query
              .map(text ->
                  Stream.of(
                          member.name().orElse(""),
                          id.instanceId(),
                          id.memberClass(),
                          id.memberCode(),
                          subsystem)
                      .anyMatch(value -> Clients.contains(value, text)))
              .orElse(true);
    }
  }

  /** Members or subsystems. */
  enum ClientType {
    MEMBER,
    SUBSYSTEM
  }

  /** Which part, in which order. */
  record Paging(
      Optional<String> sort,
      Optional<Boolean> desc,
      Optional<Integer> limit,
      Optional<Integer> offset) {

    Page page() {
      return new Page(sort, desc.orElse(false), limit.orElse(25), offset.orElse(0));
    }
  }

  /** Part of the members of a group. */
  record PagedGroupMembers(List<GroupMember> items, Page.Metadata pagingMetadata) {}

  /** What there is to filter by. */
  record FilterModel(
      List<String> instances,
      List<String> memberClasses,
      List<String> codes,
      List<String> subsystems) {}

  GlobalGroups(Registry registry) {
    this.registry = registry;
  }

  @GET
  @Needs(Permission.VIEW_GLOBAL_GROUPS)
  public List<Group> findGlobalGroups() {
    return membership().groups().stream().map(GlobalGroups::view).toList();
  }

  @POST
  @Created
  @Needs(Permission.ADD_GLOBAL_GROUP)
  @Audited(AuditEvent.ADD_GLOBAL_GROUP)
  public Group addGlobalGroup(@Context Call call, GroupAdd add) {
    call.note("code", add.code()).note("description", add.description());
    var id = new GlobalGroupId(membership().instance(), add.code());
    if (membership().groups().stream().anyMatch(group -> group.id().equals(id))) {
      throw Refusal.conflict("global_group_exists", add.code());
    }
    registry.execute(new DefineGroup(id, add.description()), call.actor());
    return view(known(add.code()));
  }

  @GET
  @Path("{group_code}")
  @Needs(Permission.VIEW_GROUP_DETAILS)
  public Group getGlobalGroup(@PathParam("group_code") String code) {
    return view(known(code));
  }

  @PATCH
  @Path("{group_code}")
  @Needs(Permission.EDIT_GROUP_DESCRIPTION)
  @Audited(AuditEvent.EDIT_GLOBAL_GROUP_DESCRIPTION)
  public Group updateGlobalGroupDescription(
      @Context Call call, @PathParam("group_code") String code, GroupDescription description) {
    call.note("code", code).note("description", description.description());
    registry.execute(
        new DescribeGroup(editable(code).id(), description.description()), call.actor());
    return view(known(code));
  }

  @DELETE
  @Path("{group_code}")
  @Needs(Permission.DELETE_GROUP)
  @Audited(AuditEvent.DELETE_GLOBAL_GROUP)
  public void deleteGlobalGroup(@Context Call call, @PathParam("group_code") String code) {
    call.note("code", code);
    RegisteredGroup group = editable(code);
    call.note("description", group.description());
    registry.execute(new RemoveGroup(group.id()), call.actor());
  }

  @POST
  @Path("{group_code}/members")
  @Needs(Permission.VIEW_GROUP_DETAILS)
  public PagedGroupMembers findGlobalGroupMembers(
      @PathParam("group_code") String code, Filter filter) {
    Page page =
        filter.pagingSorting().map(Paging::page).orElse(new Page(Optional.empty(), false, 25, 0));
    Page.Part<GroupMember> part =
        page.of(members(known(code)).stream().filter(filter::finds).toList(), KEYS);
    return new PagedGroupMembers(part.items(), part.pagingMetadata());
  }

  @GET
  @Path("{group_code}/members/filter-model")
  @Needs(Permission.VIEW_GROUP_DETAILS)
  public FilterModel getGroupMembersFilterModel(@PathParam("group_code") String code) {
    List<GroupMember> members = members(known(code));
    return new FilterModel(
        distinct(members, id -> Stream.of(id.instanceId())),
        distinct(members, id -> Stream.of(id.memberClass())),
        distinct(members, id -> Stream.of(id.memberCode())),
        distinct(members, id -> id.subsystemCode().stream()));
  }

  private static List<String> distinct(
      List<GroupMember> members, Function<Views.ClientIdView, Stream<String>> part) {
    return members.stream().map(GroupMember::clientId).flatMap(part).distinct().sorted().toList();
  }

  @POST
  @Path("{group_code}/members/add")
  @Created
  @Needs(Permission.ADD_AND_REMOVE_GROUP_MEMBERS)
  @Audited(AuditEvent.ADD_MEMBERS_TO_GLOBAL_GROUP)
  public Members addGlobalGroupMembers(
      @Context Call call, @PathParam("group_code") String code, Members wanted) {
    RegisteredGroup group = noted(call, code, wanted);
    var added = new ArrayList<String>();
    for (ClientId client : clients(wanted)) {
      if (!group.members().contains(client)) {
        registry.execute(new AddGroupMember(group.id(), client), call.actor());
        added.add(Encoded.of(client));
      }
    }
    return new Members(List.copyOf(added));
  }

  @POST
  @Path("{group_code}/members/delete")
  @Needs(Permission.ADD_AND_REMOVE_GROUP_MEMBERS)
  @Audited(AuditEvent.REMOVE_MEMBERS_FROM_GLOBAL_GROUP)
  public void deleteGlobalGroupMembers(
      @Context Call call, @PathParam("group_code") String code, Members wanted) {
    RegisteredGroup group = noted(call, code, wanted);
    List<ClientId> clients = clients(wanted);
    clients.stream()
        .filter(client -> !group.members().contains(client))
        .findFirst()
        .ifPresent(stranger -> {
          throw Refusal.notFound("group_member_not_found", Encoded.of(stranger));
        });
    clients.forEach(
        client -> registry.execute(new RemoveGroupMember(group.id(), client), call.actor()));
  }

  @DELETE
  @Path("{group_code}/members/{client_id}")
  @Needs(Permission.ADD_AND_REMOVE_GROUP_MEMBERS)
  @Audited(AuditEvent.REMOVE_MEMBER_FROM_GLOBAL_GROUP)
  public void deleteGlobalGroupMember(
      @Context Call call,
      @PathParam("group_code") String code,
      @PathParam("client_id") String client) {
    call.note("groupCode", code).note(Encoded.client("client_id", client));
    deleteGlobalGroupMembers(call, code, new Members(List.of(client)));
  }

  /** All of them are read before the first is changed, and none twice. */
  private static List<ClientId> clients(Members wanted) {
    return wanted.items().stream().map(text -> Encoded.client("items", text)).distinct().toList();
  }

  private RegisteredGroup noted(Call call, String code, Members wanted) {
    call.note("code", code).note("memberIdentifiers", wanted.items());
    RegisteredGroup group = editable(code);
    call.note("description", group.description());
    return group;
  }

  private List<GroupMember> members(RegisteredGroup group) {
    MembershipSnapshot membership = membership();
    return group.members().stream()
        .map(client ->
            new GroupMember(
                Numbers.of("group-member", group.id().groupCode(), Encoded.of(client)),
                Views.ClientIdView.of(client),
                Views.member(membership, client).map(RegisteredMember::name),
                Optional.empty()))
        .toList();
  }

  private RegisteredGroup editable(String code) {
    if (code.equals(Membership.OWNERS_GROUP)) {
      throw Refusal.of(400, "owners_group_cannot_be_changed", code);
    }
    return known(code);
  }

  private RegisteredGroup known(String code) {
    return membership().groups().stream()
        .filter(group -> group.id().groupCode().equals(code))
        .findFirst()
        .orElseThrow(() -> Refusal.notFound("global_group_not_found", code));
  }

  private static Group view(RegisteredGroup group) {
    return new Group(group.id().groupCode(), group.description(), group.members().size());
  }

  private MembershipSnapshot membership() {
    return registry.snapshot().membership();
  }
}
