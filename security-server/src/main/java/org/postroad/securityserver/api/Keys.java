// SPDX-License-Identifier: MIT
package org.postroad.securityserver.api;

import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import java.util.List;
import org.postroad.protocol.administration.Call;
import org.postroad.protocol.administration.Refusal;
import org.postroad.protocol.management.ManagementRequest.AuthCertDeletion;
import org.postroad.securityserver.api.AdministeredKeys.Held;
import org.postroad.securityserver.keys.CertificateState;

/** One key (E25). */
@Path("keys/{id}")
public final class Keys {
  private final AdministeredKeys server;

  /** What a key is to be called. */
  record KeyName(String name) {}

  Keys(AdministeredKeys server) {
    this.server = server;
  }

  @GET
  @Needs(Permission.VIEW_KEYS)
  public KeyView getKey(@PathParam("id") String id) {
    return view(id);
  }

  @PATCH
  @Needs(Permission.EDIT_KEY_FRIENDLY_NAME)
  @Audited(AuditEvent.NAME_KEY)
  public KeyView updateKey(@Context Call call, @PathParam("id") String id, KeyName wanted) {
    var _ = server.key(call, id);
    call.note("keyFriendlyName", wanted.name());
    if (wanted.name().isBlank()) {
      throw Refusal.invalid("name", "NotBlank");
    }
    server.run(() -> server.keys().rename(id, wanted.name()));
    return view(id);
  }

  /**
   * Deletes a key with its certificates and requests. A certificate that the registry has for this
   * server is only deleted there first, by a request, if somebody insists.
   */
  @DELETE
  @Needs({Permission.DELETE_KEY, Permission.DELETE_AUTH_KEY, Permission.DELETE_SIGN_KEY})
  @Audited(AuditEvent.DELETE_KEY)
  public void deleteKey(
      @Context Call call,
      @PathParam("id") String id,
      @QueryParam("ignore_warnings") boolean insists) {
    Held held = server.key(call, id);
    call.require(
        held.key()
            .use()
            .map(use ->
                switch (use) {
                  case AUTHENTICATION -> Permission.DELETE_AUTH_KEY;
                  case SIGNING -> Permission.DELETE_SIGN_KEY;
                })
            .orElse(Permission.DELETE_KEY));
    List<CertificateState> registered =
        held.key().certificates().stream()
            .filter(each ->
                PossibleAction.of(each, server.readOnly()).contains(PossibleAction.UNREGISTER))
            .toList();
    if (!registered.isEmpty() && !insists) {
      throw Refusal.warning("auth_key_with_registered_cert_warning", id);
    }
    for (CertificateState each : registered) {
      server.run(() ->
          server
              .server()
              .send(call, new AuthCertDeletion(server.server().now().id(), each.certificate())));
    }
    server.run(() -> server.keys().deleteKey(id));
  }

  @GET
  @Path("possible-actions")
  @Needs(Permission.VIEW_KEYS)
  public List<PossibleAction> getPossibleActionsForKey(@PathParam("id") String id) {
    return view(id).possibleActions();
  }

  private KeyView view(String id) {
    Held held = server.key(id);
    return KeyView.of(held.key(), held.token(), server);
  }
}
