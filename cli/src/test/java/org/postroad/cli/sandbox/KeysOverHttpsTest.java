// SPDX-License-Identifier: MIT
package org.postroad.cli.sandbox;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postroad.cli.output.Progress;
import org.postroad.protocol.administration.AccessCommand.AddToken;
import org.postroad.protocol.administration.Actor;
import org.postroad.protocol.administration.Encoded;
import org.postroad.protocol.administration.TokenCheck;
import org.postroad.protocol.certificate.Certificates;
import org.postroad.protocol.certificate.KeyUse;
import org.postroad.protocol.globalconf.ConfigurationAnchor;
import org.postroad.registry.Author;
import org.postroad.registry.membership.MembershipCommand.ApproveRequest;
import org.postroad.securityserver.ServerDirectory;
import org.postroad.securityserver.api.ApiTokenFile;
import org.postroad.securityserver.api.ServerRoles;
import org.postroad.testing.TestTls;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * An administrator of a running server gives it other keys through its administration API alone: to
 * sign with, and to authenticate itself with, registered and approved (E13, E25); has it try what
 * it needs (E28) and trust another anchor (E27).
 */
@Tag("long")
final class KeysOverHttpsTest {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final Clock CLOCK = Clock.systemUTC();
  private static final JsonMapper JSON = new JsonMapper();
  private static final Agency AGENCY = Topology.TAX;

  @TempDir private Path folder;
  private final String token = UUID.randomUUID().toString();
  private final int port = RunningSandbox.freePorts().base();

  @Test
  void keysAreMadeCertifiedUsedRegisteredAndDeleted() throws Exception {
    SandboxHome home = new SandboxHome(Files.createDirectory(folder.resolve("home")), false);
    try (Sandbox sandbox =
        Sandbox.start(
            home,
            RunningSandbox.freePorts(),
            RunningSandbox.quickAdministeredAt(port),
            RANDOM,
            Progress.none())) {
      ServerDirectory server = new ServerDirectory(home.server(AGENCY));
      new ApiTokenFile(server.apiTokens(), false, CLOCK)
          .execute(
              new AddToken(TokenCheck.hash(token), ServerRoles.ALL), new Actor("test", "first"));
      try (HttpClient client = administrator(server)) {
        sign(sandbox, client);
        authenticate(sandbox, client);
        connect(client);
        follow(sandbox, client);
      }
    }
  }

  /** Waits for the port, which opens behind the others. */
  private static HttpClient administrator(ServerDirectory server) throws Exception {
    await(() -> Files.exists(server.administrationCertificate()));
    return HttpClient.newBuilder()
        .version(HttpClient.Version.HTTP_1_1)
        .sslContext(
            TestTls.trusting(
                Certificates.parse(Files.readAllBytes(server.administrationCertificate()))))
        .build();
  }

  private void sign(Sandbox sandbox, HttpClient client) throws Exception {
    await(() -> isAnswered(client));
    String old = certificate(client, "SIGNING");
    String hash = imported(sandbox, client, KeyUse.SIGNING);
    done(client, "PUT", "/token-certificates/" + old + "/disable", "");
    JsonNode state = get(client, "/token-certificates/" + hash);
    assertEquals("OCSP_RESPONSE_GOOD", state.path("ocsp_status").asString());
    assertEquals(Encoded.of(AGENCY.member()), state.path("owner_id").asString());
    HttpResponse<String> exchange =
        client.send(
            HttpRequest.newBuilder(
                    sandbox
                        .consumerUrl()
                        .resolve(
                            "/r1/%s/people/people/%s"
                                .formatted(
                                    Topology.POPULATION.subsystem().encoded(), sandbox.someCode())))
                .header("X-Road-Client", AGENCY.subsystem().encoded())
                .build(),
            BodyHandlers.ofString());
    assertEquals(200, exchange.statusCode(), exchange::body);
  }

  private void authenticate(Sandbox sandbox, HttpClient client) throws Exception {
    String hash = imported(sandbox, client, KeyUse.AUTHENTICATION);
    String path = "/token-certificates/" + hash;
    String address = "{\"address\":\"" + AGENCY.address().getHostAddress() + "\"}";
    done(client, "PUT", path + "/register", address);
    assertEquals("REGISTRATION_IN_PROGRESS", get(client, path).path("status").asString());
    long request = sandbox.registry().requests().getLast().id();
    sandbox.registry().execute(new ApproveRequest(request), new Author("authority", "test"));
    sandbox.registry().publish();
    await(() -> get(client, path).path("status").asString().equals("REGISTERED"));
    assertEquals(409, send(client, "DELETE", path, "").statusCode());
    done(client, "PUT", path + "/mark-for-deletion", "");
    done(client, "DELETE", path, "");
    assertEquals(404, send(client, "GET", path, "").statusCode());
  }

