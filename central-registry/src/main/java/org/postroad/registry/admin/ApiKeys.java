// SPDX-License-Identifier: MIT

package org.postroad.registry.admin;

import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.postroad.registry.access.AccessCommand.AddToken;
import org.postroad.registry.access.AccessCommand.ChangeTokenRoles;
import org.postroad.registry.access.AccessCommand.RevokeToken;
import org.postroad.registry.access.ApiToken;
import org.postroad.registry.access.Permission;
import org.postroad.registry.access.Role;

/** API tokens (E03): made, shown once, and kept as a hash. */
@Path("api-keys")
public final class ApiKeys {
  private final Registry registry;
  private final TokenCheck check;
  private final Supplier<UUID> random;

  /**
   * A token.
   *
   * @param key the token itself, in the reply that makes it and never again
   */
  record ApiKey(long id, List<String> roles, Optional<String> key) {
    static ApiKey of(ApiToken token, Optional<String> key) {
      return new ApiKey(token.id(), token.roles().stream().map(Role::wire).toList(), key);
    }
  }

  ApiKeys(Registry registry, TokenCheck check, Supplier<UUID> random) {
    this.registry = registry;
    this.check = check;
    this.random = random;
  }

  @GET
  @Needs(Permission.VIEW_API_KEYS)
  public List<ApiKey> getApiKeys() {
    return registry.tokens().stream().map(token -> ApiKey.of(token, Optional.empty())).toList();
  }

  @POST
  @Needs(Permission.CREATE_API_KEY)
  @Audited(AuditEvent.CREATE_API_KEY)
  public ApiKey createApiKey(@Context Call call, List<String> roles) {
    call.note("apiKeyRoles", roles);
    List<Role> known = roles(roles);
    String token = random.get().toString();
    registry.execute(new AddToken(TokenCheck.hash(token), known), call.actor());
    ApiToken made =
        registry.tokens().stream()
            .filter(each -> each.hash().equals(TokenCheck.hash(token)))
            .findFirst()
            .orElseThrow();
    call.note("apiKeyId", made.id());
    return ApiKey.of(made, Optional.of(token));
  }

  @GET
  @Path("{id}")
  @Needs(Permission.VIEW_API_KEYS)
  public ApiKey getApiKey(@PathParam("id") long id) {
    return ApiKey.of(known(id), Optional.empty());
  }

  @PUT
  @Path("{id}")
  @Needs(Permission.UPDATE_API_KEY)
  @Audited(AuditEvent.UPDATE_API_KEY)
  public ApiKey updateApiKey(@Context Call call, @PathParam("id") long id, List<String> roles) {
    call.note("apiKeyId", id).note("apiKeyRoles", roles);
    List<Role> known = roles(roles);
    var _ = known(id);
    registry.execute(new ChangeTokenRoles(id, known), call.actor());
    check.forget();
    return getApiKey(id);
  }

  @DELETE
  @Path("{id}")
  @Needs(Permission.REVOKE_API_KEY)
  @Audited(AuditEvent.REMOVE_API_KEY)
  public void revokeApiKey(@Context Call call, @PathParam("id") long id) {
    call.note("apiKeyId", id);
    var _ = known(id);
    registry.execute(new RevokeToken(id), call.actor());
    check.forget();
  }

  private ApiToken known(long id) {
    return registry.tokens().stream()
        .filter(token -> token.id() == id)
        .findFirst()
        .orElseThrow(() -> Refusal.notFound("api_key_not_found", Long.toString(id)));
  }

  private static List<Role> roles(List<String> names) {
    if (names.isEmpty()) {
      throw Refusal.of(400, "invalid_role");
    }
    return names.stream()
        .distinct()
        .map(name -> Role.ofWire(name).orElseThrow(() -> Refusal.of(400, "invalid_role", name)))
        .toList();
  }
}
