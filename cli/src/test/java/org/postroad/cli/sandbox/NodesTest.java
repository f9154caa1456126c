// SPDX-License-Identifier: MIT
package org.postroad.cli.sandbox;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postroad.cli.log.LogCommand;
import org.postroad.cli.output.Progress;
import org.postroad.cli.server.ServerCommand;
import org.postroad.protocol.certificate.Certificates;
import org.postroad.protocol.certificate.KeyUsages;
import org.postroad.protocol.fault.Fault;
import org.postroad.protocol.fault.FaultCode;
import org.postroad.protocol.identifier.ServiceId;
import org.postroad.protocol.management.ManagementRequest;
import org.postroad.securityserver.SecurityServer;
import org.postroad.securityserver.SecurityServerOptions;
import org.postroad.securityserver.ServerDirectory;
import org.postroad.securityserver.ServerSettings;
import org.postroad.securityserver.conf.AccessRight;
import org.postroad.securityserver.conf.Author;
import org.postroad.securityserver.conf.Client;
import org.postroad.securityserver.conf.NodeSettings;
import org.postroad.securityserver.conf.NodeType;
import org.postroad.securityserver.conf.ServerConfiguration;
import org.postroad.securityserver.monitoring.TracingSettings;
import org.postroad.securityserver.net.HttpLimits;
import picocli.CommandLine;

/**
 * The population agency's server as two nodes behind a TCP balancer: one changes what it knows, the
 * other follows, both answer, and each has a log of its own (F01 to F05, C47).
 */
final class NodesTest {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
  private static final Author ADMIN = new Author("admin", "test");

  @TempDir private Path folder;
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final Deque<AutoCloseable> parts = new ArrayDeque<>();
  private final BlockingQueue<String> spans = new LinkedBlockingQueue<>();
  private HttpServer collector;
  private SandboxPorts ports;
  private Sandbox sandbox;
  private Node primary;
  private Node secondary;

  /** One node; its local port and its health port are those of its own. */
  private record Node(Path directory, SecurityServer server, int health, int local) {}

