// SPDX-License-Identifier: MIT
package org.postroad.securityserver.signer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.bouncycastle.asn1.ocsp.OCSPRequest;
import org.bouncycastle.asn1.ocsp.Request;
import org.bouncycastle.asn1.oiw.OIWObjectIdentifiers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.postroad.protocol.certificate.OcspRequest;
import org.postroad.protocol.certificate.OcspResponse;
import org.postroad.protocol.fault.Fault;
import org.postroad.protocol.fault.FaultCode;
import org.postroad.protocol.globalconf.CertificationService;
import org.postroad.protocol.globalconf.CostStrategy;
import org.postroad.protocol.globalconf.GlobalConfiguration;
import org.postroad.protocol.globalconf.SharedParameters;
import org.postroad.securityserver.net.HttpFetch;
import org.postroad.securityserver.signer.AskedResponders.Outcome;
import org.postroad.securityserver.testing.HttpSite;
import org.postroad.securityserver.testing.TestInstance;
import org.postroad.testing.TestAuthority;
import org.postroad.testing.TestOcsp;

/** Asking responders in their order (C40, C44). */
final class OcspClientTest {
  private static final TestInstance INSTANCE = new TestInstance();
  private static final TestAuthority AUTHORITY = INSTANCE.authority();
  private static final X509Certificate ISSUER = AUTHORITY.root().certificate();
  private static final X509Certificate SUBJECT =
      AUTHORITY.signing(TestInstance.CALLER.member()).certificate();

  private final HttpSite site = new HttpSite();

  @AfterEach
  void stop() {
    site.close();
  }

  @Test
  void postsTheRequestAndReturnsAVerifiedResponse() {
    byte[] good = AUTHORITY.good(SUBJECT, TestAuthority.NOW);
    AtomicReference<String> type = new AtomicReference<>("");
    AtomicReference<byte[]> asked = new AtomicReference<>(new byte[0]);
    site.serve(
        "/ocsp",
        exchange -> {
          try (exchange) {
            type.set(
                exchange.getRequestMethod()
                    + " "
                    + exchange.getRequestHeaders().getFirst("Content-Type")
                    + " for "
                    + exchange.getRequestHeaders().getFirst("Accept"));
            asked.set(exchange.getRequestBody().readAllBytes());
            exchange.sendResponseHeaders(200, good.length);
            exchange.getResponseBody().write(good);
          }
        });
    OcspResponse response = ask(site.uri("/ocsp").toString());
    assertArrayEquals(good, response.encoded());
    assertEquals("POST application/ocsp-request for application/ocsp-response", type.get());
    assertArrayEquals(OcspRequest.forCertificate(SUBJECT, ISSUER), asked.get());
    OCSPRequest read = OCSPRequest.getInstance(asked.get());
    assertNull(read.getOptionalSignature());
    Request only = Request.getInstance(read.getTbsRequest().getRequestList().getObjectAt(0));
    assertEquals(OIWObjectIdentifiers.idSHA1, only.getReqCert().getHashAlgorithm().getAlgorithm());
  }

  @Test
  void asksTheNextResponderWhenOneFailsWhateverTheWay() {
    site.answer("/down", 503, new byte[0]);
    site.answer("/html", 200, "<html>".getBytes(java.nio.charset.StandardCharsets.US_ASCII));
    site.answer(
        "/revoked",
        200,
        TestOcsp.about(SUBJECT, ISSUER)
            .revoked(TestAuthority.NOW.minus(Duration.ofDays(1)))
            .signedBy(AUTHORITY.ocspSigner()));
    site.answer(
        "/stale", 200, AUTHORITY.good(SUBJECT, TestAuthority.NOW.minus(Duration.ofHours(2))));
    site.answer("/large", 200, new byte[OcspResponse.MAX_BYTES + 1]);
    site.answer("/good", 200, AUTHORITY.good(SUBJECT, TestAuthority.NOW));
    OcspResponse response =
        ask(
            HttpSite.nobody().toString(),
            "http://not a url/",
            "https://no.tls.here.invalid/",
            "http://user@127.0.0.1/",
            site.uri("/down").toString(),
            site.uri("/html").toString(),
            site.uri("/stale").toString(),
            site.uri("/large").toString(),
            site.uri("/revoked").toString(),
            site.uri("/good").toString());
    assertEquals(TestAuthority.NOW, response.thisUpdate());
  }

