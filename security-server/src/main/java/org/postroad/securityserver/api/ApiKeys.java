// SPDX-License-Identifier: MIT

package org.postroad.securityserver.api;

import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.postroad.protocol.administration.ApiKeyOperations;
import org.postroad.protocol.administration.ApiKeyOperations.ApiKey;
import org.postroad.protocol.administration.Call;
import org.postroad.protocol.administration.TokenCheck;

/** API tokens (E03). */
@Path("api-keys")
public final class ApiKeys {
  private final ApiKeyOperations operations;

  ApiKeys(ApiKeyOperations.Kept kept, TokenCheck check, Supplier<UUID> random) {
    this.operations = new ApiKeyOperations(kept, check, Set.copyOf(ServerRoles.ALL), random);
  }

  @GET
  @Needs(Permission.VIEW_API_KEYS)
  public List<ApiKey> getApiKeys() {
    return operations.list();
  }

  @POST
  @Needs(Permission.CREATE_API_KEY)
  @Audited(AuditEvent.CREATE_API_KEY)
  public ApiKey createApiKey(@Context Call call, List<String> roles) {
    return operations.create(call, roles);
  }

  @GET
  @Path("{id}")
  @Needs(Permission.VIEW_API_KEYS)
  public ApiKey getApiKey(@PathParam("id") long id) {
    return operations.show(id);
  }

  @PUT
  @Path("{id}")
  @Needs(Permission.UPDATE_API_KEY)
  @Audited(AuditEvent.UPDATE_API_KEY)
  public ApiKey updateApiKey(@Context Call call, @PathParam("id") long id, List<String> roles) {
    return operations.update(call, id, roles);
  }

  @DELETE
  @Path("{id}")
  @Needs(Permission.REVOKE_API_KEY)
  @Audited(AuditEvent.REMOVE_API_KEY)
  public void revokeApiKey(@Context Call call, @PathParam("id") long id) {
    operations.revoke(call, id);
  }
}
