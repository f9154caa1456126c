// SPDX-License-Identifier: MIT
package org.postroad.securityserver.signer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.postroad.protocol.certificate.OcspRequest;
import org.postroad.protocol.certificate.OcspResponse;
import org.postroad.protocol.certificate.Trust;
import org.postroad.protocol.fault.Fault;
import org.postroad.protocol.fault.FaultCode;
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
                    + exchange.getRequestHeaders().getFirst("Content-Type"));
            asked.set(exchange.getRequestBody().readAllBytes());
            exchange.sendResponseHeaders(200, good.length);
            exchange.getResponseBody().write(good);
          }
        });
    OcspResponse response = ask(site.uri("/ocsp").toString());
    assertArrayEquals(good, response.encoded());
    assertEquals("POST application/ocsp-request", type.get());
    assertArrayEquals(OcspRequest.forCertificate(SUBJECT, ISSUER), asked.get());
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

  private OcspResponse ask(String... responders) {
    Trust trust = INSTANCE.global(List.of(responders), List.of()).trust();
    return new OcspClient(site.fetch()).ask(SUBJECT, ISSUER, trust, TestAuthority.NOW);
  }
}
