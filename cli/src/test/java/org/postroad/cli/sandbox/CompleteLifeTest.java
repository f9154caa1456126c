// SPDX-License-Identifier: MIT
package org.postroad.cli.sandbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postroad.cli.output.Progress;
import org.postroad.protocol.certificate.KeyUse;
import org.postroad.protocol.certificate.SubjectRequest;
import org.postroad.protocol.fault.PeerFault;
import org.postroad.protocol.globalconf.CostStrategy;
import org.postroad.protocol.globalconf.GlobalConfiguration;
import org.postroad.protocol.identifier.ClientId;
import org.postroad.protocol.identifier.MemberId;
import org.postroad.protocol.identifier.SecurityServerId;
import org.postroad.protocol.identifier.ServiceId;
import org.postroad.protocol.management.ManagementRequest;
import org.postroad.protocol.management.ManagementRequest.AddressChange;
import org.postroad.protocol.management.ManagementRequest.AuthCertDeletion;
import org.postroad.protocol.management.ManagementRequest.AuthCertReg;
import org.postroad.protocol.management.ManagementRequest.ClientDeletion;
import org.postroad.protocol.management.ManagementRequest.ClientDisable;
import org.postroad.protocol.management.ManagementRequest.ClientEnable;
import org.postroad.protocol.management.ManagementRequest.ClientReg;
import org.postroad.protocol.management.ManagementRequest.OwnerChange;
import org.postroad.protocol.token.KeyKind;
import org.postroad.protocol.token.TokenKey;
import org.postroad.registry.CentralRegistry;
import org.postroad.registry.membership.MembershipCommand;
import org.postroad.registry.membership.MembershipCommand.AddMember;
import org.postroad.registry.membership.MembershipCommand.ApproveRequest;
import org.postroad.registry.membership.RegisteredServer;
import org.postroad.securityserver.SecurityServer;
import org.postroad.securityserver.SecurityServerOptions;
import org.postroad.securityserver.ServerDirectory;
import org.postroad.securityserver.conf.AccessRight;
import org.postroad.securityserver.conf.Author;
import org.postroad.securityserver.conf.Client;
import org.postroad.securityserver.conf.ServerConfiguration;
import org.postroad.securityserver.conf.ServerConfigurationStore;
import org.postroad.securityserver.net.HttpClient;
import org.postroad.securityserver.net.HttpFetch;
import org.postroad.securityserver.net.HttpLimits;
import org.postroad.securityserver.net.NetThreads;
import org.postroad.securityserver.registration.ManagementRequests;
import org.postroad.securityserver.registration.OwnPort;
import org.postroad.securityserver.signer.OcspClient;
import org.postroad.securityserver.signer.OcspStore;
import org.postroad.securityserver.signer.ServerKeys;
import org.postroad.securityserver.signer.SigningIdentities;

/**
 * The life of one security server in a running instance, through the ports that are there for it:
 * its member, its certificate, its client, an exchange, another owner and address, disabled,
 * enabled, and the end. What the authority decides is decided at the registry.
 */
@Tag("long")
final class CompleteLifeTest {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final Clock CLOCK = Clock.systemUTC();
  private static final Author ADMIN = new Author("admin", "test");
  private static final Agency HARBOUR =
      new Agency(
          new MemberId(Topology.INSTANCE, Topology.MEMBER_CLASS, "70000003"),
          "Harbour Agency",
          "harbour",
          InetAddress.ofLiteral("127.0.0.6"));
  private static final MemberId HEIR =
      new MemberId(Topology.INSTANCE, Topology.MEMBER_CLASS, "70000004");
  private static final SecurityServerId INHERITED =
      new SecurityServerId(HEIR, HARBOUR.server().serverCode());

  @TempDir private Path folder;
  private final java.net.http.HttpClient http =
      java.net.http.HttpClient.newBuilder()
          .version(java.net.http.HttpClient.Version.HTTP_1_1)
          .build();
  private final Deque<AutoCloseable> parts = new ArrayDeque<>();
  private Optional<Sandbox> running = Optional.empty();
  private Optional<SandboxHome> home = Optional.empty();

  @BeforeEach
  void start() throws IOException {
    SandboxHome made = new SandboxHome(Files.createDirectory(folder.resolve("home")), false);
    Progress silent = Progress.none();
    home = Optional.of(made);
    running =
        Optional.of(
            hold(
                Sandbox.start(
                    made, RunningSandbox.freePorts(), RunningSandbox.QUICK, RANDOM, silent)));
  }

  @AfterEach
  void stop() throws Exception {
    while (!parts.isEmpty()) {
      parts.pop().close();
    }
    http.close();
  }

  private <T extends AutoCloseable> T hold(T part) {
    parts.push(part);
    return part;
  }

  private Sandbox sandbox() {
    return running.orElseThrow();
  }

  private CentralRegistry registry() {
    return sandbox().registry();
  }

  private void decide(MembershipCommand command) {
    registry().execute(command, new org.postroad.registry.Author("authority", "test"));
    registry().publish();
  }

