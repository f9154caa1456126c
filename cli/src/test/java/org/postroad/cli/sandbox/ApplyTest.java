// SPDX-License-Identifier: MIT
package org.postroad.cli.sandbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postroad.cli.apply.ApplyCommand;
import org.postroad.cli.apply.DriftCommand;
import org.postroad.cli.apply.ExportCommand;
import org.postroad.cli.output.Progress;
import org.postroad.protocol.administration.AccessCommand.AddToken;
import org.postroad.protocol.administration.Actor;
import org.postroad.protocol.administration.TokenCheck;
import org.postroad.registry.Author;
import org.postroad.registry.membership.MembershipCommand.ApproveRequest;
import org.postroad.registry.membership.RegisteredRequest;
import org.postroad.securityserver.ServerDirectory;
import org.postroad.securityserver.api.ApiTokenFile;
import org.postroad.securityserver.api.ServerRoles;
import org.postroad.securityserver.conf.Client;
import org.postroad.securityserver.conf.ServerConfiguration;
import picocli.CommandLine;

/**
 * 500 clients, 2,000 services and 10,000 rights by the commands: applied to a running server,
 * registered by a registry that approves, nothing left to do, exported; interrupted and gone on
 * with. Its figures are in {@code target/apply.md}.
 */
@Tag("long")
final class ApplyTest {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final Clock CLOCK = Clock.systemUTC();
  private static final Agency AGENCY = Topology.TAX;
  private static final int CLIENTS = 500;
  private static final int SERVICES = 4;
  private static final int HOLDERS = 5;
  private static final int ROUNDS = 6;
  private static final int KILLED = 200;

  @TempDir private Path folder;
  private final int port = RunningSandbox.freePorts().base();
  private Optional<Sandbox> running = Optional.empty();
  private Path tree = Path.of("");
  private Path certificate = Path.of("");
  private volatile boolean closed;

  /** What a command said and how it ended. */
  private record Ended(int status, String out, Duration took) {}

