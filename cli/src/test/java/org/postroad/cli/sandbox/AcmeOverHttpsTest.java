// SPDX-License-Identifier: MIT
package org.postroad.cli.sandbox;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
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
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postroad.cli.output.Progress;
import org.postroad.cli.sandbox.trust.SandboxTrust;
import org.postroad.cli.server.ServerFile;
import org.postroad.protocol.administration.AccessCommand.AddToken;
import org.postroad.protocol.administration.Actor;
import org.postroad.protocol.administration.Encoded;
import org.postroad.protocol.administration.TokenCheck;
import org.postroad.protocol.certificate.Certificates;
import org.postroad.protocol.certificate.KeyUse;
import org.postroad.protocol.globalconf.CertificationService;
import org.postroad.registry.Author;
import org.postroad.registry.trust.TrustCommand;
import org.postroad.securityserver.ServerDirectory;
import org.postroad.securityserver.ServerSettings;
import org.postroad.securityserver.acme.AcmeAuthority;
import org.postroad.securityserver.api.ApiTokenFile;
import org.postroad.securityserver.api.ServerRoles;
import org.postroad.securityserver.testing.HttpSite;
import org.postroad.testing.TestCertificate;
import org.postroad.testing.TestKey;
import org.postroad.testing.TestTls;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * An administrator of a running server has an authority issue certificates through its
 * administration API alone (E25, E26, C80 to C83). The ACME server of the authority has its own TLS
 * certificate from somebody whom only the configuration names.
 */
@Tag("long")
final class AcmeOverHttpsTest {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final Clock CLOCK = Clock.systemUTC();
  private static final JsonMapper JSON = new JsonMapper();
  private static final Agency AGENCY = Topology.TAX;
  private static final String OWNER = Encoded.of(AGENCY.member());
  private static final TestKey ROOT =
      TestCertificate.subject("CN=Private root").authority().selfSigned();

  @TempDir private Path folder;
  private final String token = UUID.randomUUID().toString();
  private final SandboxPorts ports = RunningSandbox.freePorts();
  private final int port = new SandboxPorts(ports.base() + 10).nextFree().base();

  private record Issuer(SandboxTrust trust) implements AcmeAuthority.Issuer {
    @Override
    public X509Certificate issue(byte[] request) {
      Instant now = CLOCK.instant();
      return trust.issue(
          request, KeyUse.SIGNING, now.minusSeconds(30), now.plus(Duration.ofDays(30)));
    }

    @Override
    public X509Certificate root() {
      return trust.caCertificate();
    }
  }

  /** What the file of a server says; both servers open these ports, each at its own address. */
  private ServerSettings settings() throws Exception {
    Path root = Files.writeString(folder.resolve("root.pem"), Certificates.pem(ROOT.certificate()));
    Path file =
        Files.writeString(
            folder.resolve("server.yaml"),
            """
            global-configuration:
              interval: 1 s
            administration:
              address: %s
              port: %d
            acme:
              trusted: %s
              challenge-port: %d
            log:
              max-loggable-bytes: 32 MiB
            """
                .formatted(Topology.HOST.getHostAddress(), port, root.getFileName(), port + 1));
    return ServerFile.read(file, java.util.Map.of()).settings();
  }

  @Test
  void certificatesAreOrderedThroughTheApi() throws Exception {
    SandboxHome home = new SandboxHome(Files.createDirectory(folder.resolve("home")), false);
    try (Sandbox sandbox = Sandbox.start(home, ports, settings(), RANDOM, Progress.none());
        AcmeAuthority authority =
            new AcmeAuthority(HttpSite.secure(site()), new Issuer(sandbox.trust()))) {
      authority.lookForProofsAt(
          URI.create("http://" + AGENCY.address().getHostAddress() + ":" + (port + 1)));
      ServerDirectory server = new ServerDirectory(home.server(AGENCY));
      secret(server.acmeCredentials(), "account-keystore-password: a long password\n");
      secret(
          server.mailAccount(),
          "host: 127.0.0.1\nport: 25\ncontacts:\n  '%s': keys@example.org\n".formatted(OWNER));
      new ApiTokenFile(server.apiTokens(), false, CLOCK)
          .execute(
              new AddToken(TokenCheck.hash(token), ServerRoles.ALL), new Actor("test", "first"));
      try (HttpClient client = administrator(server)) {
        await(() -> isAnswered(client));
        offer(sandbox, authority.directory());
        await(() -> get(client, "/certificate-authorities").at("/0/acme_capable").asBoolean());
        credentialsAreAskedAfter(client);
        byOneOrder(client);
        ofARequest(client);
      }
    }
  }

