// SPDX-License-Identifier: MIT

package org.postroad.registry.admin;

import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.postroad.protocol.administration.Encoded;
import org.postroad.protocol.administration.Page;
import org.postroad.protocol.administration.Refusal;
import org.postroad.protocol.identifier.SecurityServerId;
import org.postroad.registry.membership.MembershipSnapshot;
import org.postroad.registry.membership.RegisteredServer;

/** Search among members and subsystems (E40). */
@Path("clients")
public final class Clients {
  private static final Map<String, Comparator<Views.Client>> KEYS =
      Map.of(
          "id", Comparator.comparing(c -> c.clientId().encodedId()),
          "member_name", Comparator.comparing(c -> c.memberName().orElse("")),
          "client_id.instance_id", Comparator.comparing(c -> c.clientId().instanceId()),
          "client_id.member_class", Comparator.comparing(c -> c.clientId().memberClass()),
          "client_id.member_code", Comparator.comparing(c -> c.clientId().memberCode()),
          "client_id.subsystem_code",
              Comparator.comparing(c -> c.clientId().subsystemCode().orElse("")),
          "client_type", Comparator.comparing(c -> c.clientId().type()));

  private final Registry registry;

  /** Part of the clients found. */
  record PagedClients(List<Views.Client> clients, Page.Metadata pagingMetadata) {}

  /** What is searched for; each field narrows the search, an empty one does not. */
  public static final class Query {
    @QueryParam("q")
    @DefaultValue("")
    private String any = "";

    @QueryParam("name")
    @DefaultValue("")
    private String name = "";

    @QueryParam("instance")
    @DefaultValue("")
    private String instance = "";

    @QueryParam("member_class")
    @DefaultValue("")
    private String memberClass = "";

    @QueryParam("member_code")
    @DefaultValue("")
    private String memberCode = "";

    @QueryParam("subsystem_code")
    @DefaultValue("")
    private String subsystemCode = "";

    @QueryParam("client_type")
    @DefaultValue("")
    private String type = "";

    @QueryParam("security_server")
    @DefaultValue("")
    private String server = "";

    private boolean finds(Views.Client client) {
      var id = client.clientId();
      String subsystem = id.subsystemCode().orElse("");
      String member = client.memberName().orElse("");
      return contains(member, name)
          && contains(id.instanceId(), instance)
          && contains(id.memberClass(), memberClass)
          && contains(id.memberCode(), memberCode)
          && contains(subsystem, subsystemCode)
          && (type.isEmpty() || id.type().equals(type))
          && Stream.of(member, id.memberClass(), id.memberCode(), subsystem)
              .anyMatch(value -> contains(value, any));
    }
  }

  Clients(Registry registry) {
    this.registry = registry;
  }

  @GET
  @Needs({Permission.SEARCH_MEMBERS, Permission.VIEW_MEMBERS})
  public PagedClients findClients(@BeanParam Query query, @BeanParam Page.Query page) {
    if (!query.type.isEmpty() && !List.of("MEMBER", "SUBSYSTEM").contains(query.type)) {
      throw Refusal.invalid("client_type", "OneOf [MEMBER, SUBSYSTEM]");
    }
    MembershipSnapshot membership = registry.snapshot().membership();
    Predicate<Views.Client> served = servedBy(membership, query.server);
    List<Views.Client> found =
        membership.members().stream()
            .flatMap(member ->
                Stream.concat(Stream.of(member.id()), member.subsystems().keySet().stream()))
            .map(id -> Views.Client.of(membership, id))
            .filter(query::finds)
            .filter(served)
            .toList();
    Page.Part<Views.Client> part = page.page().of(found, KEYS);
    return new PagedClients(part.items(), part.pagingMetadata());
  }

  private static Predicate<Views.Client> servedBy(MembershipSnapshot membership, String text) {
    if (text.isEmpty()) {
      return _ -> true;
    }
    SecurityServerId id = Encoded.server("security_server", text);
    Optional<RegisteredServer> server =
        membership.servers().stream().filter(s -> s.id().equals(id)).findFirst();
    return client ->
        server
            .filter(s -> s.serves(Encoded.client("id", client.clientId().encodedId())))
            .isPresent();
  }

  static boolean contains(String value, String part) {
    return value.toLowerCase(Locale.ROOT).contains(part.toLowerCase(Locale.ROOT));
  }
}
