// SPDX-License-Identifier: MIT

package org.postroad.registry;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.postroad.protocol.globalconf.ConfigurationAnchor;
import org.postroad.registry.distribution.Distribution;
import org.postroad.registry.net.PortTls;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A registry with all the ports that servers use: its configuration, plain and inside TLS, and the
 * management services. What was opened last is closed first.
 */
public final class RegistryProcess implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(RegistryProcess.class);

  private final Deque<AutoCloseable> open;
  private final CentralRegistry registry;
  private final RegistryManagement management;
  private final PortIdentity managementIdentity;
  private final Distribution secure;

  private RegistryProcess(
      Deque<AutoCloseable> open,
      CentralRegistry registry,
      RegistryManagement management,
      PortIdentity managementIdentity,
      Distribution secure) {
    this.open = open;
    this.registry = registry;
    this.management = management;
    this.managementIdentity = managementIdentity;
    this.secure = secure;
  }

  /** Opens everything, or nothing. */
  public static RegistryProcess start(ProcessOptions options, Clock clock, SecureRandom random) {
    Deque<AutoCloseable> open = new ArrayDeque<>();
    try {
      return start(options, open, clock, random);
    } catch (RuntimeException failure) {
      closeAll(open);
      throw failure;
    }
  }

  private static RegistryProcess start(
      ProcessOptions options, Deque<AutoCloseable> open, Clock clock, SecureRandom random) {
    RegistryOptions registryOptions = options.registry();
    Path directory = registryOptions.directory();
    PortIdentity configuration =
        hold(open, identity(PortIdentity.Use.CONFIGURATION, registryOptions, clock, random));
    PortIdentity management =
        hold(open, identity(PortIdentity.Use.MANAGEMENT, registryOptions, clock, random));
    CentralRegistry registry =
        hold(
            open,
            CentralRegistry.open(
                registryOptions.withPolicy(
                    registryOptions.policy().withCertificate(management.certificate())),
                clock,
                random));
    var tls = new PortTls(configuration.keyManager(), Optional.empty());
    configuration.onChange(tls::present);
    Distribution secure =
        hold(open, registry.distributor().open(options.secure(), Optional.of(tls)));
    RegistryManagement services =
        hold(
            open,
            RegistryManagement.open(registry, directory, options.management(), management, clock));
    return new RegistryProcess(open, registry, services, management, secure);
  }

  private static PortIdentity identity(
      PortIdentity.Use use, RegistryOptions options, Clock clock, SecureRandom random) {
    return PortIdentity.open(
        options.directory(), use, options.pin(), options.hosts(), clock, random);
  }

  private static <T extends AutoCloseable> T hold(Deque<AutoCloseable> open, T part) {
    open.push(part);
    return part;
  }

  public CentralRegistry registry() {
    return registry;
  }

  /** Where configuration is served, plain. */
  public InetSocketAddress configuration() {
    return registry.address();
  }

  /** Where the same is served inside TLS. */
  public InetSocketAddress secureConfiguration() {
    return secure.address();
  }

  /** Where authentication certificates are registered. */
  public InetSocketAddress registration() {
    return management.registration();
  }

  /** Where the server of the management services hands everything else on. */
  public InetSocketAddress services() {
    return management.services();
  }

  /** What servers start from. */
  public ConfigurationAnchor internalAnchor() {
    return registry.internalAnchor();
  }

  /** What the management ports present (E46). */
  public X509Certificate managementCertificate() {
    return managementIdentity.certificate();
  }

  /**
   * Makes another key for the management ports; servers follow with the next configuration (E46).
   */
  public void recreateManagementCertificate() {
    managementIdentity.recreate(List.of(host()));
  }

  /** A request for a certificate of the key of the management ports, PKCS #10 in DER (E46). */
  public byte[] managementCertificateRequest(String subject) {
    return managementIdentity.certificateRequest(subject, Optional.empty());
  }

  /** Presents a certificate that an authority has issued to the key of the management ports. */
  public void importManagementCertificate(X509Certificate certificate) {
    managementIdentity.importCertificate(certificate);
  }

  private String host() {
    return PublicAddress.host(registry.system().status().address());
  }

  @Override
  public void close() {
    closeAll(open);
  }

  private static void closeAll(Deque<AutoCloseable> open) {
    while (!open.isEmpty()) {
      try {
        open.pop().close();
      } catch (Exception failure) {
        LOG.warn("the registry does not close cleanly", failure);
      }
    }
  }
}