  @Test
  void namesEveryAttemptWhenNoneSucceeds() {
    site.answer("/down", 503, new byte[0]);
    String nobody = HttpSite.nobody().toString();
    Fault fault = assertThrows(Fault.class, () -> ask(nobody, site.uri("/down").toString()));
    assertEquals(FaultCode.CERT_VALIDATION, fault.code());
    assertTrue(fault.text().contains(nobody), fault.text());
    assertTrue(fault.text().contains("/down: HTTP status 503"), fault.text());
  }

  @Test
  void aResponderThatKeepsSilentIsGivenUpForTheNext() {
    CountDownLatch end = new CountDownLatch(1);
    site.serve(
        "/silent",
        exchange -> {
          try {
            end.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          } finally {
            exchange.close();
          }
        });
    site.answer("/good", 200, AUTHORITY.good(SUBJECT, TestAuthority.NOW));
    Duration soon = Duration.ofMillis(200);
    HttpFetch hasty = new HttpFetch(site.client(), Optional.empty(), _ -> {}, soon, soon);
    try {
      OcspResponse response =
          ask(hasty, site.uri("/silent").toString(), site.uri("/good").toString());
      assertEquals(TestAuthority.NOW, response.thisUpdate());
    } finally {
      end.countDown();
    }
  }

  @Test
  void aServerWaitsAsLongAsTheReference() {
    assertEquals(Duration.ofSeconds(20), OcspClient.CONNECT);
    assertEquals(Duration.ofSeconds(60), OcspClient.ANSWER);
  }

  @ParameterizedTest
  @CsvSource({
    "NONE, /paid /unsaid /free",
    "FREE_FIRST, /free /paid /unsaid",
    "PAID_FIRST, /paid /free /unsaid",
    "ONLY_FREE, /free",
    "ONLY_PAID, /paid"
  })
  void respondersAreAskedByWhatTheyCharge(CostStrategy costs, String expected) {
    List<String> asked = new ArrayList<>();
    for (String path : List.of("/paid", "/unsaid", "/free")) {
      site.serve(
          path,
          exchange -> {
            try (exchange) {
              asked.add(path);
              exchange.sendResponseHeaders(503, -1);
            }
          });
    }
    List<CertificationService.OcspService> services =
        List.of(
            service("/paid", Optional.of(SharedParameters.CostType.PAID)),
            service("/unsaid", Optional.empty()),
            service("/free", Optional.of(SharedParameters.CostType.FREE)));
    GlobalConfiguration global = INSTANCE.globalWithResponders(services);
    OcspClient client = new OcspClient(site.fetch(), costs);
    assertThrows(Fault.class, () -> client.ask(SUBJECT, ISSUER, global, TestAuthority.NOW));
    assertEquals(List.of(expected.split(" ")), asked);
    assertEquals(
        Set.copyOf(asked.stream().map(path -> site.uri(path).toString()).toList()),
        client.last().keySet());
    assertEquals(
        Set.of(Optional.of(AskedResponders.Failure.REFUSED)),
        Set.copyOf(client.last().values().stream().map(Outcome::failure).toList()));
  }

  private CertificationService.OcspService service(
      String path, Optional<SharedParameters.CostType> cost) {
    return new CertificationService.OcspService(site.uri(path).toString(), Optional.empty(), cost);
  }

  private static OcspResponse ask(HttpFetch fetch, String... responders) {
    GlobalConfiguration global = INSTANCE.global(List.of(responders), List.of());
    return new OcspClient(fetch, CostStrategy.NONE).ask(SUBJECT, ISSUER, global, TestAuthority.NOW);
  }

  private OcspResponse ask(String... responders) {
    return ask(site.fetch(), responders);
  }
}
