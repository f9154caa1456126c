// SPDX-License-Identifier: MIT

package org.postroad.registry.catalog;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.postroad.registry.TestCertificates.AUTHENTICATION;
import static org.postroad.registry.catalog.Fixtures.AGENCY;
import static org.postroad.registry.catalog.Fixtures.PEOPLE;
import static org.postroad.registry.catalog.Fixtures.PERSON;
import static org.postroad.registry.catalog.Fixtures.SEARCH;
import static org.postroad.registry.catalog.Fixtures.WSDL;
import static org.postroad.registry.catalog.Fixtures.bytes;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postroad.protocol.algorithm.DigestAlgorithm;
import org.postroad.protocol.catalog.CertificateUse;
import org.postroad.protocol.catalog.KnownCertificate;
import org.postroad.protocol.catalog.MemberCertificates;
import org.postroad.protocol.catalog.ServiceCatalog;
import org.postroad.protocol.fault.Fault;
import org.postroad.protocol.globalconf.SignedPart;
import org.postroad.protocol.identifier.SecurityServerId;
import org.postroad.protocol.token.KeyKind;
import org.postroad.registry.Author;
import org.postroad.registry.CentralRegistry;
import org.postroad.registry.RegistryOptions;
import org.postroad.registry.ServiceCollection;
import org.postroad.registry.membership.MembershipCommand;