  /** What the server needs is reached; what is not there is not (E28). */
  private void connect(HttpClient client) throws Exception {
    JsonNode addresses = get(client, "/diagnostics/global-conf-status");
    assertTrue(
        addresses
            .valueStream()
            .anyMatch(each -> each.at("/connection_status/status_class").asString().equals("OK")),
        addresses::toString);
    JsonNode registration = get(client, "/diagnostics/auth-cert-req-status");
    assertEquals("OK", registration.path("status_class").asString(), registration::toString);
    String peer =
        "/diagnostics/other-security-server-status?client_id="
            + Encoded.of(AGENCY.subsystem())
            + "&security_server_id="
            + Encoded.of(Topology.POPULATION.server())
            + "&target_client_id=";
    String known = peer + Encoded.of(Topology.POPULATION.subsystem()) + "&protocol_type=";
    for (String protocol : List.of("REST", "SOAP")) {
      JsonNode asked = get(client, known + protocol);
      assertEquals("OK", asked.path("status_class").asString(), asked::toString);
      JsonNode unknown =
          get(
              client,
              peer + Encoded.of(Topology.POPULATION.member()) + ":none&protocol_type=" + protocol);
      assertEquals("FAIL", unknown.path("status_class").asString(), unknown::toString);
      assertTrue(
          unknown.at("/error/code").asString().endsWith("unknown_member"), unknown::toString);
    }
    JsonNode report = get(client, "/diagnostics/info/download");
    assertEquals(
        Encoded.of(AGENCY.server()), report.path("security_server").asString(), report::toString);
    assertFalse(report.toString().contains(token));
  }

  /** Another anchor is followed by the running server (E27). */
  private void follow(Sandbox sandbox, HttpClient client) throws Exception {
    byte[] anchor = sandbox.registry().internalAnchor().toXml();
    String fingerprint = ConfigurationAnchor.fingerprint(anchor);
    assertNotEquals(fingerprint, get(client, "/system/anchor").path("hash").asString());
    HttpResponse<byte[]> replaced =
        client.send(
            request("/system/anchor")
                .header("Content-Type", "application/octet-stream")
                .PUT(BodyPublishers.ofByteArray(anchor))
                .build(),
            BodyHandlers.ofByteArray());
    assertEquals(201, replaced.statusCode(), () -> new String(replaced.body(), UTF_8));
    assertEquals(fingerprint, get(client, "/system/anchor").path("hash").asString());
    assertEquals("OK", get(client, "/diagnostics/globalconf").path("status_class").asString());
  }

  /** The certificate of this use that the server has. */
  private String certificate(HttpClient client, String usage) throws Exception {
    for (JsonNode key : get(client, "/tokens/0").path("keys")) {
      if (key.path("usage").asString().equals(usage)) {
        return key.at("/certificates/0/certificate_details/hash").asString();
      }
    }
    throw new AssertionError("no certificate for " + usage);
  }

  /** A key, a request for it, and the certificate that the authority answers with; its hash. */
  private String imported(Sandbox sandbox, HttpClient client, KeyUse use) throws Exception {
    String made =
        """
        {"key_label":"other","key_kind":"EC_P256","csr_generate_request":{"key_usage_type":"%s",
         "ca_name":"%s","csr_format":"DER","member_id":"%s","subject_field_values":{}}}
        """
            .formatted(
                use, sandbox.trust().approvedAuthority().name(), Encoded.of(AGENCY.member()));
    HttpResponse<byte[]> reply = send(client, "POST", "/tokens/0/keys-with-csrs", made);
    assertEquals(201, reply.statusCode(), () -> new String(reply.body(), UTF_8));
    JsonNode both = JSON.readTree(reply.body());
    byte[] request =
        send(
                client,
                "GET",
                "/keys/%s/csrs/%s?csr_format=DER"
                    .formatted(both.at("/key/id").asString(), both.path("csr_id").asString()),
                "")
            .body();
    X509Certificate issued = RunningSandbox.issued(sandbox, request, use);
    HttpResponse<byte[]> imported =
        client.send(
            request("/token-certificates")
                .header("Content-Type", "application/octet-stream")
                .POST(BodyPublishers.ofByteArray(Certificates.encoded(issued)))
                .build(),
            BodyHandlers.ofByteArray());
    assertEquals(201, imported.statusCode(), () -> new String(imported.body(), UTF_8));
    return Certificates.sha256(issued).hex();
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(
            URI.create(
                "https://" + AGENCY.address().getHostAddress() + ":" + port + "/api/v1" + path))
        .header("Authorization", "X-Road-ApiKey token=" + token);
  }

  private HttpResponse<byte[]> send(HttpClient client, String method, String path, String json)
      throws Exception {
    HttpRequest.Builder request = request(path);
    if (json.isEmpty()) {
      request.method(method, BodyPublishers.noBody());
    } else {
      request.header("Content-Type", "application/json");
      request.method(method, BodyPublishers.ofString(json));
    }
    return client.send(request.build(), BodyHandlers.ofByteArray());
  }

  private void done(HttpClient client, String method, String path, String json) throws Exception {
    HttpResponse<byte[]> reply = send(client, method, path, json);
    assertEquals(204, reply.statusCode(), () -> new String(reply.body(), UTF_8));
  }

  private JsonNode get(HttpClient client, String path) throws Exception {
    HttpResponse<byte[]> reply = send(client, "GET", path, "");
    assertEquals(200, reply.statusCode(), () -> new String(reply.body(), UTF_8));
    return JSON.readTree(reply.body());
  }

  private boolean isAnswered(HttpClient client) throws Exception {
    try {
      return send(client, "GET", "/system/node-type", "").statusCode() == 200;
    } catch (ConnectException _) {
      return false;
    }
  }

  private static void await(Callable<Boolean> condition) throws Exception {
    long end = System.nanoTime() + Duration.ofMinutes(1).toNanos();
    while (!condition.call()) {
      assertTrue(System.nanoTime() < end, "nothing comes of it");
      LockSupport.parkNanos(100_000_000);
    }
  }
}
