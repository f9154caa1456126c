// SPDX-License-Identifier: MIT

package org.postroad.securityserver.api;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.UUID;
import org.postroad.protocol.administration.Administration;
import org.postroad.protocol.administration.ApiDescription;
import org.postroad.protocol.administration.AuditLog;
import org.postroad.protocol.administration.TokenCheck;

/** The administration API of a security server (E01): resources, rules and document. */
public final class ServerApi {
  private ServerApi() {}

  /** Starts it, which takes about a second. */
  public static Administration open(
      AdministeredServer server,
      AdministrationSettings settings,
      AuditLog auditLog,
      Clock clock,
      SecureRandom random) {
    var tokens = new TokenCheck(server.tokens()::tokens, clock);
    var api =
        new ApiDescription(
            Resources.of(server, tokens, UUID::randomUUID),
            new ServerRules(server.backups()::requireNoRestore),
            openApi());
    return Administration.open(api, settings.admission(), tokens, auditLog, clock, random);
  }

  /** The document that describes the API. */
  static byte[] openApi() {
    try (InputStream in = ServerApi.class.getResourceAsStream("openapi.yaml")) {
      if (in == null) {
        throw new IllegalStateException("the program lacks its OpenAPI document");
      }
      return in.readAllBytes();
    } catch (IOException unreadable) {
      throw new UncheckedIOException("the OpenAPI document", unreadable);
    }
  }
}
