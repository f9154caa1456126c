// SPDX-License-Identifier: MIT
package org.postroad.cli.sandbox;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.postroad.cli.sandbox.population.PopulationRegistry;
import org.postroad.cli.sandbox.trust.SandboxTrust;
import org.postroad.protocol.token.KeyKind;
import org.postroad.registry.CentralRegistry;
import org.postroad.securityserver.SecurityServer;
import org.postroad.securityserver.SecurityServerOptions;
import org.postroad.securityserver.ServerDirectory;
import org.postroad.securityserver.ServerSettings;
import org.postroad.securityserver.api.AdministrationSettings;

/** The way from a home directory to a running instance; a fresh home is set up on the way. */
final class SandboxStart {

  private final SandboxHome home;
  private final SandboxPorts ports;
  private final KeyKind signingKeys;
  private final ServerSettings settings;
  private final Clock clock;
  private final SecureRandom random;
  private final Deque<AutoCloseable> parts;
  private Optional<SandboxRegistry> running = Optional.empty();
  private Optional<SandboxTrust> trusted = Optional.empty();

  SandboxStart(
      SandboxHome home,
      SandboxPorts ports,
      KeyKind signingKeys,
      ServerSettings settings,
      Clock clock,
      SecureRandom random,
      Deque<AutoCloseable> parts) {
    this.home = home;
    this.ports = ports;
    this.signingKeys = signingKeys;
    this.settings = settings;
    this.clock = clock;
    this.random = random;
    this.parts = parts;
  }

  /** Trust services, registry and population registry; two new servers are enrolled meanwhile. */
  PopulationRegistry services() throws IOException {
    boolean fresh = !Files.exists(home.server(Topology.TAX));
    SandboxTrust trust =
        hold(
            SandboxTrust.open(
                home.trust(),
                KeyKind.EC_P256,
                Topology.HOST,
                ports.responder(),
                ports.timestamps(),
                clock,
                random));
    trusted = Optional.of(trust);
    AtOnce atOnce = new AtOnce();
    var population = atOnce.start(this::population);
    var registry = atOnce.start(this::registry);
    List<AtOnce.Result<Enrolment.Enrolled>> enrolled = new ArrayList<>();
    if (fresh) {
      Enrolment enrolment = new Enrolment(trust, signingKeys, clock, random);
      for (Agency agency : Topology.AGENCIES) {
        enrolled.add(atOnce.start(() -> enrolment.enrol(agency, directory(agency))));
      }
    }
    running = Optional.of(registry.get());
    CentralRegistry opened = runningRegistry();
    if (fresh) {
      new RegistrySetup(opened).register(trust, enrolled.stream().map(AtOnce.Result::get).toList());
      byte[] anchor = opened.internalAnchor().toXml();
      ServerSetup setup = new ServerSetup(population.get(), trust.tsaUrl(), ports, clock);
      for (Agency agency : Topology.AGENCIES) {
        Files.write(directory(agency).anchor(), anchor);
        setup.configure(agency, directory(agency));
      }
    }
    for (Agency agency : Topology.AGENCIES) {
      ServerYaml.writeIfMissing(home.server(agency), agency, ports.ofServers());
    }
    return population.get();
  }

  /**
   * Both security servers, started at once; then the registry takes requests of servers, and
   * registry and servers witness each other.
   */
  List<SecurityServer> servers() throws IOException {
    AtOnce atOnce = new AtOnce();
    List<AtOnce.Result<SecurityServer>> starting =
        Topology.AGENCIES.stream().map(agency -> atOnce.start(() -> server(agency))).toList();
    List<SecurityServer> started = starting.stream().map(AtOnce.Result::get).toList();
    SandboxRegistry registry = running.orElseThrow();
    var management =
        atOnce.start(() -> {
          registry.openManagement();
          return registry;
        });
    new Witnesses(home, ports, runningRegistry().witness().witness().key()).introduce(started);
    var _ = management.get();
    return started;
  }

  /** The registry, once the services have been started. */
  CentralRegistry runningRegistry() {
    return running.orElseThrow().registry();
  }

  /** The authority, once the services have been started. */
  SandboxTrust trust() {
    return trusted.orElseThrow();
  }

  private PopulationRegistry population() throws IOException {
    Path database = home.populationDatabase();
    return hold(
        PopulationRegistry.start(
            new InetSocketAddress(Topology.HOST, ports.population()),
            "jdbc:h2:file:" + database,
            random));
  }

  private SandboxRegistry registry() throws IOException {
    return SandboxRegistry.open(home, ports, clock, random, parts::push);
  }

  private SecurityServer server(Agency agency) throws IOException {
    char[] pin = PinFile.of(home.server(agency), random);
    return hold(
        SecurityServer.start(
            new SecurityServerOptions(
                home.server(agency),
                agency.address(),
                ports.ofServers(),
                pin,
                settings.withAdministration(administration(agency))),
            clock,
            random));
  }

  /** Both servers are on one machine, so neither takes the port that a server has by default. */
  private AdministrationSettings administration(Agency agency) {
    AdministrationSettings wanted = settings.administration();
    return wanted.port() == AdministrationSettings.DEFAULT.port()
        ? wanted.disabled()
        : wanted.at(agency.address());
  }

  private ServerDirectory directory(Agency agency) {
    return new ServerDirectory(home.server(agency));
  }

  private <T extends AutoCloseable> T hold(T part) {
    parts.push(part);
    return part;
  }
}
