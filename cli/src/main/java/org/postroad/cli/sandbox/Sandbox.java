// SPDX-License-Identifier: MIT
package org.postroad.cli.sandbox;

import java.io.IOException;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedDeque;
import org.postroad.cli.output.Progress;
import org.postroad.cli.sandbox.population.PopulationRegistry;
import org.postroad.cli.sandbox.trust.SandboxTrust;
import org.postroad.protocol.token.KeyKind;
import org.postroad.registry.CentralRegistry;
import org.postroad.securityserver.SecurityServer;
import org.postroad.securityserver.ServerSettings;
import org.postroad.securityserver.messagelog.BodyLogging;
import org.postroad.securityserver.messagelog.MessageLogOptions;

/**
 * The running instance. Everything is real: the servers download and verify the signed
 * configuration from the registry's anchor, their certificates are issued from requests, and status
 * and time-stamps are asked over HTTP.
 */
final class Sandbox implements AutoCloseable {

  private static final long LOGGABLE = 32L << 20;

  /** As shipped, but with room in the log for the largest of the sample calls. */
  static final ServerSettings SETTINGS =
      ServerSettings.DEFAULT.withLog(
          MessageLogOptions.DEFAULT.withBodies(
              BodyLogging.ALL, LOGGABLE, MessageLogOptions.Oversized.REFUSE));

  private final SandboxPorts ports;
  private final Deque<AutoCloseable> parts;
  private final PopulationRegistry population;
  private final CentralRegistry registry;
  private final SandboxTrust trust;
  private final List<SecurityServer> servers;
  private final Duration readyIn;

  private Sandbox(
      SandboxPorts ports,
      Deque<AutoCloseable> parts,
      PopulationRegistry population,
      CentralRegistry registry,
      SandboxTrust trust,
      List<SecurityServer> servers,
      Duration readyIn) {
    this.ports = ports;
    this.parts = parts;
    this.population = population;
    this.registry = registry;
    this.trust = trust;
    this.servers = servers;
    this.readyIn = readyIn;
  }

  /** Starts everything; a fresh home is set up first. */
  static Sandbox start(SandboxHome home, SandboxPorts ports, SecureRandom random, Progress progress)
      throws IOException {
    return start(home, ports, SETTINGS, random, progress);
  }

  /** The same with other settings of both security servers. */
  static Sandbox start(
      SandboxHome home,
      SandboxPorts ports,
      ServerSettings settings,
      SecureRandom random,
      Progress progress)
      throws IOException {
    long begin = System.nanoTime();
    ports
        .occupied()
        .ifPresent(taken -> {
          throw SandboxRefused.portTaken(ports, taken);
        });
    home.requirePortBase(ports.base());
    Deque<AutoCloseable> parts = new ConcurrentLinkedDeque<>();
    try {
      SandboxStart start =
          new SandboxStart(
              home, ports, KeyKind.RSA_2048, settings, Clock.systemUTC(), random, parts);
      return start(start, ports, progress, parts, begin);
    } catch (IOException | RuntimeException e) {
      closeAll(parts);
      throw e;
    }
  }

  private static Sandbox start(
      SandboxStart start,
      SandboxPorts ports,
      Progress progress,
      Deque<AutoCloseable> parts,
      long begin)
      throws IOException {
    progress.step("starting the trust services and the registry");
    PopulationRegistry population = start.services();
    progress.step("starting two security servers");
    List<SecurityServer> servers = start.servers();
    Duration readyIn = Duration.ofNanos(System.nanoTime() - begin);
    return new Sandbox(
        ports, parts, population, start.runningRegistry(), start.trust(), servers, readyIn);
  }

  /** The client port of the tax agency's server. */
  URI consumerUrl() {
    return clientPort(Topology.TAX);
  }

  /** The client port of the population agency's server. */
  URI providerUrl() {
    return clientPort(Topology.POPULATION);
  }

  private URI clientPort(Agency agency) {
    return URI.create(
        "http://" + agency.address().getHostAddress() + ":" + ports.consumerHttp() + "/");
  }

  SandboxPorts ports() {
    return ports;
  }

  /** From the start to the first possible call. */
  Duration readyIn() {
    return readyIn;
  }

  String someCode() {
    return population.someCode();
  }

  String someFamilyName() {
    return population.someFamilyName();
  }

  CentralRegistry registry() {
    return registry;
  }

  /** The authority that certifies keys. */
  SandboxTrust trust() {
    return trust;
  }

  /** The security server of an agency. */
  SecurityServer server(Agency agency) {
    return servers.get(Topology.AGENCIES.indexOf(agency));
  }

  /** Time-stamps whatever waits in both message logs. */
  void timestampNow() {
    servers.forEach(server -> server.messageLog().timestampNow());
  }

  @Override
  public void close() {
    closeAll(parts);
  }

  static void closeAll(Deque<AutoCloseable> parts) {
    while (!parts.isEmpty()) {
      try {
        parts.pop().close();
      } catch (Exception e) {
        throw new IllegalStateException("The sandbox did not stop cleanly", e);
      }
    }
  }
}
