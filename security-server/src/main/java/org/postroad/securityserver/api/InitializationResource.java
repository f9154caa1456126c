// SPDX-License-Identifier: MIT

package org.postroad.securityserver.api;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import org.postroad.protocol.administration.Call;
import org.postroad.protocol.administration.Created;
import org.postroad.protocol.administration.Refusal;

/**
 * Whether the server was set up (E12). It always was: {@code postroad server init} makes all of it
 * or nothing, where the server is, and what is half there never runs.
 */
@Path("initialization")
public final class InitializationResource {

  /** What was set up. */
  record InitializationStatus(
      boolean isAnchorImported,
      boolean isServerCodeInitialized,
      boolean isServerOwnerInitialized,
      TokenInitStatus softwareTokenInitStatus,
      boolean enforceTokenPinPolicy) {}

  /** What can be said of the software token. */
  enum TokenInitStatus {
    INITIALIZED,
    NOT_INITIALIZED,
    UNKNOWN
  }

  /** What a server would be made of. */
  record InitialServerConf(
      Optional<String> ownerMemberClass,
      Optional<String> ownerMemberCode,
      Optional<String> securityServerCode,
      Optional<String> softwareTokenPin,
      Optional<Boolean> ignoreWarnings) {

    /** Never the PIN. */
    @Override
    public String toString() {
      return "InitialServerConf of " + securityServerCode;
    }
  }

  @GET
  @Path("status")
  @Needs(Permission.VIEW_VERSION)
  public InitializationStatus getInitializationStatus() {
    return new InitializationStatus(true, true, true, TokenInitStatus.INITIALIZED, false);
  }

  @POST
  @Created
  @Needs(Permission.INIT_CONFIG)
  @Audited(AuditEvent.INITIALIZE_SERVER)
  public Response initSecurityServer(@Context Call call, InitialServerConf wanted) {
    wanted.securityServerCode().ifPresent(code -> call.note("serverCode", code));
    throw Refusal.conflict("server_already_fully_initialized");
  }
}
