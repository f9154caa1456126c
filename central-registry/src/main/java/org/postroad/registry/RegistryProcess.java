// SPDX-License-Identifier: MIT

package org.postroad.registry;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import org.postroad.protocol.backup.DailyBackup;
import org.postroad.protocol.globalconf.AnchorCheck;
import org.postroad.protocol.globalconf.ConfigurationAnchor;
import org.postroad.registry.admin.AdministrationOptions;
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
  private final RegistryAdministration.Identities identities;
  private final Distribution secure;
  private final ProcessOptions options;
  private final Clock clock;
  private final SecureRandom random;

  private RegistryProcess(
      ProcessOptions options,
      Deque<AutoCloseable> open,
      RegistryAdministration.Identities identities,
      Parts parts,
      Clock clock,
      SecureRandom random) {
    this.options = options;
    this.open = open;
    this.identities = identities;
    this.registry = parts.registry();
    this.management = parts.management();
    this.secure = parts.secure();
    this.clock = clock;
    this.random = random;
  }

  private record Parts(
      CentralRegistry registry, RegistryManagement management, Distribution secure) {}

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
    RestoreRegistry.complete(registryOptions, clock);
    PortIdentity configuration =
        hold(open, identity(PortIdentity.Use.CONFIGURATION, registryOptions, clock, random));
    PortIdentity management =
        hold(open, identity(PortIdentity.Use.MANAGEMENT, registryOptions, clock, random));
    PortIdentity administration =
        hold(open, identity(PortIdentity.Use.ADMINISTRATION, registryOptions, clock, random));
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
    options.catalogue().ifPresent(settings -> hold(open, registry.collectServices(settings)));
    hold(open, new BackupSchedule(new DailyBackup(registry.backups().folder(), clock)).start());
    return new RegistryProcess(
        options,
        open,
        new RegistryAdministration.Identities(administration, management),
        new Parts(registry, services, secure),
        clock,
        random);
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

  /**
   * Opens the administration API, which takes longer than everything that servers need. It is
   * closed with the rest.
   *
   * @param listen port 0 takes any free one
   * @param fetch how the configuration of other instances is asked for
   * @param version of the program
   * @return where it is
   */
  public InetSocketAddress administer(
      InetSocketAddress listen, AnchorCheck.Fetch fetch, String version) {
    Path directory = options.registry().directory();
    RegistryAdministration administration =
        RegistryAdministration.open(
            registry,
            new RegistryAdministration.Options(
                listen,
                AdministrationOptions.of(directory.resolve("audit.log")),
                options.management().approval(),
                fetch,
                options.registry().keyKind(),
                directory,
                version),
            identities,
            clock,
            random);
    open.push(administration);
    return administration.address();
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
