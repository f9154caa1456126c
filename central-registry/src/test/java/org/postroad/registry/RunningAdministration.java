// SPDX-License-Identifier: MIT

package org.postroad.registry;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.postroad.protocol.administration.Role;
import org.postroad.protocol.dispatch.PortLimits;
import org.postroad.protocol.token.KeyKind;
import org.postroad.registry.admin.AdministrationOptions;
import org.postroad.registry.admin.RegistryRoles;
import org.postroad.registry.membership.ApprovalPolicy;
import org.postroad.testing.StandingClock;
import org.postroad.testing.TestAuthority;
import org.postroad.testing.TestTls;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A registry with its administration port, a token for every role, and a client. */
public final class RunningAdministration implements AutoCloseable {
  private static final char[] PIN = "a secret pin".toCharArray();
  private static final InetSocketAddress ANY =
      new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
  private static final JsonMapper JSON = new JsonMapper();

  private final StandingClock clock = new StandingClock(TestAuthority.NOW);
  private final SecureRandom random = new SecureRandom();
  private final Map<Role, String> tokens = new EnumMap<>(Role.class);
  private final Path directory;
  private final CentralRegistry registry;
  private final PortIdentity own;
  private final PortIdentity management;
  private final RegistryAdministration administration;
  private final HttpClient client;

  /** What came back. */
  public record Answer(int status, HttpResponse<byte[]> response) {
    public JsonNode json() {
      return JSON.readTree(response.body());
    }

    public String text() {
      return new String(response.body(), UTF_8);
    }

    /** The code of an error. */
    public String code() {
      return json().path("error").path("code").asString("");
    }

    public String header(String name) {
      return response.headers().firstValue(name).orElse("");
    }
  }

  private RunningAdministration(Path directory, UnaryOperator<AdministrationOptions> change) {
    this.directory = directory;
    this.registry =
        CentralRegistry.open(
            RegistryOptions.of("DEV", directory, ANY, PIN).withKeyKind(KeyKind.EC_P256),
            clock,
            random);
    for (Role role : RegistryRoles.ALL) {
      tokens.put(
          role,
          RegistryAdministration.addToken(
              registry, List.of(role), new Author("tester", "first token")));
    }
    this.own = identity(PortIdentity.Use.ADMINISTRATION);
    this.management = identity(PortIdentity.Use.MANAGEMENT);
    this.administration =
        RegistryAdministration.open(
            registry,
            new RegistryAdministration.Options(
                ANY,
                change.apply(
                    AdministrationOptions.of(directory.resolve("audit.log"))
                        .withLimits(unhurried())),
                ApprovalPolicy.NONE,
                url -> {
                  throw new IOException("nothing is at " + url);
                },
                KeyKind.EC_P256,
                directory,
                "1.2.3"),
            new RegistryAdministration.Identities(own, management),
            clock,
            random);
    this.client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .sslContext(TestTls.trusting(own.certificate()))
            .build();
  }

  /** The usual limits, but as many requests as tests need. */
  private static PortLimits unhurried() {
    PortLimits usual = PortLimits.ADMINISTRATION;
    return new PortLimits(
        usual.connections(),
        usual.bodyBytes(),
        usual.uploadBytes(),
        100_000,
        100_000,
        usual.requestTime());
  }

  public static RunningAdministration open(Path directory) {
    return open(directory, options -> options);
  }

  public static RunningAdministration open(
      Path directory, UnaryOperator<AdministrationOptions> change) {
    return new RunningAdministration(directory, change);
  }

  private PortIdentity identity(PortIdentity.Use use) {
    return PortIdentity.open(directory, use, PIN, List.of("127.0.0.1"), clock, random);
  }

  public CentralRegistry registry() {
    return registry;
  }

  public StandingClock clock() {
    return clock;
  }

  public PortIdentity management() {
    return management;
  }

  public String token(Role role) {
    return tokens.getOrDefault(role, "");
  }

  public List<String> auditLog() {
    Path file = directory.resolve("audit.log");
    try {
      return Files.exists(file) ? Files.readAllLines(file) : List.of();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** The JSON of the last line of the audit log. */
  public JsonNode lastAudited() {
    String line = auditLog().getLast();
    return JSON.readTree(line.substring(line.indexOf('{')));
  }

  public Answer get(Role role, String path) {
    return send(role, "GET", path, "");
  }

  /** Sends JSON; single quotes stand for double ones. */
  public Answer send(Role role, String method, String path, String json) {
    var request = request(path).header("Authorization", "X-Road-ApiKey token=" + token(role));
    if (!json.isEmpty()) {
      request.header("Content-Type", "application/json");
    }
    return send(
        request.method(
            method, BodyPublishers.ofByteArray(json.replace('\'', '"').getBytes(UTF_8))));
  }

  /** Sends a form; values are texts or files. */
  public Answer form(Role role, String method, String path, Map<String, byte[]> fields) {
    var body = new java.io.ByteArrayOutputStream();
    new HashMap<>(fields)
        .forEach((name, value) -> {
          body.writeBytes(
              ("--frontier\r\nContent-Disposition: form-data; name=\""
                      + name
                      + "\"; filename=\""
                      + name
                      + ".bin\"\r\nContent-Type: application/octet-stream\r\n\r\n")
                  .getBytes(UTF_8));
          body.writeBytes(value);
          body.writeBytes("\r\n".getBytes(UTF_8));
        });
    body.writeBytes("--frontier--\r\n".getBytes(UTF_8));
    return send(
        request(path)
            .header("Authorization", "X-Road-ApiKey token=" + token(role))
            .header("Content-Type", "multipart/form-data; boundary=frontier")
            .method(method, BodyPublishers.ofByteArray(body.toByteArray())));
  }

  /** A request below the base of the API, or of what begins with two slashes beside it. */
  public HttpRequest.Builder request(String path) {
    String below = path.startsWith("//") ? path.substring(1) : "/api/v1" + path;
    return HttpRequest.newBuilder(
        URI.create("https://127.0.0.1:" + administration.address().getPort() + below));
  }

  public Answer send(HttpRequest.Builder request) {
    try {
      HttpResponse<byte[]> response =
          client.send(request.timeout(Duration.ofSeconds(30)).build(), BodyHandlers.ofByteArray());
      return new Answer(response.statusCode(), response);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", interrupted);
    }
  }

  @Override
  public void close() {
    client.close();
    administration.close();
    own.close();
    management.close();
    registry.close();
  }
}
