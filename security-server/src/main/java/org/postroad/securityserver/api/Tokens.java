// SPDX-License-Identifier: MIT
package org.postroad.securityserver.api;

import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import java.util.Arrays;
import java.util.List;
import org.postroad.protocol.administration.Call;
import org.postroad.protocol.administration.Refusal;
import org.postroad.protocol.fault.Fault;
import org.postroad.protocol.fault.FaultCode;
import org.postroad.protocol.token.PinPolicy;
import org.postroad.securityserver.keys.TokenState;

/** The tokens, who is logged in to them, and the PIN (E13, E25). */
@Path("tokens")
public final class Tokens {
  private final AdministeredKeys server;

  /** What a token is to be called. */
  record TokenName(String name) {}

  /** The PIN of a token. */
  record TokenPassword(char[] password) {
    @Override
    public String toString() {
      return "TokenPassword[]";
    }
  }

  /** The PIN of the software token and the next one. */
  record TokenPinUpdate(char[] oldPin, char[] newPin) {
    @Override
    public String toString() {
      return "TokenPinUpdate[]";
    }
  }

  Tokens(AdministeredKeys server) {
    this.server = server;
  }

  @GET
  @Needs(Permission.VIEW_KEYS)
  public List<TokenView> getTokens() {
    return server.keys().tokens().stream().map(token -> TokenView.of(token, server)).toList();
  }

  @GET
  @Path("{id}")
  @Needs(Permission.VIEW_KEYS)
  public TokenView getToken(@PathParam("id") String id) {
    return view(id);
  }

  @PATCH
  @Path("{id}")
  @Needs(Permission.EDIT_TOKEN_FRIENDLY_NAME)
  @Audited(AuditEvent.NAME_TOKEN)
  public TokenView updateToken(@Context Call call, @PathParam("id") String id, TokenName wanted) {
    var _ = server.token(call, id);
    call.note("tokenFriendlyName", wanted.name());
    if (wanted.name().isBlank()) {
      throw Refusal.invalid("name", "NotBlank");
    }
    server.run(() -> server.keys().rename(id, wanted.name()));
    return view(id);
  }

  /** Deletes a token whose device is gone, with what is known of its keys. */
  @DELETE
  @Path("{id}")
  @Needs(Permission.DELETE_TOKEN)
  @Audited(AuditEvent.DELETE_TOKEN)
  public void deleteToken(@Context Call call, @PathParam("id") String id) {
    var _ = server.token(call, id);
    server.run(() -> server.keys().tokenAdministration().delete(id));
  }

  @PUT
  @Path("{id}/login")
  @Needs(Permission.ACTIVATE_DEACTIVATE_TOKEN)
  @Audited(AuditEvent.LOGIN_TOKEN)
  public TokenView loginToken(
      @Context Call call, @PathParam("id") String id, TokenPassword password) {
    try {
      if (server.token(call, id).loggedIn()) {
        throw Refusal.conflict("token_already_logged_in", id);
      }
      server.keys().tokenAdministration().logIn(id, password.password());
    } catch (Fault fault) {
      throw pinRefused(fault);
    } finally {
      Arrays.fill(password.password(), '\0');
    }
    return view(id);
  }

  @PUT
  @Path("{id}/logout")
  @Needs(Permission.ACTIVATE_DEACTIVATE_TOKEN)
  @Audited(AuditEvent.LOGOUT_TOKEN)
  public TokenView logoutToken(@Context Call call, @PathParam("id") String id) {
    var _ = server.token(call, id);
    server.keys().tokenAdministration().logOut(id);
    return view(id);
  }

  /** Of the software token; whoever starts the server needs the next PIN from now on. */
  @PUT
  @Path("{id}/pin")
  @Needs(Permission.UPDATE_TOKEN_PIN)
  @Audited(AuditEvent.CHANGE_PIN)
  public void updateTokenPin(@Context Call call, @PathParam("id") String id, TokenPinUpdate pins) {
    try {
      TokenState token = server.token(call, id);
      if (token.kind() != TokenState.Kind.SOFTWARE || server.readOnly()) {
        throw Refusal.conflict("action_not_possible", "The PIN is not changed here");
      }
      if (!PinPolicy.isStrong(pins.newPin())) {
        throw Refusal.of(
            400,
            "weak_pin",
            "pin_min_length",
            Integer.toString(PinPolicy.LEAST_CHARACTERS),
            "pin_min_char_classes_count",
            Integer.toString(PinPolicy.LEAST_CLASSES));
      }
      changePin(pins);
    } finally {
      Arrays.fill(pins.oldPin(), '\0');
      Arrays.fill(pins.newPin(), '\0');
    }
  }

  private void changePin(TokenPinUpdate pins) {
    try {
      server.keys().tokenAdministration().changePin(pins.oldPin(), pins.newPin(), true);
    } catch (Fault fault) {
      throw fault.code() == FaultCode.INVALID_REQUEST
          ? Refusal.conflict("action_not_possible", fault.text())
          : pinRefused(fault);
    }
  }

  private static RuntimeException pinRefused(Fault fault) {
    return fault.code() == FaultCode.TOKEN_NOT_ACTIVE
        ? Refusal.of(400, "pin_incorrect", fault.text())
        : fault;
  }

  private TokenView view(String id) {
    return TokenView.of(server.keys().token(id), server);
  }
}
