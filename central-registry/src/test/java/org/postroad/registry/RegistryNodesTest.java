// SPDX-License-Identifier: MIT

package org.postroad.registry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.postroad.registry.TestCertificates.AUTHENTICATION;
import static org.postroad.registry.TestCertificates.assertFault;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.postroad.protocol.fault.Fault;
import org.postroad.protocol.fault.FaultCode;
import org.postroad.protocol.globalconf.ConfigurationAnchor;
import org.postroad.protocol.globalconf.PartReference;
import org.postroad.protocol.globalconf.SharedParameters;
import org.postroad.protocol.globalconf.SignedDirectory;
import org.postroad.protocol.identifier.MemberId;
import org.postroad.protocol.identifier.SecurityServerId;
import org.postroad.protocol.token.KeyKind;
import org.postroad.registry.membership.MembershipCommand.AddMember;
import org.postroad.registry.membership.MembershipCommand.DefineMemberClass;
import org.postroad.registry.membership.MembershipCommand.RegisterServer;
import org.postroad.registry.membership.MembershipCommand.SetManagementServiceProvider;
import org.postroad.registry.publication.ClusterStatus.NodeStatus;
import org.postroad.registry.publication.ClusterStatus.State;
import org.postroad.registry.store.JournalDatabase;
import org.postroad.registry.store.JournalSchema;
import org.postroad.testing.PostgresServer;

/** Two nodes of one registry on one PostgreSQL (F10, F11, A108). */
@Tag("postgres")
@Timeout(180)
@ExtendWith(PostgresServer.Resolver.class)
class RegistryNodesTest {
  private static final Author AUTHOR = new Author("tester", "because");
  private static final char[] PIN = "a secret pin".toCharArray();
  private static final MemberId OWNER = new MemberId("DEV", "GOV", "owner");
  private static final int VERSION = 6;

  @TempDir private Path folder;

  private JournalDatabase database = JournalDatabase.EMBEDDED;

  @BeforeEach
  void makeSchema(PostgresServer server) throws SQLException {
    database = JournalSchema.in(server);
  }

