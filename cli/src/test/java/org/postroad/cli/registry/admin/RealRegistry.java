// SPDX-License-Identifier: MIT

package org.postroad.cli.registry.admin;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.postroad.protocol.administration.Role;
import org.postroad.protocol.certificate.Certificates;
import org.postroad.protocol.dispatch.PortLimits;
import org.postroad.protocol.token.KeyKind;
import org.postroad.registry.Author;
import org.postroad.registry.CentralRegistry;
import org.postroad.registry.PortIdentity;
import org.postroad.registry.RegistryAdministration;
import org.postroad.registry.RegistryOptions;
import org.postroad.registry.admin.AdministrationOptions;
import org.postroad.registry.membership.ApprovalPolicy;

/** A registry with its administration port, and the file that says how it is reached. */
final class RealRegistry implements AutoCloseable {
  private static final char[] PIN = "a secret pin".toCharArray();

  /** Nobody types as fast as a test. */
  private static final PortLimits PATIENT =
      new PortLimits(64, 50 * 1024, 10 * 1024 * 1024, 10_000, 100_000, Duration.ofMinutes(1));

  private static final InetSocketAddress ANY =
      new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);

  private final Path directory;
  private final CentralRegistry registry;
  private final PortIdentity own;
  private final PortIdentity management;
  private final RegistryAdministration administration;

  private RealRegistry(Path directory, Clock clock, SecureRandom random) {
    this.directory = directory;
    this.registry =
        CentralRegistry.open(
            RegistryOptions.of("NAT", directory, ANY, PIN).withKeyKind(KeyKind.EC_P256),
            clock,
            random);
    this.own = identity(PortIdentity.Use.ADMINISTRATION, clock, random);
    this.management = identity(PortIdentity.Use.MANAGEMENT, clock, random);
    this.administration =
        RegistryAdministration.open(
            registry,
            new RegistryAdministration.Options(
                ANY,
                AdministrationOptions.of(directory.resolve("audit.log")).withLimits(PATIENT),
                ApprovalPolicy.NONE,
                url -> {
                  throw new IOException("nothing is at " + url);
                },
                KeyKind.EC_P256,
                directory,
                "1"),
            new RegistryAdministration.Identities(own, management),
            clock,
            random);
  }

  /** Opens one that its system administrator, its registration and its security officer enter. */
  static RealRegistry open(Path directory) throws IOException {
    RealRegistry opened = new RealRegistry(directory, Clock.systemUTC(), new SecureRandom());
    String token =
        RegistryAdministration.addToken(
            opened.registry,
            List.of(Role.SYSTEM_ADMINISTRATOR, Role.REGISTRATION_OFFICER, Role.SECURITY_OFFICER),
            new Author("tester", "first token"));
    Path admin = Files.createDirectories(directory.resolve("admin"));
    Files.writeString(admin.resolve("tls.pem"), Certificates.pem(opened.own.certificate()));
    Path file = Files.writeString(admin.resolve("token"), token);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    Files.writeString(
        admin.resolve("registry.yaml"),
        "url: https://127.0.0.1:"
            + opened.administration.address().getPort()
            + "\nca: tls.pem\ntoken-file: token\n");
    return opened;
  }

  private PortIdentity identity(PortIdentity.Use use, Clock clock, SecureRandom random) {
    return PortIdentity.open(directory, use, PIN, List.of("127.0.0.1"), clock, random);
  }

  CentralRegistry registry() {
    return registry;
  }

  String context() {
    return directory.toString();
  }

  @Override
  public void close() {
    administration.close();
    own.close();
    management.close();
    registry.close();
  }
}