  private Optional<RegisteredServer> registered(SecurityServerId id) {
    return registry().snapshot().membership().servers().stream()
        .filter(server -> server.id().equals(id))
        .findFirst();
  }

  private Path directory() throws IOException {
    return home.orElseThrow().server(HARBOUR);
  }

  private SecurityServer startServer() throws IOException {
    ServerDirectory directory = new ServerDirectory(directory());
    Files.write(directory.anchor(), registry().internalAnchor().toXml());
    List<Client> clients =
        List.of(
            client(HARBOUR.member(), Client.Status.REGISTERED),
            client(HARBOUR.subsystem(), Client.Status.SAVED),
            client(HEIR, Client.Status.SAVED));
    try (ServerConfigurationStore store =
        ServerConfigurationStore.open(directory.serverConfiguration(), CLOCK)) {
      store.save(
          0,
          new ServerConfiguration(
              HARBOUR.server(), List.of(URI.create(sandbox().trust().tsaUrl())), clients),
          "admin",
          "first start");
    }
    return hold(
        SecurityServer.start(
            new SecurityServerOptions(
                directory(),
                HARBOUR.address(),
                sandbox().ports().ofServers(),
                PinFile.of(directory(), RANDOM),
                RunningSandbox.QUICK),
            CLOCK,
            RANDOM));
  }

  private static Client client(ClientId id, Client.Status status) {
    return new Client(
        id, status, Client.ConnectionType.HTTP, List.of(), List.of(), List.of(), List.of());
  }

  /** A second signing key, of the member that will own the server. */
  private void certifyHeir() throws IOException {
    ServerDirectory directory = new ServerDirectory(directory());
    ServerKeys keys = ServerKeys.open(directory.keys(), PinFile.of(directory(), RANDOM));
    SubjectRequest subject =
        sandbox()
            .trust()
            .approvedAuthority()
            .profile()
            .signingSubject(HARBOUR.server(), HEIR, "Heir Agency");
    TokenKey key = keys.generate(KeyKind.EC_P256, RANDOM);
    keys.importCertificate(
        sandbox()
            .trust()
            .issue(
                key.certificateRequest(
                    subject.distinguishedName(), subject.subjectAlternativeName(), KeyUse.SIGNING),
                KeyUse.SIGNING,
                CLOCK.instant().minusSeconds(60),
                CLOCK.instant().plus(Duration.ofDays(30))));
    keys.close();
  }