  private CentralRegistry open(String node, Clock clock) throws IOException {
    int port;
    try (var free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    var listen = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    var options =
        RegistryOptions.of("DEV", folder.resolve(node), listen, PIN)
            .withKeyKind(KeyKind.EC_P256)
            .withAddress("127.0.0.1:" + port)
            .withRole(new RegistryOptions.Role(node, true))
            .withDatabase(database);
    return CentralRegistry.open(options, clock, new SecureRandom());
  }

  private CentralRegistry open(String node) throws IOException {
    return open(node, Clock.systemUTC());
  }

  private static MemberId member(String code) {
    return new MemberId("DEV", "GOV", code);
  }

  private static void add(CentralRegistry registry, String code) {
    registry.execute(new AddMember(member(code), "Member " + code), AUTHOR);
  }

  private static void begin(CentralRegistry registry) {
    registry.execute(new DefineMemberClass("GOV", "Government"), AUTHOR);
    add(registry, "owner");
    registry.execute(new SetManagementServiceProvider(OWNER), AUTHOR);
  }

  @Test
  void nodesPublishConsistentDirectories() throws Exception {
    try (var first = open("node_0");
        var second = open("node_1")) {
      begin(first);
      add(second, "m1");
      add(first, "m2");
      second.execute(
          new RegisterServer(new SecurityServerId(OWNER, "SS1"), "ss1.example", AUTHENTICATION),
          AUTHOR);
      first.publish();
      second.publish();
      for (var anchor : List.of(first.internalAnchor(), second.internalAnchor())) {
        assertEquals(2, anchor.sources().size());
        List<SharedParameters> read = new ArrayList<>();
        for (var source : anchor.sources()) {
          read.add(download(source));
        }
        assertEquals(read.getFirst(), read.getLast());
        assertEquals(3, read.getFirst().members().size());
        assertEquals(1, read.getFirst().servers().size());
        assertEquals(
            List.of(address(first), address(second)),
            read.getFirst().sources().stream().map(SharedParameters.Source::address).toList());
      }
      assertEquals(first.internalAnchor().sources(), second.internalAnchor().sources());
    }
  }

  private static String address(CentralRegistry registry) {
    return "127.0.0.1:" + registry.address().getPort();
  }

  /** As a client does: the directory, verified with what the anchor says, then a part of it. */
  private static SharedParameters download(ConfigurationAnchor.Source source)
      throws IOException, InterruptedException {
    List<X509Certificate> certificates = source.verificationCertificates();
    byte[] document = get(URI.create(source.downloadUrl() + "?version=" + VERSION));
    SignedDirectory directory =
        SignedDirectory.verify(document, certificates, Clock.systemUTC().instant());
    PartReference part = directory.part(PartReference.SHARED_PARAMETERS, "DEV").orElseThrow();
    byte[] content = get(URI.create(source.downloadUrl()).resolve(part.location()));
    part.check(content);
    return SharedParameters.parse(content, VERSION);
  }

  private static byte[] get(URI address) throws IOException, InterruptedException {
    try (var client = HttpClient.newHttpClient()) {
      var response =
          client.send(HttpRequest.newBuilder(address).build(), BodyHandlers.ofByteArray());
      assertEquals(200, response.statusCode());
      return response.body();
    }
  }

  @Test
  void ofContradictingCommandsOneIsAccepted() throws Exception {
    int count = 12;
    try (var first = open("node_0");
        var second = open("node_1");
        var pool = Executors.newVirtualThreadPerTaskExecutor()) {
      begin(first);
      var start = new CountDownLatch(1);
      var accepted =
          List.of(first, second).stream()
              .map(registry ->
                  pool.submit(() -> {
                    start.await();
                    return addAll(registry, count);
                  }))
              .toList();
      start.countDown();
      int all = 0;
      for (var each : accepted) {
        all += each.get();
      }
      assertEquals(count, all);
      first.publish();
      second.publish();
      assertEquals(first.snapshot(), second.snapshot());
      assertEquals(count + 1, first.snapshot().membership().members().size());
    }
  }

  /** How many of the members were added by this node. */
  private static int addAll(CentralRegistry registry, int count) {
    return IntStream.range(0, count)
        .map(i -> {
          try {
            add(registry, "m" + i);
            return 1;
          } catch (Fault refused) {
            assertEquals(FaultCode.INVALID_REQUEST, refused.path().getFirst());
            return 0;
          }
        })
        .sum();
  }

  @Test
  void aNodeOfTheSameNameIsRefused(PostgresServer server) throws SQLException, IOException {
    database = JournalSchema.with(JournalSchema.in(server), "lock_timeout", "200ms");
    try (var first = open("node_0")) {
      begin(first);
      assertFault(FaultCode.DATABASE_ERROR, () -> open("node_0"));
      add(first, "m1");
    }
    try (var again = open("node_0")) {
      assertEquals(2, again.snapshot().membership().members().size());
    }
  }

  @Test
  void theStateOfAllNodesIsKnownToEach() throws IOException {
    var clock = Clock.systemUTC();
    try (var first = open("node_0", clock);
        var second = open("node_1", clock)) {
      begin(first);
      first.publish();
      var status = first.clusterStatus();
      assertTrue(status.configured());
      assertFalse(status.isAllOk());
      assertEquals("node_0", status.node());
      assertEquals(List.of(State.OK, State.UNKNOWN), states(status.nodes()));
      second.publish();
      assertTrue(first.clusterStatus().isAllOk());
      assertEquals(
          List.of(Optional.of(address(first)), Optional.of(address(second))),
          second.clusterStatus().nodes().stream().map(NodeStatus::address).toList());
    }
    var later = Clock.offset(clock, Duration.ofSeconds(25));
    try (var first = open("node_0", later)) {
      assertEquals(State.OK, first.clusterStatus().nodes().getFirst().state());
    }
  }

  private static List<State> states(List<NodeStatus> nodes) {
    return nodes.stream().map(NodeStatus::state).toList();
  }
}