  private static TestKey site() {
    return TestCertificate.subject("CN=acme")
        .valid(Instant.EPOCH, Instant.parse("2200-01-01T00:00:00Z"))
        .extension(
            Extension.subjectAlternativeName,
            false,
            new GeneralNames(new GeneralName(GeneralName.iPAddress, "127.0.0.1")))
        .issuedBy(ROOT);
  }

  private static void secret(Path file, String text) throws Exception {
    Files.writeString(file, text);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
  }

  /** The authority of the sandbox has an ACME server from now on. */
  private static void offer(Sandbox sandbox, URI directory) {
    CertificationService known =
        sandbox.registry().snapshot().services().certification().getFirst();
    sandbox
        .registry()
        .execute(
            new TrustCommand.ChangeCertificationService(
                new CertificationService(
                    known.name(),
                    known.authenticationOnly(),
                    known.top(),
                    known.intermediates(),
                    known.certificateProfile(),
                    known.defaultRequestFormat(),
                    Optional.of(
                        new CertificationService.AcmeServer(
                            directory.toString(),
                            Optional.empty(),
                            Optional.empty(),
                            Optional.empty())))),
            new Author("authority", "test"));
    sandbox.registry().publish();
  }

  private void credentialsAreAskedAfter(HttpClient client) throws Exception {
    JsonNode answer =
        get(
            client,
            "/certificate-authorities/%s/has-acme-eab-credentials?key_usage_type=SIGNING&member_id=%s"
                .formatted(name(client), OWNER));
    assertEquals(
        "{\"acme_eab_required\":false,\"has_acme_external_account_credentials\":false}",
        answer.toString());
  }

  private String name(HttpClient client) throws Exception {
    return get(client, "/certificate-authorities").at("/0/name").asString().replace(" ", "%20");
  }

  private String wish(HttpClient client, String more) throws Exception {
    return """
    {"key_usage_type":"SIGNING","ca_name":"%s","csr_format":"DER","member_id":"%s",%s
     "subject_field_values":{"subjectAltName":"ss1.test"}}
    """
        .formatted(name(client).replace("%20", " "), OWNER, more);
  }

  /** A key, its request and its certificate by one call. */
  private void byOneOrder(HttpClient client) throws Exception {
    HttpResponse<byte[]> reply =
        send(
            client,
            "POST",
            "/tokens/0/keys-with-csrs",
            """
            {"key_label":"at once","key_kind":"EC_P256","csr_generate_request":%s}
            """
                .formatted(wish(client, "\"acme_order\":true,")));
    assertEquals(201, reply.statusCode(), () -> new String(reply.body(), UTF_8));
    assertInUse(client, JSON.readTree(reply.body()).at("/key/id").asString());
  }

  /** A request first, then an order for it. */
  private void ofARequest(HttpClient client) throws Exception {
    HttpResponse<byte[]> reply =
        send(
            client,
            "POST",
            "/tokens/0/keys-with-csrs",
            """
            {"key_label":"later","key_kind":"EC_P256","csr_generate_request":%s}
            """
                .formatted(wish(client, "")));
    JsonNode made = JSON.readTree(reply.body());
    HttpResponse<byte[]> ordered =
        send(
            client,
            "POST",
            "/certificate-authorities/" + name(client) + "/acme-order",
            "{\"csr_id\":\"%s\",\"key_usage_type\":\"SIGNING\"}"
                .formatted(made.path("csr_id").asString()));
    assertEquals(204, ordered.statusCode(), () -> new String(ordered.body(), UTF_8));
    assertInUse(client, made.at("/key/id").asString());
  }

  private void assertInUse(HttpClient client, String id) throws Exception {
    JsonNode key = get(client, "/keys/" + id);
    assertEquals(0, key.path("certificate_signing_requests").size(), "answered");
    JsonNode certificate = key.path("certificates").get(0);
    assertTrue(certificate.path("active").asBoolean());
    assertEquals("REGISTERED", certificate.path("status").asString());
    assertEquals(OWNER, certificate.path("owner_id").asString());
    String path = "/token-certificates/" + certificate.at("/certificate_details/hash").asString();
    await(() -> get(client, path).path("ocsp_status").asString().equals("OCSP_RESPONSE_GOOD"));
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

  private HttpResponse<byte[]> send(HttpClient client, String method, String path, String json)
      throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(
                URI.create(
                    "https://%s:%d/api/v1%s"
                        .formatted(AGENCY.address().getHostAddress(), port, path)))
            .header("Authorization", "X-Road-ApiKey token=" + token)
            .header("Content-Type", "application/json");
    return client.send(
        request.method(method, BodyPublishers.ofString(json)).build(), BodyHandlers.ofByteArray());
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
