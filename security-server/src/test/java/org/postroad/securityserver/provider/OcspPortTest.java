// SPDX-License-Identifier: MIT
package org.postroad.securityserver.provider;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postroad.protocol.certificate.Certificates;
import org.postroad.protocol.certificate.OcspResponse;
import org.postroad.protocol.mime.ContentType;
import org.postroad.protocol.mime.Headers;
import org.postroad.protocol.mime.MultipartReader;
import org.postroad.securityserver.signer.OcspStore;
import org.postroad.securityserver.testing.FakeExchange;
import org.postroad.securityserver.testing.TestInstance;
import org.postroad.testing.TestAuthority;

/** C-018 to C-021, C-024. */
final class OcspPortTest {
  private static final TestAuthority AUTHORITY = TestAuthority.create();
  private static final X509Certificate FIRST =
      AUTHORITY.authentication(TestInstance.CALLER.member()).certificate();
  private static final X509Certificate SECOND =
      AUTHORITY.signing(TestInstance.CALLER.member()).certificate();
  private static final byte[] OF_FIRST = AUTHORITY.good(FIRST, TestAuthority.NOW);
  private static final byte[] OF_SECOND = AUTHORITY.good(SECOND, TestAuthority.NOW);
  private static final String UNKNOWN = "00".repeat(20);

  @TempDir Path directory;
  private OcspPort port;

  @BeforeEach
  void open() {
    OcspStore store = OcspStore.open(directory);
    store.put(FIRST, OcspResponse.parse(OF_FIRST));
    store.put(SECOND, OcspResponse.parse(OF_SECOND));
    port = new OcspPort(store, new Random(1));
  }

  @Test
  void answersOnePartForEachHashInTheOrderAsked() throws IOException {
    assertParts(List.of(OF_FIRST), "cert=" + sha1(FIRST));
    assertParts(List.of(OF_FIRST, OF_SECOND), "cert=" + sha1(FIRST) + "&cert=" + sha1(SECOND));
    assertParts(List.of(OF_SECOND, OF_FIRST), "cert=" + sha1(SECOND) + "&cert=" + sha1(FIRST));
    assertParts(List.of(OF_FIRST, OF_FIRST), "cert=" + sha1(FIRST) + "&cert=" + sha1(FIRST));
  }

  @Test
  void newerPeersMaySendEitherHashOrBoth() throws IOException {
    assertParts(List.of(OF_FIRST), "cert_hash=" + sha256(FIRST));
    assertParts(
        List.of(OF_FIRST, OF_SECOND),
        "cert="
            + sha1(FIRST)
            + "&cert_hash="
            + sha256(FIRST)
            + "&cert="
            + sha1(SECOND)
            + "&cert_hash="
            + sha256(SECOND));
  }

  @Test
  void oneUnknownHashFailsTheWholeRequest() throws IOException {
    for (String unknown :
        List.of(UNKNOWN, "zz", "", sha1(FIRST).toUpperCase(java.util.Locale.ROOT))) {
      FakeExchange exchange =
          get("/?cert=" + sha1(FIRST) + "&cert=" + unknown + "&cert=" + sha1(SECOND));
      assertEquals(500, exchange.head().status(), unknown);
      assertEquals("Could not find OCSP response for certificate " + unknown, exchange.text());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/?", "/?other=1", "/?certs=1", "/cert=abc"})
  void missingHashesAreRefused(String target) throws IOException {
    FakeExchange exchange = get(target);
    assertEquals(500, exchange.head().status());
    assertEquals("Could not get cert hashes", exchange.text());
  }

  @Test
  void asksForTooMuchAreRefused() throws IOException {
    String many = ("&cert=" + sha1(FIRST)).repeat(1000);
    assertEquals(500, get("/?" + many.substring(1)).head().status());
  }

  @Test
  void headIsAHeartbeatAndOtherMethodsAreRefused() throws IOException {
    FakeExchange head = handle("HEAD", "/");
    assertEquals(200, head.head().status());
    assertEquals(0, head.answer().length);
    for (String method : List.of("POST", "PUT", "DELETE", "OPTIONS")) {
      assertEquals(500, handle(method, "/?cert=" + sha1(FIRST)).head().status(), method);
    }
  }

  private void assertParts(List<byte[]> expected, String query) throws IOException {
    FakeExchange exchange = get("/?" + query);
    assertEquals(200, exchange.head().status(), exchange.text());
    String type = exchange.header("Content-Type");
    assertTrue(
        type.matches(
            "multipart/related; type=\"application/ocsp-response\"; charset=UTF-8; boundary=\\w+"),
        type);
    MultipartReader parts =
        new MultipartReader(
            new ByteArrayInputStream(exchange.answer()), ContentType.parse(type).boundary());
    List<byte[]> found = new ArrayList<>();
    while (parts.next()) {
      assertEquals("application/ocsp-response", parts.headers().first("content-type").orElse(""));
      found.add(parts.readBody(OcspResponse.MAX_BYTES));
    }
    assertEquals(expected.size(), found.size());
    for (int i = 0; i < found.size(); i++) {
      assertArrayEquals(expected.get(i), found.get(i));
    }
  }

  private FakeExchange get(String target) throws IOException {
    return handle("GET", target);
  }

  private FakeExchange handle(String method, String target) throws IOException {
    FakeExchange exchange = FakeExchange.of(method, target, Headers.EMPTY, new byte[0]);
    port.handle(exchange);
    return exchange;
  }

  private static String sha1(X509Certificate certificate) {
    return Certificates.sha1Hex(certificate);
  }

  private static String sha256(X509Certificate certificate) {
    return Certificates.sha256(certificate).hex();
  }
}
