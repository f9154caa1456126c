// SPDX-License-Identifier: MIT
package org.postroad.cli.instance;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.Optional;
import java.util.Set;
import org.postroad.cli.process.Keys;
import org.postroad.protocol.certificate.Certificates;
import org.postroad.protocol.dispatch.PortLimits;
import org.postroad.registry.ManagementOptions;
import org.postroad.registry.membership.ApprovalPolicy;

/**
 * The sections about management requests and administration.
 *
 * @param services that the port of the management services is opened on
 * @param caller the certificate of the one server that hands requests on
 * @param administration that the administration port is opened on
 */
record ManagementKeys(
    InetAddress services,
    Optional<Path> caller,
    InetAddress administration,
    ApprovalPolicy approval,
    PortLimits limits) {

  static ManagementKeys read(Keys keys) {
    InetAddress loopback = InetAddress.ofLiteral("127.0.0.1");
    record Services(InetAddress address, Optional<Path> caller) {}
    Services services =
        keys.section(
            "services",
            section -> {
              var read =
                  new Services(
                      RegistryFile.address(
                          section, "address", loopback, "that their port is opened on"),
                      section.path(
                          "caller",
                          "with the TLS certificate of the security server that offers them; nobody"
                              + " else may call. Needed unless the address is of this machine"
                              + " alone"));
              if (read.caller().isEmpty() && !read.address().isLoopbackAddress()) {
                throw new IllegalArgumentException(
                    "address " + read.address().getHostAddress() + " needs caller");
              }
              return read;
            });
    InetAddress administration =
        keys.section(
            "administration",
            section ->
                RegistryFile.address(section, "address", loopback, "that its port is opened on"));
    return new ManagementKeys(
        services.address(),
        services.caller(),
        administration,
        keys.section("approval", ManagementKeys::approval),
        keys.section("limits", ManagementKeys::limits));
  }

  private static ApprovalPolicy approval(Keys keys) {
    ApprovalPolicy preset = ApprovalPolicy.NONE;
    return new ApprovalPolicy(
        keys.flag(
            "authentication-certificates",
            preset.authCertReg(),
            "of owners that are members, without being looked at"),
        keys.flag(
            "clients",
            preset.clientReg(),
            "of members, at servers that are registered, without being looked at"),
        keys.flag("owners", preset.ownerChange(), "that are members, without being looked at"));
  }

  private static PortLimits limits(Keys keys) {
    PortLimits preset = PortLimits.DEFAULTS;
    return preset.withRequestsPerMinute(
        keys.number(
            "requests-per-minute",
            preset.requestsPerMinute(),
            "that one address may send to each management port"));
  }

  ManagementOptions options(InetSocketAddress registration, int servicesPort) throws IOException {
    Optional<Set<X509Certificate>> callers = Optional.empty();
    if (caller.isPresent()) {
      callers = Optional.of(Set.of(Certificates.parse(Files.readAllBytes(caller.get()))));
    }
    return new ManagementOptions(
        registration, new InetSocketAddress(services, servicesPort), callers, approval, limits);
  }
}
