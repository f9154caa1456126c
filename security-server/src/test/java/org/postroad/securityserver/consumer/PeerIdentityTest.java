// SPDX-License-Identifier: MIT
package org.postroad.securityserver.consumer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.postroad.securityserver.consumer.ConsumerBench.SECRET;
import static org.postroad.securityserver.consumer.ConsumerBench.ok;
import static org.postroad.securityserver.consumer.ConsumerBench.restResponse;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postroad.protocol.certificate.Certificates;
import org.postroad.protocol.certificate.OcspResponse;
import org.postroad.protocol.identifier.SecurityServerId;
import org.postroad.protocol.mime.Headers;
import org.postroad.protocol.mime.MultipartWriter;
import org.postroad.securityserver.conf.Configuration;
import org.postroad.securityserver.testing.FakeExchange;
import org.postroad.securityserver.testing.FakeProvider;
import org.postroad.securityserver.testing.HttpSite;
import org.postroad.securityserver.testing.TestInstance;
import org.postroad.testing.TestAuthority;
import org.postroad.testing.TestOcsp;

/**
 * Whom a server sends a request to: only a server that the provider is registered at, with an OCSP
 * response from its own port (C-004, C-007, C-011, C-015, C-018 to C-023). Anybody else gets no
 * byte of it.
 */
final class PeerIdentityTest {
  private static final int NOBODY = 9;

  private final List<String> asked = new CopyOnWriteArrayList<>();
  private final List<String> accepts = new CopyOnWriteArrayList<>();
  private final HttpSite ocspPort = new HttpSite();
  private ConsumerBench bench;

  @BeforeEach
  void start(@TempDir Path directory) throws IOException {
    bench = new ConsumerBench(directory);
  }

  @AfterEach
  void stop() throws IOException {
    ocspPort.close();
    bench.close();
  }

  @Test
  void ocspPortOfTheServerConnectedToIsAskedOnce() {
    answerOcsp(200, multipart(bench.provider().authenticationOcsp()));
    try (FakeProvider provider = answering()) {
      for (int i = 0; i < 3; i++) {
        assertArrayEquals(SECRET, call(provider).answer());
      }
    }
    X509Certificate certificate = certificate();
    assertEquals(
        List.of(
            "/?cert="
                + Certificates.sha1Hex(certificate)
                + "&cert_hash="
                + Certificates.sha256(certificate).hex()),
        asked);
    assertEquals(List.of("multipart/related"), accepts);
  }

  @Test
  void responseAtHandIsUsedFirst() {
    bench.knowingTheProvider();
    try (FakeProvider provider = answering()) {
      assertArrayEquals(
          SECRET, bench.rest(bench.configuration("127.0.0.1"), provider.port(), NOBODY).answer());
    }
    assertEquals(List.of(), asked);
  }

  @Test
  void responseThatHasGrownOldIsFetchedAnew() {
    byte[] old =
        bench
            .instance()
            .authority()
            .good(certificate(), TestAuthority.NOW.minus(Duration.ofHours(2)));
    bench.server().keys().ocsp().put(certificate(), OcspResponse.parse(old));
    answerOcsp(200, multipart(bench.provider().authenticationOcsp()));
    try (FakeProvider provider = answering()) {
      assertArrayEquals(SECRET, call(provider).answer());
    }
    assertEquals(1, asked.size());
  }

  @Test
  void responsesThatDoNotProveTheCertificateGoodAreRefused() {
    TestAuthority authority = bench.instance().authority();
    X509Certificate issuer = authority.root().certificate();
    TestAuthority foreign = TestAuthority.create("Foreign CA");
    List<byte[]> useless =
        List.of(
            multipart(authority.good(certificate(), TestAuthority.NOW.minus(Duration.ofHours(2)))),
            multipart(authority.good(certificate(), TestAuthority.NOW.plus(Duration.ofHours(2)))),
            multipart(
                authority.good(
                    bench.server().keys().authentication().certificate(), TestAuthority.NOW)),
            multipart(
                TestOcsp.about(certificate(), issuer)
                    .revoked(TestAuthority.NOW.minus(Duration.ofDays(1)))
                    .signedBy(authority.ocspSigner())),
            multipart(
                TestOcsp.about(certificate(), issuer).unknown().signedBy(authority.ocspSigner())),
            multipart(TestOcsp.about(certificate(), issuer).signedBy(foreign.ocspSigner())),
            multipart(new byte[] {0x30, 0}),
            "--b\r\n\r\n\r\n--b--\r\n".getBytes(StandardCharsets.UTF_8),
            multipart(bench.provider().authenticationOcsp(), bench.provider().authenticationOcsp()),
            "no multipart".getBytes(StandardCharsets.UTF_8),
            new byte[0]);
    for (int i = 0; i < useless.size(); i++) {
      answerOcsp(200, useless.get(i));
      assertRefused("ssl_authentication_failed", "response " + i);
    }
    answerOcsp(
        200,
        multipart(bench.provider().authenticationOcsp(), bench.provider().authenticationOcsp()));
    FakeExchange tooMany = assertRefused("ssl_authentication_failed.internal_error", "too many");
    assertTrue(
        tooMany
            .text()
            .contains("Could not get all OCSP responses from server (expected 1, but got 2)"),
        tooMany.text());
  }

