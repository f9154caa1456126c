// SPDX-License-Identifier: MIT

package org.postroad.registry.admin;

import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import org.postroad.protocol.administration.Call;
import org.postroad.protocol.administration.Refusal;
import org.postroad.registry.publication.ConfigurationSource;

/** Keys that sign configuration (E45). */
@Path("signing-keys")
public final class SigningKeys {
  private final Registry registry;

  SigningKeys(Registry registry) {
    this.registry = registry;
  }

  @PUT
  @Path("{sign_key_id}/activate")
  @Needs(Permission.ACTIVATE_SIGNING_KEY)
  @Audited(AuditEvent.ACTIVATE_INTERNAL_SIGNING_KEY)
  public void activateKey(@Context Call call, @PathParam("sign_key_id") String id) {
    call.note("tokenId", Tokens.ID).note("keyId", id);
    Tokens.SigningKey key = Tokens.key(registry, id);
    if (key.sourceType() == ConfigurationSource.EXTERNAL) {
      call.is(AuditEvent.ACTIVATE_EXTERNAL_SIGNING_KEY);
    }
    if (key.active()) {
      throw Refusal.conflict("signing_key_already_active", id);
    }
    registry.activateSigningKey(key.sourceType(), id, call.actor());
  }

  @DELETE
  @Path("{sign_key_id}")
  @Needs(Permission.DELETE_SIGNING_KEY)
  @Audited(AuditEvent.DELETE_INTERNAL_SIGNING_KEY)
  public void deleteKey(@Context Call call, @PathParam("sign_key_id") String id) {
    call.note("tokenId", Tokens.ID).note("keyId", id);
    Tokens.SigningKey key = Tokens.key(registry, id);
    if (key.sourceType() == ConfigurationSource.EXTERNAL) {
      call.is(AuditEvent.DELETE_EXTERNAL_SIGNING_KEY);
    }
    if (key.active()) {
      throw Refusal.conflict("error_deleting_signing_key", id);
    }
    registry.deleteSigningKey(key.sourceType(), id, call.actor());
  }
}
