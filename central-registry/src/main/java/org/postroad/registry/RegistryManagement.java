// SPDX-License-Identifier: MIT

package org.postroad.registry;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.postroad.protocol.identifier.MemberId;
import org.postroad.protocol.management.ManagementRequest;
import org.postroad.registry.management.AnswerRequest;
import org.postroad.registry.management.ManagementDescription;
import org.postroad.registry.management.ManagementLine;
import org.postroad.registry.management.ManagementPort;
import org.postroad.registry.management.RequestJournal;
import org.postroad.registry.management.ServiceContracts;
import org.postroad.registry.membership.ApprovalPolicy;
import org.postroad.registry.membership.RequestOrigin;
import org.postroad.registry.net.HttpsPort;
import org.postroad.registry.net.PortTls;

/**
 * The management services of a running registry: two ports and one line behind them. Closing it
 * leaves the registry open.
 */
public final class RegistryManagement implements AutoCloseable {
  private final HttpsPort registration;
  private final HttpsPort services;
  private final ServiceContracts contracts;

  private RegistryManagement(
      HttpsPort registration, HttpsPort services, ServiceContracts contracts) {
    this.registration = registration;
    this.services = services;
    this.contracts = contracts;
  }

  /**
   * Opens both ports, publishes the description of the services and lets CXF start while nobody
   * waits for it.
   *
   * @param directory the registry's own
   * @param identity what both ports present, and servers learn from the configuration (B02)
   */
  public static RegistryManagement open(
      CentralRegistry registry,
      Path directory,
      ManagementOptions options,
      PortIdentity identity,
      Clock clock) {
    Path published = new RegistryDirectory(directory).published();
    var contracts = new ServiceContracts();
    var line = line(registry, published, options.approval(), contracts, clock);
    var open = new PortTls(identity.keyManager(), Optional.empty());
    var closed = new PortTls(identity.keyManager(), options.callers());
    HttpsPort registration =
        HttpsPort.open(
            options.registration(),
            open,
            new AnswerRequest(ManagementPort.REGISTRATION, line::run, contracts::describe),
            options.limits(),
            clock);
    try {
      HttpsPort services =
          HttpsPort.open(
              options.services(),
              closed,
              new AnswerRequest(ManagementPort.SERVICES, line::run, contracts::describe),
              options.limits(),
              clock);
      var management = new RegistryManagement(registration, services, contracts);
      describe(published, management.publicServices(registry));
      present(registry, identity, List.of(open, closed));
      Thread.ofPlatform().daemon().name("registry-contracts").start(contracts::prepare);
      return management;
    } catch (RuntimeException failure) {
      registration.close();
      throw failure;
    }
  }

  private static ManagementLine line(
      CentralRegistry registry,
      Path published,
      ApprovalPolicy approval,
      ServiceContracts contracts,
      Clock clock) {
    return new ManagementLine(
        new OwnConfiguration(registry, published, clock),
        new Acceptance(registry, approval),
        contracts,
        clock,
        UUID::randomUUID);
  }

  /** Both ports and the configuration tell the same certificate, now and after each renewal. */
  private static void present(
      CentralRegistry registry, PortIdentity identity, List<PortTls> ports) {
    registry.settings().presentAtManagement(identity.certificate());
    identity.onChange(key -> {
      registry.settings().presentAtManagement(identity.certificate());
      ports.forEach(port -> port.present(key));
    });
  }

  /** Host and port of the services as others write them. */
  private String publicServices(CentralRegistry registry) {
    InetSocketAddress bound = services.address();
    return bound.getAddress().isAnyLocalAddress()
        ? PublicAddress.host(registry.system().status().address()) + ":" + bound.getPort()
        : PublicAddress.withPort(bound);
  }

  /** Requests are the membership's; who signed them is known from then on. */
  private record Acceptance(CentralRegistry registry, ApprovalPolicy approval)
      implements RequestJournal {

    @Override
    public long accept(ManagementRequest request, String why) {
      var author = new Author("security server " + request.server(), why);
      return registry.submit(RequestOrigin.SECURITY_SERVER, request, approval, author);
    }

    @Override
    public void signed(MemberId member, X509Certificate certificate, String why) {
      registry.noteSigner(member, certificate, new Author("member " + member, why));
    }
  }

  private static void describe(Path published, String services) {
    try {
      Files.createDirectories(published);
      Path next = published.resolve("." + ManagementDescription.FILE + ".next");
      Files.write(next, ManagementDescription.at(services));
      Files.move(
          next,
          published.resolve(ManagementDescription.FILE),
          StandardCopyOption.ATOMIC_MOVE,
          StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException failure) {
      throw new UncheckedIOException("Cannot publish the description", failure);
    }
  }

  /** Where authentication certificates are registered. */
  public InetSocketAddress registration() {
    return registration.address();
  }

  /** Where the security server of the management services hands everything else on. */
  public InetSocketAddress services() {
    return services.address();
  }

  @Override
  public void close() {
    registration.close();
    services.close();
    contracts.close();
  }
}