  @Test
  void onlySomeStatusesCountAsAnAnswer() {
    byte[] good = multipart(bench.provider().authenticationOcsp());
    for (int status : List.of(500, 404, 209, 302)) {
      answerOcsp(status, good);
      assertRefused("ssl_authentication_failed.network_error", "status " + status);
    }
    answerOcsp(203, good);
    try (FakeProvider provider = answering()) {
      assertArrayEquals(SECRET, call(provider).answer());
    }
  }

  @Test
  void deadOcspPortIsANetworkError() {
    try (FakeProvider provider = answering()) {
      FakeExchange exchange =
          bench.rest(
              bench.configuration("127.0.0.1"), provider.port(), HttpSite.nobody().getPort());
      assertEquals(
          "server.clientproxy.ssl_authentication_failed.network_error",
          exchange.header("X-Road-Error"));
      assertEquals(0, provider.bytes());
    }
  }

  @Test
  void serverOfSomebodyElseIsRefused() {
    var other = bench.server().keys().authentication();
    bench
        .server()
        .keys()
        .ocsp()
        .put(
            other.certificate(),
            OcspResponse.parse(
                bench.instance().authority().good(other.certificate(), TestAuthority.NOW)));
    FakeExchange exchange =
        refused(
            new FakeProvider(
                other.key().keyManager(List.of(other.certificate())), caller -> caller.request()),
            bench.configuration("127.0.0.1"));
    assertTrue(
        exchange
            .text()
            .contains(
                "Client 'SUBSYSTEM:TEST/GOV/5678/people' is not registered at security server"
                    + " SERVER:TEST/GOV/1234/ss1"),
        exchange.text());
  }

  @Test
  void certificateNobodyRegisteredIsRefused() {
    var other = bench.instance().authority().authentication(TestInstance.PROVIDER.member());
    Configuration without = withProvidersCertificate(other.certificate());
    FakeExchange exchange = refused(bench.provider(caller -> caller.request()), without);
    assertTrue(
        exchange.text().contains("is not associated with any security server"), exchange.text());
  }

  @Test
  void signingCertificateIsRefusedEvenIfRegistered() {
    var signing = bench.provider().signing();
    Configuration registered = withProvidersCertificate(signing.certificate());
    FakeExchange exchange =
        refused(
            new FakeProvider(
                signing.key().keyManager(List.of(signing.certificate())),
                caller -> caller.request()),
            registered);
    assertTrue(
        exchange.text().contains("Peer certificate is not an authentication certificate"),
        exchange.text());
  }

  private static FakeExchange refused(
      FakeProvider provider, Configuration configuration, ConsumerBench bench) {
    try (provider) {
      FakeExchange exchange = bench.rest(configuration, provider.port(), NOBODY);
      assertTrue(
          exchange
              .header("X-Road-Error")
              .startsWith("server.clientproxy.ssl_authentication_failed"),
          exchange.text());
      assertEquals(0, provider.bytes());
      return exchange;
    }
  }

  private FakeExchange refused(FakeProvider provider, Configuration configuration) {
    return refused(provider, configuration, bench);
  }

  private FakeExchange assertRefused(String code, String what) {
    try (FakeProvider provider = answering()) {
      FakeExchange exchange = call(provider);
      assertTrue(
          exchange.header("X-Road-Error").startsWith("server.clientproxy." + code),
          what + ": " + exchange.text());
      assertEquals(0, provider.bytes(), what);
      return exchange;
    }
  }

  private FakeExchange call(FakeProvider provider) {
    return bench.rest(
        bench.configuration("127.0.0.1"), provider.port(), ocspPort.uri("/").getPort());
  }

  private FakeProvider answering() {
    return bench.answering(sent -> ok(bench.signedRest(restResponse(sent), SECRET)));
  }

  private X509Certificate certificate() {
    return bench.provider().authentication().certificate();
  }

  private void answerOcsp(int status, byte[] body) {
    ocspPort.serve(
        "/",
        exchange -> {
          try (exchange) {
            asked.add(exchange.getRequestURI().toString());
            accepts.add(exchange.getRequestHeaders().getFirst("Accept"));
            exchange
                .getResponseHeaders()
                .add(
                    "Content-Type",
                    "multipart/related; type=\"application/ocsp-response\"; charset=UTF-8;"
                        + " boundary=b");
            exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
          }
        });
  }

  private static byte[] multipart(byte[]... responses) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      MultipartWriter writer = new MultipartWriter(out, "b");
      for (byte[] response : responses) {
        try (OutputStream part =
            writer.part(Headers.of("content-type", "application/ocsp-response"))) {
          part.write(response);
        }
      }
      writer.end();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  /** The instance as it is, but for the certificate registered for the provider's server. */
  private Configuration withProvidersCertificate(X509Certificate certificate) {
    return new Configuration(
        bench.configuration("127.0.0.1").server(),
        bench
            .instance()
            .global(
                TestInstance.server(
                    TestInstance.CALLER_SERVER,
                    "caller.test",
                    bench.server().keys().authentication().certificate(),
                    TestInstance.CALLER),
                TestInstance.server(
                    new SecurityServerId(TestInstance.PROVIDER.member(), "ss2"),
                    "127.0.0.1",
                    certificate,
                    TestInstance.PROVIDER)));
  }
}
