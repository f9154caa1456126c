// SPDX-License-Identifier: MIT
package org.postroad.cli.sandbox;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetSocketAddress;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postroad.cli.output.Progress;
import org.postroad.cli.server.ServerCommand;
import org.postroad.cli.server.admin.ServerFamily;
import org.postroad.registry.Author;
import org.postroad.registry.membership.MembershipCommand.ApproveRequest;
import org.postroad.securityserver.ServerDirectory;
import picocli.CommandLine;

/** A service comes from nothing to being called, and back, by commands alone (E63). */
@Tag("long")
final class ServiceByCommandsTest {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final int NOT_REACHABLE = 4;
  private static final int PROBLEMS = 3;
  private static final String CLIENT =
      Topology.INSTANCE + ":GOV:" + Topology.TAX.member().memberCode() + ":filings";
  private static final String CALLER = Topology.POPULATION.subsystem().encoded().replace('/', ':');

  @TempDir private Path folder;
  private final int port = RunningSandbox.freePorts().base();
  private Path config = Path.of("");

  /** How a command ended and what it said. */
  private record Said(int exitCode, String out, String err) {}

  @Test
  void aServiceIsOfferedCalledAndTakenBack() throws Exception {
    SandboxHome home = new SandboxHome(Files.createDirectory(folder.resolve("home")), false);
    HttpServer service = service();
    try (Sandbox sandbox =
            Sandbox.start(
                home,
                RunningSandbox.freePorts(),
                RunningSandbox.quickAdministeredAt(port),
                RANDOM,
                Progress.none());
        HttpClient caller = HttpClient.newHttpClient()) {
      enter(home.server(Topology.TAX));
      register(sandbox);
      String url = "http://127.0.0.1:" + service.getAddress().getPort() + "/";
      done("description", "add", "rest", CLIENT, url, "filings");
      done("right", "give", CLIENT + ":filings", CALLER, "--why", "Decision 7");
      assertTrue(done("right", "list", CLIENT + ":filings").contains(CALLER));
      done("description", "enable", CLIENT, url);
      await(() -> call(sandbox, caller).statusCode() == 200);
      assertEquals("filed", call(sandbox, caller).body());
      done("right", "take", CLIENT + ":filings", CALLER, "--yes");
      assertTrue(call(sandbox, caller).body().contains("access_denied"));
      done("description", "remove", CLIENT, url, "--yes");
      assertEquals("None.\n", done("service", "list", CLIENT));
      assertTrue(type("status").exitCode() % PROBLEMS == 0);
    } finally {
      service.stop(0);
    }
  }

  /** The first token is made beside the server, and left where the commands look for it. */
  private void enter(Path server) throws Exception {
    config = ServerYaml.in(server);
    Files.writeString(
        config,
        Files.readString(config)
            .replace("administration:\n", "administration:\n  port: " + port + "\n"));
    String token =
        done(
            "apikey",
            "bootstrap",
            "--role",
            "XROAD_SERVICE_ADMINISTRATOR,XROAD_SYSTEM_ADMINISTRATOR,XROAD_REGISTRATION_OFFICER");
    Path file = Files.createDirectories(server.resolve("admin")).resolve("token");
    Files.writeString(file, token);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    Path certificate = new ServerDirectory(server).administrationCertificate();
    await(() -> Files.exists(certificate) && type("client", "list").exitCode() != NOT_REACHABLE);
  }

  /** What the authority decides is decided at the registry. */
  private void register(Sandbox sandbox) throws Exception {
    done("client", "add", CLIENT, "--accept");
    done("client", "register", CLIENT);
    long request = sandbox.registry().requests().getLast().id();
    sandbox.registry().execute(new ApproveRequest(request), new Author("authority", "test"));
    sandbox.registry().publish();
    await(() -> done("client", "show", CLIENT).contains("REGISTERED"));
  }

  private static HttpServer service() throws Exception {
    HttpServer service = HttpServer.create(new InetSocketAddress(Topology.HOST, 0), 0);
    service.createContext(
        "/",
        exchange -> {
          byte[] body = "filed".getBytes(UTF_8);
          exchange.sendResponseHeaders(200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    service.start();
    return service;
  }

  /** A call of the population agency, through its own server. */
  private static HttpResponse<String> call(Sandbox sandbox, HttpClient caller) throws Exception {
    return caller.send(
        HttpRequest.newBuilder(
                sandbox.providerUrl().resolve("/r1/" + CLIENT.replace(':', '/') + "/filings/7"))
            .header("X-Road-Client", Topology.POPULATION.subsystem().encoded())
            .build(),
        BodyHandlers.ofString());
  }

  private String done(String... words) {
    Said said = type(words);
    assertEquals(0, said.exitCode(), () -> String.join(" ", words) + ": " + said.err());
    return said.out();
  }

  private Said type(String... words) {
    var out = new StringWriter();
    var err = new StringWriter();
    CommandLine server = new CommandLine(new ServerCommand());
    ServerFamily.addTo(server, List.of(words));
    String[] all = Arrays.copyOf(words, words.length + 2);
    all[words.length] = "--config";
    all[words.length + 1] = config.toString();
    int exitCode =
        server
            .setOut(new PrintWriter(out, true))
            .setErr(new PrintWriter(err, true))
            .setExecutionExceptionHandler((failure, command, _) -> {
              command.getErr().println(failure.getMessage());
              return failure instanceof CommandLine.IExitCodeGenerator ended
                  ? ended.getExitCode()
                  : 2;
            })
            .execute(all);
    return new Said(exitCode, out.toString(), err.toString());
  }

  private static void await(Callable<Boolean> condition) throws Exception {
    long end = System.nanoTime() + Duration.ofMinutes(1).toNanos();
    while (!condition.call()) {
      assertTrue(System.nanoTime() < end, "nothing comes of it");
      LockSupport.parkNanos(100_000_000);
    }
  }
}
