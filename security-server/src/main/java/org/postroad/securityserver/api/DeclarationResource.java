// SPDX-License-Identifier: MIT
package org.postroad.securityserver.api;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import java.util.Optional;
import java.util.function.Supplier;
import org.postroad.protocol.administration.Call;
import org.postroad.protocol.administration.Refusal;
import org.postroad.securityserver.declaration.Declaration;
import org.postroad.securityserver.declaration.DeclarationRefused;
import org.postroad.securityserver.declaration.Declarations;
import org.postroad.securityserver.declaration.Plan;
import org.postroad.securityserver.keys.KeyAdministration;

/**
 * The whole server as one tree: written, compared, made true. Beyond what X-Road has. A plan may
 * make the server download descriptions, so it is for who may add them.
 */
@Path(DeclarationResource.PATH)
public final class DeclarationResource {
  /** Where it is, below the base. */
  static final String PATH = "declaration";

  private static final int MOST_AT_ONCE = 50;

  private final Declarations declarations;

  /** A tree, whether what it does not name is to go, and whether descriptions are read again. */
  record DeclarationWish(Declaration tree, Optional<Boolean> prune, Optional<Boolean> refresh) {

    Declarations.Wish wish() {
      return new Declarations.Wish(tree, prune.orElse(false), refresh.orElse(false));
    }
  }

  DeclarationResource(ClientAdministration server, KeyAdministration keys) {
    this.declarations =
        new Declarations(
            server.live(),
            server.published(),
            server.descriptions(),
            keys,
            server.registrations(),
            server::signsFor,
            server.clock());
  }

  /** Without keys for who may not see them. */
  @GET
  @Needs(Permission.VIEW_CLIENT_SERVICES)
  public Declaration getDeclaration(@Context Call call) {
    return declarations.export(call.may(Permission.VIEW_KEYS));
  }

  @POST
  @Path("plan")
  @Needs({Permission.ADD_WSDL, Permission.ADD_OPENAPI3})
  @Audited(AuditEvent.PLAN_DECLARATION)
  public Plan planDeclaration(@Context Call call, DeclarationWish wanted) {
    requireView(call, wanted);
    return told(() -> declarations.plan(wanted.wish()));
  }

  @POST
  @Path("apply")
  @Needs({Permission.ADD_WSDL, Permission.ADD_OPENAPI3})
  @Audited(AuditEvent.APPLY_DECLARATION)
  public Plan applyDeclaration(@Context Call call, DeclarationWish wanted) {
    requireView(call, wanted);
    return told(() -> {
      Plan done =
          declarations.apply(
              wanted.wish(),
              ClientAdministration.author(call),
              plan -> DeclarationPermissions.require(call, plan));
      call.note("changes", done.changes().size());
      return done;
    });
  }

  /** So many at once that nobody waits long for the answer. */
  @POST
  @Path("steps")
  @Needs({Permission.ADD_WSDL, Permission.ADD_OPENAPI3})
  @Audited(AuditEvent.TAKE_DECLARED_STEPS)
  public Declarations.Progress takeDeclaredSteps(@Context Call call, DeclarationWish wanted) {
    requireView(call, wanted);
    return told(() -> {
      Declarations.Progress progress =
          declarations.take(
              wanted.wish(),
              MOST_AT_ONCE,
              ClientAdministration.author(call),
              step -> DeclarationPermissions.require(call, step));
      call.note(
          "steps",
          progress.taken().stream()
              .map(step -> step.action() + " " + step.about() + " " + step.state())
              .toList());
      return progress;
    });
  }

  private static void requireView(Call call, DeclarationWish wanted) {
    call.require(Permission.VIEW_CLIENT_DETAILS);
    if (wanted.tree().keys().isPresent()) {
      call.require(Permission.VIEW_KEYS);
    }
  }

  private static <T> T told(Supplier<T> change) {
    try {
      return change.get();
    } catch (DeclarationRefused refused) {
      throw Refusal.of(400, "declaration_refused", refused.problems().toArray(String[]::new));
    }
  }
}
