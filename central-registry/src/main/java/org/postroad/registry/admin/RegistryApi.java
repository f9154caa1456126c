// SPDX-License-Identifier: MIT

package org.postroad.registry.admin;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Set;
import java.util.UUID;
import org.postroad.protocol.administration.Administration;
import org.postroad.protocol.administration.ApiDescription;
import org.postroad.protocol.administration.AuditLog;
import org.postroad.protocol.administration.TokenCheck;

/** The administration API of a registry (E01): its resources, its rules and its document. */
public final class RegistryApi {
  private RegistryApi() {}

  /** Starts it, which takes about a second: the ports that data go through open before. */
  public static Administration open(
      Registry registry, AdministrationOptions options, Clock clock, SecureRandom random) {
    var tokens = new TokenCheck(registry::tokens, clock);
    var auditLog =
        new AuditLog(
            () -> append(options.auditLog()),
            registry.system().status().node(),
            "Postroad registry");
    var api =
        new ApiDescription(
            Resources.of(registry, tokens, UUID::randomUUID), new RegistryRules(), openApi());
    return Administration.open(api, options.admission(), tokens, auditLog, clock, random);
  }

  private static OutputStream append(Path file) throws IOException {
    return Channels.newOutputStream(
        Files.newByteChannel(
            file,
            Set.of(StandardOpenOption.CREATE, StandardOpenOption.APPEND),
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))));
  }

  /** The document that describes the API. */
  static byte[] openApi() {
    try (InputStream in = RegistryApi.class.getResourceAsStream("openapi.yaml")) {
      if (in == null) {
        throw new IllegalStateException("the program lacks its OpenAPI document");
      }
      return in.readAllBytes();
    } catch (IOException unreadable) {
      throw new UncheckedIOException("the OpenAPI document", unreadable);
    }
  }
}
