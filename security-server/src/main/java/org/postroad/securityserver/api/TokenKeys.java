// SPDX-License-Identifier: MIT
package org.postroad.securityserver.api;

import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import java.util.Optional;
import org.postroad.protocol.administration.Call;
import org.postroad.protocol.administration.Created;
import org.postroad.protocol.token.KeyKind;
import org.postroad.securityserver.api.AdministeredKeys.Held;
import org.postroad.securityserver.keys.KeyState;
import org.postroad.securityserver.signer.KeptRequest;

/** New keys on a token (E25). */
@Path("tokens")
public final class TokenKeys {
  private final AdministeredKeys server;
  private final CertificateOrdering ordering;

  /**
   * A key that is wanted.
   *
   * @param keyKind RSA with 2048 bits unless it is another
   */
  record KeyLabel(Optional<String> label, Optional<KeyKind> keyKind) {}

  /** A key and a request for its certificate. */
  record KeyLabelWithCsrGenerate(
      String keyLabel, Optional<KeyKind> keyKind, CsrGenerate csrGenerateRequest) {}

  /** Both as they were made. */
  record KeyWithRequest(KeyView key, String csrId) {}

  TokenKeys(AdministeredKeys server, CertificateOrdering ordering) {
    this.server = server;
    this.ordering = ordering;
  }

  @POST
  @Path("{id}/keys")
  @Created
  @Needs(Permission.GENERATE_KEY)
  @Audited(AuditEvent.GENERATE_KEY)
  public KeyView addKey(@Context Call call, @PathParam("id") String id, KeyLabel wanted) {
    return view(made(call, id, wanted.label().orElse(""), wanted.keyKind()).id());
  }

  /**
   * Both, or none of them; with the certificate, if it is ordered at once. What an authority still
   * works on then is kept, and its certificate put into use when it comes.
   */
  @POST
  @Path("{id}/keys-with-csrs")
  @Created
  @Needs(Permission.GENERATE_KEY)
  @Audited(AuditEvent.GENERATE_KEY_AND_REQUEST)
  public KeyWithRequest addKeyAndCsr(
      @Context Call call, @PathParam("id") String id, KeyLabelWithCsrGenerate wanted) {
    wanted.csrGenerateRequest().announce(call);
    String key = made(call, id, wanted.keyLabel(), wanted.keyKind()).id();
    KeptRequest request = requested(call, key, wanted.csrGenerateRequest());
    if (wanted.csrGenerateRequest().isOrdered()) {
      OrderedAtOnce.orderOrUndo(
          call,
          request,
          wanted.csrGenerateRequest().caName(),
          server,
          ordering,
          () -> server.keys().deleteKey(key));
    }
    return new KeyWithRequest(view(key), request.id());
  }

  private KeptRequest requested(Call call, String key, CsrGenerate wanted) {
    boolean whole = false;
    try {
      KeptRequest request = wanted.make(call, key, server);
      whole = true;
      return request;
    } finally {
      if (!whole) {
        server.keys().deleteKey(key);
      }
    }
  }

  private KeyState made(Call call, String token, String label, Optional<KeyKind> kind) {
    var _ = server.token(call, token);
    call.note("keyLabel", label);
    KeyState key =
        server.make(() -> server.keys().generate(token, kind.orElse(KeyKind.RSA_2048), label));
    call.note("keyId", key.id()).note("keyFriendlyName", key.label());
    return key;
  }

  private KeyView view(String key) {
    Held held = server.key(key);
    return KeyView.of(held.key(), held.token(), server);
  }
}