/** A whole registry: what is collected is kept, signed, published and answered about. */
final class RegistryCatalogTest {
  private static final Instant NOW = Instant.parse("2026-11-21T04:00:00Z");
  private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);
  private static final Author AUTHOR = new Author("tester", "because");
  private static final SecurityServerId SERVER = new SecurityServerId(AGENCY, "SS1");

  @TempDir private Path folder;

  private final PretendServer server = new PretendServer();
  private final HttpClient http = HttpClient.newHttpClient();

  RegistryCatalogTest() throws IOException {
    Fixtures.answerEverything(server);
  }

  @AfterEach
  void close() {
    server.close();
    http.close();
  }

  private CentralRegistry open() {
    return CentralRegistry.open(
        RegistryOptions.of(
                "DEV",
                folder.resolve("registry"),
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                "a secret pin".toCharArray())
            .withKeyKind(KeyKind.EC_P256),
        CLOCK,
        new SecureRandom());
  }

  private HttpResponse<byte[]> get(CentralRegistry registry, String target, String... headers)
      throws IOException, InterruptedException {
    var uri = URI.create("http://127.0.0.1:" + registry.address().getPort() + target);
    HttpRequest.Builder request = HttpRequest.newBuilder(uri);
    if (headers.length > 0) {
      request.headers(headers);
    }
    return http.send(request.build(), BodyHandlers.ofByteArray());
  }

  private Optional<byte[]> signed(CentralRegistry registry, String contentIdentifier) {
    return new SignedPart(
            registry.internalAnchor(),
            url -> {
              try {
                HttpResponse<byte[]> answer =
                    http.send(HttpRequest.newBuilder(url).build(), BodyHandlers.ofByteArray());
                return Optional.of(answer.body()).filter(_ -> answer.statusCode() == 200);
              } catch (InterruptedException interrupted) {
                throw new IOException(interrupted);
              }
            })
        .read(contentIdentifier, NOW);
  }

  @Test
  void whatIsCollectedIsSignedAndAnsweredAboutAndThereAfterARestart() throws Exception {
    try (CentralRegistry registry = open()) {
      Fixtures.register(registry);
      registry.publish();
      assertEquals(Optional.empty(), signed(registry, ServiceCatalog.CONTENT_IDENTIFIER));
      try (ServiceCollection collecting = Fixtures.collecting(registry, server)) {
        collecting.run();
        assertEquals(
            List.of(), Objects.requireNonNull(collecting.statuses().get(PEOPLE)).problems());
      }
      registry.publish();
      check(registry);
    }
    server.answers.put("People listMethods", PretendServer.listed(PEOPLE));
    try (CentralRegistry registry = open()) {
      check(registry);
      try (ServiceCollection collecting = Fixtures.collecting(registry, server)) {
        collecting.run();
      }
      registry.publish();
      ServiceCatalog catalog = catalog(registry);
      assertEquals(Optional.empty(), catalog.service(PERSON));
      assertTrue(catalog.service(SEARCH).isPresent());
      String history = new String(get(registry, "/catalogue/v1/history").body(), UTF_8);
      assertTrue(history.contains("\"event\":\"REMOVED\""), history);
    }
  }

  private ServiceCatalog catalog(CentralRegistry registry) {
    return ServiceCatalog.parse(signed(registry, ServiceCatalog.CONTENT_IDENTIFIER).orElseThrow());
  }

  private void check(CentralRegistry registry) throws Exception {
    String digest =
        catalog(registry).service(PERSON).orElseThrow().description().orElseThrow().hex();
    HttpResponse<byte[]> wsdl = get(registry, "/catalogue/v1/descriptions/" + digest);
    assertArrayEquals(bytes(WSDL), wsdl.body());
    assertEquals(digest, DigestAlgorithm.SHA256.digest(wsdl.body()).hex());
    HttpResponse<byte[]> found = get(registry, "/catalogue/v1/search?q=person");
    assertTrue(new String(found.body(), UTF_8).contains("personDetails"));
    String tag = found.headers().firstValue("ETag").orElseThrow();
    HttpResponse<byte[]> again =
        get(registry, "/catalogue/v1/search?q=person", "If-None-Match", tag);
    assertEquals(304, again.statusCode());
  }

  @Test
  void certificatesArePublishedFromTheJournalAndEndWithTheirRegistration() throws Exception {
    try (CentralRegistry registry = open()) {
      Fixtures.register(registry);
      registry.publish();
      KnownCertificate known = certificates(registry).certificates().getFirst();
      assertEquals(CertificateUse.AUTHENTICATION, known.use());
      assertEquals(Optional.of(SERVER), known.server());
      assertEquals(Optional.empty(), known.knownUntil());
      HttpResponse<byte[]> der =
          get(registry, "/catalogue/v1/certificates/" + known.sha256().hex());
      assertArrayEquals(AUTHENTICATION.getEncoded(), der.body());
      registry.execute(
          new MembershipCommand.RemoveAuthenticationCertificate(SERVER, AUTHENTICATION), AUTHOR);
    }
    try (CentralRegistry registry = open()) {
      registry.publish();
      assertEquals(Optional.of(NOW), certificates(registry).certificates().getFirst().knownUntil());
    }
  }

  private MemberCertificates certificates(CentralRegistry registry) {
    return MemberCertificates.parse(
        signed(registry, MemberCertificates.CONTENT_IDENTIFIER).orElseThrow());
  }

  @Test
  void aPartThatWasChangedOnTheWayIsNotTheSignedOne() throws Exception {
    try (CentralRegistry registry = open()) {
      Fixtures.register(registry);
      registry.publish();
      try (var files = Files.walk(folder.resolve("registry/public"))) {
        for (Path part : files.filter(p -> p.endsWith(MemberCertificates.FILE_NAME)).toList()) {
          byte[] bytes = Files.readAllBytes(part);
          bytes[bytes.length / 2] ^= 1;
          Files.write(part, bytes);
        }
      }
      assertThrows(Fault.class, () -> certificates(registry));
    }
  }

  @Test
  void whoAsksTooOftenIsRefusedAndFilesAreServedAllTheSame() throws Exception {
    try (CentralRegistry registry = open()) {
      Fixtures.register(registry);
      registry.publish();
      int asked = 0;
      while (get(registry, "/catalogue/v1/members").statusCode() == 200) {
        asked++;
      }
      assertEquals(600, asked);
      assertEquals(429, get(registry, "/catalogue/v1/members").statusCode());
      assertEquals(200, get(registry, "/internalconf?version=6").statusCode());
      assertEquals(404, get(registry, "/catalogue/v2/members").statusCode());
    }
  }
}
