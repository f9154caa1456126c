// SPDX-License-Identifier: MIT
package org.postroad.securityserver.api;

import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.QueryParam;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.postroad.protocol.administration.Refusal;
import org.postroad.protocol.globalconf.SharedParameters;
import org.postroad.protocol.identifier.ClientId;
import org.postroad.securityserver.conf.Client;

/** Which clients are asked for; each field narrows the search, an empty one does not. */
public final class ClientSearch {
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

  @QueryParam("show_members")
  @DefaultValue("true")
  private String members = "true";

  @QueryParam("internal_search")
  @DefaultValue("true")
  private String internal = "true";

  @QueryParam("local_valid_sign_cert")
  @DefaultValue("")
  private String signs = "";

  @QueryParam("exclude_local")
  @DefaultValue("false")
  private String excludeLocal = "false";

  /** In the order of their identifiers. */
  List<ClientView> in(ClientAdministration server) {
    boolean showMembers = flag("show_members", members);
    Optional<Boolean> signing =
        signs.isEmpty() ? Optional.empty() : Optional.of(flag("local_valid_sign_cert", signs));
    boolean others = flag("exclude_local", excludeLocal);
    Stream<ClientId> local = server.now().clients().stream().map(Client::id);
    Stream<ClientId> all =
        flag("internal_search", internal) ? local : Stream.concat(local, everywhere(server));
    return all.distinct()
        .filter(id -> !others || server.now().client(id).isEmpty())
        .filter(id -> showMembers || id.subsystemCode().isPresent())
        .map(id -> ClientView.of(id, server.now().client(id), server))
        .filter(this::finds)
        .filter(view -> signing.filter(known -> known != view.hasValidLocalSignCert()).isEmpty())
        .sorted((one, other) -> one.id().compareTo(other.id()))
        .toList();
  }

  private static Stream<ClientId> everywhere(ClientAdministration server) {
    return server.global().instances().stream()
        .flatMap(each -> server.global().parameters(each).stream())
        .flatMap(parameters -> parameters.members().stream())
        .flatMap(member ->
            Stream.concat(
                Stream.of(member.id()),
                member.subsystems().stream().map(SharedParameters.Subsystem::id)));
  }

  private boolean finds(ClientView client) {
    return contains(client.memberName().orElse(""), name)
        && contains(client.instanceId(), instance)
        && contains(client.memberClass(), memberClass)
        && contains(client.memberCode(), memberCode)
        && contains(client.subsystemCode().orElse(""), subsystemCode);
  }

  static boolean contains(String value, String part) {
    return value.toLowerCase(Locale.ROOT).contains(part.toLowerCase(Locale.ROOT));
  }

  private static boolean flag(String field, String text) {
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "true" -> true;
      case "false" -> false;
      default -> throw Refusal.invalid(field, "Boolean");
    };
  }
}