  @BeforeEach
  void start() throws Exception {
    collector = HttpServer.create(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0), 0);
    collector.createContext(
        "/v1/traces",
        exchange -> {
          try (exchange) {
            spans.add(new String(exchange.getRequestBody().readAllBytes(), UTF_8));
            exchange.sendResponseHeaders(200, -1);
          }
        });
    collector.start();
    hold(() -> collector.stop(0));
    ports = RunningSandbox.freePorts();
    SandboxHome home = new SandboxHome(Files.createDirectory(folder.resolve("home")), false);
    Progress silent = Progress.none();
    sandbox = hold(Sandbox.start(home, ports, RANDOM, silent));
    sandbox.server(Topology.POPULATION).close();
    Path first = home.server(Topology.POPULATION);
    Path second = Files.createDirectory(folder.resolve("second"));
    InetAddress firstAddress = InetAddress.ofLiteral("127.0.0.5");
    InetAddress secondAddress = InetAddress.ofLiteral("127.0.0.4");
    primary = node(first, firstAddress, NodeType.PRIMARY);
    copyCommonFiles(first, second);
    Files.copy(first.resolve("token.pin"), second.resolve("token.pin"));
    secondary = node(second, secondAddress, NodeType.SECONDARY);
    for (int port : List.of(ports.messages(), ports.ocsp())) {
      hold(
          TcpBalancer.start(
              Topology.POPULATION.address(), port, List.of(firstAddress, secondAddress)));
    }
  }

  private Node node(Path directory, InetAddress address, NodeType type) throws IOException {
    int health = freePort();
    int local = freePort();
    ServerSettings settings = settings(type, health, local);
    SecurityServer server =
        hold(
            SecurityServer.start(
                new SecurityServerOptions(
                    directory, address, ports.ofServers(), PinFile.of(directory, RANDOM), settings),
                Clock.systemUTC(),
                RANDOM));
    return new Node(directory, server, health, local);
  }

  /** As {@code server-port.idle: 0 s} sets it. */
  private ServerSettings settings(NodeType type, int health, int local) {
    HttpLimits between = HttpLimits.AMONG_SERVERS;
    TracingSettings.Otlp collected =
        new TracingSettings.Otlp(
            Optional.of(
                URI.create("http://127.0.0.1:" + collector.getAddress().getPort() + "/v1/traces")),
            Duration.ofSeconds(20));
    return Sandbox.SETTINGS
        .withTracing(new TracingSettings(collected))
        .withNode(new NodeSettings(type))
        .withServerPort(
            between.withWaiting(between.handshake(), between.head(), Duration.ZERO, between.body()))
        .withHealth(Sandbox.SETTINGS.health().withPorts(health, local));
  }

  private static int freePort() throws IOException {
    try (var socket = new java.net.ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  private <T extends AutoCloseable> T hold(T part) {
    parts.push(part);
    return part;
  }

  @AfterEach
  void stop() throws Exception {
    while (!parts.isEmpty()) {
      parts.pop().close();
    }
    http.close();
  }

  /** What {@code rsync --files-from} does with the list of the command. */
  private static void copyCommonFiles(Path from, Path to) throws IOException {
    StringWriter out = new StringWriter();
    int code =
        new CommandLine(new ServerCommand())
            .setOut(new PrintWriter(out))
            .execute("node-files", "--config", from.resolve("server.yaml").toString());
    assertEquals(0, code);
    for (String line : out.toString().lines().toList()) {
      try (var files = Files.walk(from.resolve(line))) {
        for (Path file : files.filter(Files::isRegularFile).toList()) {
          Path target = to.resolve(from.relativize(file).toString());
          Files.createDirectories(target.getParent());
          Path arriving = target.resolveSibling(target.getFileName() + ".arriving");
          Files.copy(file, arriving, StandardCopyOption.COPY_ATTRIBUTES);
          Files.move(arriving, target, StandardCopyOption.ATOMIC_MOVE);
        }
      }
    }
  }

  private HttpResponse<String> get(String uri) throws Exception {
    return http.send(
        HttpRequest.newBuilder(URI.create(uri)).build(), HttpResponse.BodyHandlers.ofString());
  }

  private HttpResponse<String> local(Node node, String target) throws Exception {
    return get("http://localhost:" + node.local() + target);
  }

  private int health(Node node) throws Exception {
    return get("http://127.0.0.1:" + node.health() + "/").statusCode();
  }

  private List<Integer> call(ServiceId service, String rest, int times) throws Exception {
    List<Integer> statuses = new ArrayList<>();
    for (int i = 0; i < times; i++) {
      HttpRequest request =
          HttpRequest.newBuilder(sandbox.consumerUrl().resolve("/r1/" + service.encoded() + rest))
              .header("X-Road-Client", Topology.TAX.subsystem().encoded())
              .build();
      statuses.add(http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode());
    }
    return statuses;
  }

  private static ServerConfiguration withRightToStatistics(ServerConfiguration known) {
    Client client = known.client(Topology.POPULATION.subsystem()).orElseThrow();
    List<AccessRight> rights = new ArrayList<>(client.accessRights());
    rights.add(
        AccessRight.toService(
            new AccessRight.Subject.OfClient(Topology.TAX.subsystem()),
            Topology.STATISTICS.serviceCode()));
    return known.withClient(client.withAccessRights(rights));
  }

  private static long records(Node node) {
    return node.server().messageLog().journal().lastSequence();
  }

  @Test
  void twoNodesAreOneServer() throws Exception {
    String someone = "/people/" + sandbox.someCode();
    assertEquals(List.of(200, 200, 200, 200), call(Topology.PEOPLE, someone, 4));
    assertEquals(4, records(primary), "each answered every other request");
    assertEquals(4, records(secondary));
    eachCountsAndTracesItsOwnExchanges(someone);
    changesOfOneAreFollowedByTheOther(someone);
    nothingIsChangedOnTheSecondary();
    ocspResponsesAreServedByBoth();
    oneIsTakenOutOfService();
    bothLogsAreWhole();
  }

  private void eachCountsAndTracesItsOwnExchanges(String someone) throws Exception {
    String count =
        "postroad_exchange_duration_seconds_count"
            + "{kind=\"rest\",outcome=\"success\",side=\"provider\"} 2\n";
    for (Node node : List.of(primary, secondary)) {
      String told = local(node, "/metrics").body();
      assertTrue(told.contains(count), told);
      assertTrue(told.contains("\npostroad_log_records_total 4.0\n"), told);
    }
    spans.clear();
    HttpRequest traced =
        HttpRequest.newBuilder(
                sandbox.consumerUrl().resolve("/r1/" + Topology.PEOPLE.encoded() + someone))
            .header("X-Road-Client", Topology.TAX.subsystem().encoded())
            .header("traceparent", "00-" + TRACE + "-b7ad6b7169203331-01")
            .build();
    assertEquals(200, http.send(traced, HttpResponse.BodyHandlers.discarding()).statusCode());
    String span = "";
    while (!span.contains(TRACE)) {
      span = Objects.requireNonNull(spans.poll(30, TimeUnit.SECONDS), "no span of the trace");
    }
    assertTrue(span.contains("\"name\":\"people\""), span);
  }

  private void changesOfOneAreFollowedByTheOther(String someone) throws Exception {
    assertEquals(List.of(500, 500), call(Topology.STATISTICS, someone, 2));
    var _ = primary.server().configuration().change(ADMIN, NodesTest::withRightToStatistics);
    copyCommonFiles(primary.directory(), secondary.directory());
    assertEquals("Configuration cache cleared\n", local(secondary, "/clearconfcache").body());
    assertEquals(List.of(200, 200), call(Topology.STATISTICS, someone, 2));
  }

  private void nothingIsChangedOnTheSecondary() {
    SecurityServer server = secondary.server();
    ManagementRequest request =
        new ManagementRequest.MaintenanceModeEnable(
            Topology.POPULATION.server(), java.util.Optional.empty());
    for (Fault refused :
        List.of(
            assertThrows(Fault.class, () -> server.configuration().change(ADMIN, now -> now)),
            assertThrows(Fault.class, () -> server.registrations().send(request, ADMIN)),
            assertThrows(Fault.class, () -> server.management().send(request)))) {
      assertEquals(FaultCode.BAD_REQUEST, refused.code());
      assertTrue(refused.text().startsWith("This is a secondary node"), refused.text());
    }
  }

  /** C47: through the balancer, whichever node it is. */
  private void ocspResponsesAreServedByBoth() throws Exception {
    Path certificates = new ServerDirectory(primary.directory()).certificates();
    X509Certificate authentication;
    try (var files = Files.list(certificates)) {
      authentication =
          files
              .map(NodesTest::certificate)
              .filter(KeyUsages::isAuthentication)
              .findFirst()
              .orElseThrow();
    }
    for (int i = 0; i < 2; i++) {
      HttpResponse<String> answer =
          get(
              "http://"
                  + Topology.POPULATION.address().getHostAddress()
                  + ":"
                  + ports.ocsp()
                  + "/?cert="
                  + Certificates.sha1Hex(authentication));
      assertEquals(200, answer.statusCode());
      assertTrue(answer.body().contains("application/ocsp-response"), answer.body());
    }
  }

  private static X509Certificate certificate(Path file) {
    try {
      return Certificates.parse(Files.readAllBytes(file));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private void oneIsTakenOutOfService() throws Exception {
    assertEquals(200, health(primary), "primary");
    assertEquals(200, health(secondary), "secondary");
    assertEquals(
        "Maintenance mode set: false => true\n",
        local(secondary, "/maintenance?targetState=true").body());
    assertEquals(200, health(primary));
    assertEquals(503, health(secondary));
  }

  private void bothLogsAreWhole() throws Exception {
    for (Node node : List.of(primary, secondary)) {
      node.server().messageLog().timestampNow();
      node.server().close();
      ServerDirectory directory = new ServerDirectory(node.directory());
      StringWriter out = new StringWriter();
      int code =
          new CommandLine(new LogCommand())
              .setOut(new PrintWriter(out))
              .setErr(new PrintWriter(out))
              .execute("verify", "--quiet", "--log", directory.messageLog().toString());
      assertEquals(0, code, out::toString);
      assertTrue(out.toString().contains("as it was written"), out.toString());
    }
    byte[] one = Files.readAllBytes(new ServerDirectory(primary.directory()).token());
    byte[] other = Files.readAllBytes(new ServerDirectory(secondary.directory()).token());
    assertArrayEquals(one, other, "with the same keys");
  }
}