  @BeforeEach
  void start() throws IOException {
    SandboxHome home = new SandboxHome(Files.createDirectory(folder.resolve("home")), false);
    Sandbox sandbox =
        Sandbox.start(
            home,
            RunningSandbox.freePorts(),
            RunningSandbox.quickAdministeredAt(port),
            RANDOM,
            Progress.none());
    running = Optional.of(sandbox);
    ServerDirectory server = new ServerDirectory(home.server(AGENCY));
    String token = UUID.randomUUID().toString();
    new ApiTokenFile(server.apiTokens(), false, CLOCK)
        .execute(new AddToken(TokenCheck.hash(token), ServerRoles.ALL), new Actor("test", "first"));
    Path file =
        Files.createFile(
            folder.resolve("token"),
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.writeString(file, token);
    tree = folder.resolve("tree.yaml");
    certificate = server.administrationCertificate();
    await(() -> Files.exists(certificate));
    await(() -> run(new ExportCommand()).status() == 0);
    var _ = Thread.ofPlatform().daemon().name("approver").start(this::approve);
  }

  @AfterEach
  void stop() {
    closed = true;
    running.ifPresent(Sandbox::close);
  }

  /** The authority, which approves everything and publishes it. */
  private void approve() {
    Sandbox sandbox = running.orElseThrow();
    while (!closed) {
      List<Long> waiting =
          sandbox.registry().requests().stream()
              .filter(RegisteredRequest::isPending)
              .map(RegisteredRequest::id)
              .toList();
      waiting.forEach(id ->
          sandbox
              .registry()
              .execute(new ApproveRequest(id), new Author("authority", "a request of the test")));
      if (!waiting.isEmpty()) {
        sandbox.registry().publish();
      }
      LockSupport.parkNanos(200_000_000);
    }
  }

  private Ended run(Object command, String... arguments) {
    StringWriter out = new StringWriter();
    List<String> all = new ArrayList<>(List.of(arguments));
    all.addAll(
        List.of(
            "--url",
            "https://" + AGENCY.address().getHostAddress() + ":" + port,
            "--ca",
            certificate.toString(),
            "--token-file",
            folder.resolve("token").toString()));
    long began = System.nanoTime();
    int status =
        new CommandLine(command)
            .setOut(new PrintWriter(out))
            .setErr(new PrintWriter(out))
            .setExecutionExceptionHandler((failure, line, _) -> {
              line.getErr().println(failure.getMessage());
              return 1;
            })
            .execute(all.toArray(String[]::new));
    return new Ended(status, out.toString(), Duration.ofNanos(System.nanoTime() - began));
  }

  private Ended apply() {
    return run(new ApplyCommand(), tree.toString(), "--wait", "2min", "--why", "as the tree says");
  }

  /** The exported tree with clients of these numbers beside those that it has. */
  private void write(int first, int end) throws IOException {
    StringBuilder text = new StringBuilder(run(new ExportCommand()).out());
    for (int client = first; client < end; client++) {
      text.append("- id: ").append(id(client)).append("\n  descriptions:\n");
      for (int service = 0; service < SERVICES; service++) {
        text.append(
            "  - {rest: 'http://127.0.0.1:9/%d/%d', code: s%d}\n"
                .formatted(client, service, service));
      }
      text.append("  rights:\n");
      for (int service = 0; service < SERVICES; service++) {
        text.append("  - {service: s").append(service).append(", to: [");
        for (int holder = 1; holder <= HOLDERS; holder++) {
          text.append(holder == 1 ? "" : ", ")
              .append(id(first + (client - first + holder) % (end - first)));
        }
        text.append("]}\n");
      }
    }
    Files.writeString(tree, text);
  }

  private static String owner() {
    return "%s:%s:%s"
        .formatted(
            AGENCY.member().instance(),
            AGENCY.member().memberClass(),
            AGENCY.member().memberCode());
  }

  private static String id(int client) {
    return "%s:c%04d".formatted(owner(), client);
  }

  private ServerConfiguration configuration() {
    return running.orElseThrow().server(AGENCY).configuration().current();
  }

  private void assertIsThere(int clients) {
    List<Client> added =
        configuration().clients().stream()
            .filter(client -> client.id().subsystemCode().orElse("").matches("c\\d{4}"))
            .toList();
    assertEquals(clients, added.size());
    assertTrue(added.stream().allMatch(Client::isRegistered));
    assertEquals(
        clients * SERVICES,
        added.stream().mapToInt(client -> client.serviceDescriptions().size()).sum());
    assertEquals(
        clients * SERVICES * HOLDERS,
        added.stream().mapToInt(client -> client.accessRights().size()).sum());
  }

  @Test
  void aLargeTreeIsAppliedOnceAndGoesOnAfterInterruptions() throws IOException {
    write(0, CLIENTS);
    Ended first = apply();
    assertEquals(0, first.status(), first::out);
    assertIsThere(CLIENTS);
    Ended second = apply();
    assertEquals(0, second.status(), second::out);
    assertTrue(second.out().contains("The server is as the tree says."), second::out);
    Ended drift = run(new DriftCommand(), tree.toString());
    assertEquals(0, drift.status(), drift::out);
    Ended export = run(new ExportCommand());
    assertEquals(0, export.status(), export::out);
    figures(first, second, drift, export);

    write(CLIENTS, CLIENTS + 50);
    assertEquals(3, run(new DriftCommand(), tree.toString()).status());
    for (int round = 0; round < ROUNDS; round++) {
      interruptedApply();
    }
    Ended rest = apply();
    assertEquals(0, rest.status(), rest::out);
    assertIsThere(CLIENTS + 50);
    Ended last = apply();
    assertTrue(last.out().contains("The server is as the tree says."), last::out);
  }

  /** What half was asked for is on the server's disk as a whole, or not at all. */
  @Test
  void aServerIsKilledInTheMiddleAndTheNextApplyGoesOn() throws Exception {
    Sandbox sandbox = running.orElseThrow();
    sandbox.server(AGENCY).close();
    try (KilledServer _ = process()) {
      await(() -> run(new ExportCommand()).status() == 0);
      write(0, KILLED);
    }
    int unfinished = 0;
    for (int round = 1; round <= ROUNDS; round++) {
      unfinished += killedApply(Duration.ofSeconds(4).toNanos() * round / ROUNDS) == 0 ? 0 : 1;
    }
    assertTrue(unfinished > 0, "no apply was under way when its server was killed");
    try (KilledServer _ = process()) {
      Ended rest = apply();
      assertEquals(0, rest.status(), rest::out);
      Ended last = apply();
      assertTrue(last.out().contains("The server is as the tree says."), last::out);
      assertEquals(0, run(new DriftCommand(), tree.toString()).status());
      String export = run(new ExportCommand()).out();
      assertEquals(
          KILLED,
          export
              .lines()
              .filter(line -> line.matches(".*:c\\d{4}\"?$") && line.contains("id:"))
              .count(),
          export);
    }
  }

  private KilledServer process() throws IOException {
    return KilledServer.start(
        ServerYaml.in(new SandboxHome(folder.resolve("home"), false).server(AGENCY)),
        Map.of(
            "POSTROAD_SERVER_ADMINISTRATION_PORT",
            String.valueOf(port),
            "POSTROAD_SERVER_GLOBAL_CONFIGURATION_INTERVAL",
            "1s"));
  }

  /** The server ends while a tree is applied; the status of the command that applied it. */
  private int killedApply(long afterNanos) throws IOException {
    CompletableFuture<Ended> command = new CompletableFuture<>();
    try (KilledServer _ = process()) {
      var _ = Thread.ofPlatform().start(() -> command.complete(apply()));
      LockSupport.parkNanos(afterNanos);
    }
    return command.orTimeout(3, TimeUnit.MINUTES).join().status();
  }

  /** Ended at any moment, as by a power cut of the administrator's machine. */
  private void interruptedApply() {
    Thread thread = Thread.ofPlatform().start(() -> run(new ApplyCommand(), tree.toString()));
    LockSupport.parkNanos(RANDOM.nextLong(1_500_000_000));
    thread.interrupt();
    await(() -> !thread.isAlive());
  }

  private static void figures(Ended first, Ended second, Ended drift, Ended export)
      throws IOException {
    Files.createDirectories(Path.of("target"));
    Files.writeString(
        Path.of("target", "apply.md"),
        """
        | %d clients, %d services, %d rights | s |
        |---|---|
        | apply to a server without them, with registration and approval | %s |
        | apply again | %s |
        | drift | %s |
        | export | %s |
        """
            .formatted(
                CLIENTS,
                CLIENTS * SERVICES,
                CLIENTS * SERVICES * HOLDERS,
                seconds(first),
                seconds(second),
                seconds(drift),
                seconds(export)));
  }

  private static String seconds(Ended ended) {
    return String.format(Locale.ROOT, "%.1f", ended.took().toMillis() / 1000.0);
  }

  private static void await(BooleanSupplier condition) {
    long end = System.nanoTime() + Duration.ofMinutes(2).toNanos();
    while (!condition.getAsBoolean()) {
      assertTrue(System.nanoTime() < end, "nothing comes of it");
      LockSupport.parkNanos(50_000_000);
    }
  }
}