  /** The newest of the generations that its server keeps. */
  private GlobalConfiguration seenByTheTaxAgency() throws IOException {
    Path stored =
        new ServerDirectory(home.orElseThrow().server(Topology.TAX)).globalConfiguration();
    List<Path> generations;
    try (var all = Files.walk(stored)) {
      generations =
          all.filter(file -> file.endsWith("instance-identifier")).map(Path::getParent).toList();
    }
    Path newest = generations.getFirst();
    for (Path generation : generations) {
      if (Files.getLastModifiedTime(generation).compareTo(Files.getLastModifiedTime(newest)) > 0) {
        newest = generation;
      }
    }
    Map<String, byte[]> files = new HashMap<>();
    try (var all = Files.walk(newest)) {
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        files.put(newest.relativize(file).toString(), Files.readAllBytes(file));
      }
    }
    return GlobalConfiguration.read(files);
  }

  /** Through the public port: no server of the instance knows this one yet. */
  private long registerCertificate(X509Certificate certificate) throws IOException {
    ServerDirectory directory = new ServerDirectory(directory());
    GlobalConfiguration global = seenByTheTaxAgency();
    try (ServerKeys keys = ServerKeys.open(directory.keys(), PinFile.of(directory(), RANDOM));
        NetThreads threads = NetThreads.start(1);
        HttpClient client = HttpClient.open(threads, HttpLimits.DEFAULT)) {
      HttpFetch fetch =
          new HttpFetch(
              client, Optional.empty(), _ -> {}, Duration.ofSeconds(10), Duration.ofSeconds(20));
      OcspStore ocsp = OcspStore.open(directory.ocsp());
      for (var signing : keys.signing()) {
        ocsp.put(
            signing.certificate(),
            new OcspClient(fetch, CostStrategy.NONE)
                .ask(
                    signing.certificate(),
                    sandbox().trust().caCertificate(),
                    global,
                    CLOCK.instant()));
      }
      return new ManagementRequests(
              () -> global,
              keys,
              new SigningIdentities(keys, ocsp),
              new OwnPort(URI.create("https://127.0.0.1:1/"), () -> fetch),
              client,
              CLOCK,
              RANDOM)
          .send(
              new AuthCertReg(
                  HARBOUR.server(),
                  Optional.of(HARBOUR.address().getHostAddress()),
                  certificate,
                  false))
          .orElseThrow();
    }
  }

  private static long send(SecurityServer server, ManagementRequest request) {
    return server.registrations().send(request, ADMIN).orElseThrow();
  }

  /** Until the server that is asked has fetched who this one is, it closes the connection. */
  private static long sendOnceKnown(SecurityServer server, ManagementRequest request) {
    long end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
    while (true) {
      try {
        return send(server, request);
      } catch (PeerFault notKnownYet) {
        String text = String.valueOf(notKnownYet.getMessage());
        assertTrue(text.contains("network_error") && System.nanoTime() < end, text);
      }
    }
  }

  private int call() throws IOException, InterruptedException {
    ServiceId people = ServiceId.of(Topology.POPULATION.subsystem(), "people");
    URI uri =
        URI.create(
            "http://%s:%d/r1/%s/people/%s"
                .formatted(
                    HARBOUR.address().getHostAddress(),
                    sandbox().ports().consumerHttp(),
                    people.encoded(),
                    sandbox().someCode()));
    HttpRequest request =
        HttpRequest.newBuilder(uri).header("X-Road-Client", HARBOUR.subsystem().encoded()).build();
    return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
  }

  /** Until both servers have fetched what was published; each call takes a while. */
  private void callUntil(Predicate<Integer> expected) throws IOException, InterruptedException {
    long end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
    int status = call();
    while (!expected.test(status)) {
      assertTrue(System.nanoTime() < end, "the last status was " + status);
      status = call();
    }
  }

  private void awaitState(SecurityServer server, ClientId client, Client.Status state)
      throws IOException, InterruptedException {
    long end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
    while (state(server, client) != state) {
      assertTrue(System.nanoTime() < end, "still " + state(server, client));
      var _ = call();
    }
  }

  private static Client.Status state(SecurityServer server, ClientId client) {
    return server.configuration().current().client(client).orElseThrow().status();
  }

  private static ServerConfiguration withRight(ServerConfiguration known) {
    Client client = known.client(Topology.POPULATION.subsystem()).orElseThrow();
    List<AccessRight> rights = new ArrayList<>(client.accessRights());
    rights.add(
        AccessRight.toService(
            new AccessRight.Subject.OfClient(HARBOUR.subsystem()), Topology.PEOPLE.serviceCode()));
    return known.withClient(client.withAccessRights(rights));
  }

  @Test
  void fromANewMemberToTheDeletionOfItsServer() throws Exception {
    decide(new AddMember(HARBOUR.member(), HARBOUR.name()));
    decide(new AddMember(HEIR, "Heir Agency"));
    Enrolment.Enrolled enrolled =
        new Enrolment(sandbox().trust(), KeyKind.EC_P256, CLOCK, RANDOM)
            .enrol(HARBOUR, new ServerDirectory(directory()));
    certifyHeir();
    long certificate = registerCertificate(enrolled.authenticationCertificate());
    assertTrue(registered(HARBOUR.server()).isEmpty());
    decide(new ApproveRequest(certificate));
    assertTrue(registered(HARBOUR.server()).isPresent());

    SecurityServer server = startServer();
    assertEquals(Client.Status.SAVED, state(server, HARBOUR.subsystem()));
    long subsystem =
        sendOnceKnown(
            server, new ClientReg(HARBOUR.server(), HARBOUR.subsystem(), Optional.of("Harbour")));
    assertEquals(Client.Status.REGISTRATION_IN_PROGRESS, state(server, HARBOUR.subsystem()));
    decide(new ApproveRequest(subsystem));
    awaitState(server, HARBOUR.subsystem(), Client.Status.REGISTERED);

    assertEquals(500, call());
    sandbox()
        .server(Topology.POPULATION)
        .configuration()
        .change(ADMIN, CompleteLifeTest::withRight);
    callUntil(status -> status == 200);

    decide(
        new ApproveRequest(send(server, new ClientReg(HARBOUR.server(), HEIR, Optional.empty()))));
    awaitState(server, HEIR, Client.Status.REGISTERED);
    decide(new ApproveRequest(send(server, new OwnerChange(HARBOUR.server(), HEIR))));
    assertTrue(registered(INHERITED).isPresent());
    long end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
    while (!server.configuration().current().id().equals(INHERITED)) {
      assertTrue(System.nanoTime() < end, "the server does not know its new owner");
      var _ = call();
    }
    callUntil(status -> status == 200);

    send(server, new AddressChange(INHERITED, "localhost"));
    assertEquals("localhost", registered(INHERITED).orElseThrow().address());

    send(server, new ClientDisable(INHERITED, HARBOUR.subsystem()));
    registry().publish();
    awaitState(server, HARBOUR.subsystem(), Client.Status.DISABLED);
    assertEquals(500, call());
    send(server, new ClientEnable(INHERITED, HARBOUR.subsystem()));
    registry().publish();
    awaitState(server, HARBOUR.subsystem(), Client.Status.REGISTERED);
    callUntil(status -> status == 200);

    send(server, new ClientDeletion(INHERITED, HARBOUR.subsystem()));
    assertFalse(registered(INHERITED).orElseThrow().serves(HARBOUR.subsystem()));
    send(server, new AuthCertDeletion(INHERITED, enrolled.authenticationCertificate()));
    assertTrue(
        registered(INHERITED)
            .map(left -> left.authenticationCertificates().isEmpty())
            .orElse(true));
  }
}
