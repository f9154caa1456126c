// SPDX-License-Identifier: MIT

package org.postroad.securityserver.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.postroad.securityserver.net.TlsFixtures.EC;
import static org.postroad.securityserver.net.TlsFixtures.OTHER;
import static org.postroad.securityserver.net.TlsFixtures.RSA;
import static org.postroad.securityserver.net.TlsFixtures.openssl;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.postroad.protocol.mime.Headers;

/** TLS towards information systems by either engine, with OpenSSL at the other end (row A-066). */
@ParameterizedClass
@MethodSource("org.postroad.securityserver.net.TlsFixtures#engines")
final class InformationSystemTlsTest {
  private static final String REQUEST = "GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n";
  private static final HttpHandler WHO =
      exchange ->
          exchange.respond(
              new ResponseHead(200, "OK", Headers.EMPTY),
              ("shown: " + exchange.peerCertificates().size()).getBytes(StandardCharsets.UTF_8));

  @TempDir Path directory;
  private final NetThreads threads;

  InformationSystemTlsTest(TlsEngine engine) {
    this.threads = NetThreads.start(1, engine);
  }

  @AfterEach
  void close() {
    threads.close();
  }

  /** The suites an X-Road server offers to information systems by default. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "ECDHE-RSA-AES128-GCM-SHA256",
        "ECDHE-RSA-AES128-SHA256",
        "ECDHE-RSA-AES256-GCM-SHA384",
        "ECDHE-RSA-AES256-SHA384",
        "DHE-RSA-AES128-GCM-SHA256",
        "DHE-RSA-AES128-SHA256",
        "DHE-RSA-AES256-SHA256",
        "DHE-RSA-AES256-GCM-SHA384"
      })
  void eachOfTheEightSuitesOfTls12IsServed(String suite) throws IOException {
    String out = talk(port(RSA), "-tls1_2", "-cipher", suite);
    assertTrue(out.contains("Cipher is " + suite), out);
    assertTrue(out.contains("HTTP/1.1 200 OK"), out);
  }

  @Test
  void tls13IsServedAndPreferred() throws IOException {
    String out = talk(port(RSA));
    assertTrue(out.contains("New, TLSv1.3, Cipher is TLS_AES_256_GCM_SHA384"), out);
  }

  @Test
  void ofTls12AnAuthenticatedCipherIsChosenWhateverTheClientPrefers() throws IOException {
    String cbcFirst = "ECDHE-RSA-AES128-SHA256:DHE-RSA-AES256-SHA256:ECDHE-RSA-AES256-GCM-SHA384";
    String out = talk(port(RSA), "-tls1_2", "-cipher", cbcFirst);
    assertTrue(out.contains("Cipher is ECDHE-RSA-AES256-GCM-SHA384"), out);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "AES128-SHA256",
        "AES256-GCM-SHA384",
        "ECDHE-RSA-AES128-SHA",
        "DHE-RSA-AES256-SHA",
        "ADH-AES256-GCM-SHA384"
      })
  void suitesWithoutForwardSecrecyAuthenticationOrWithSha1AreRefused(String suite)
      throws IOException {
    String out = talk(port(RSA), "-tls1_2", "-cipher", suite + ":@SECLEVEL=0");
    assertTrue(out.contains("handshake failure"), out);
    assertFalse(out.contains("HTTP/1.1"), out);
  }

  @ParameterizedTest
  @ValueSource(strings = {"-tls1", "-tls1_1"})
  void olderVersionsAreRefused(String version) throws IOException {
    String out = talk(port(RSA), version, "-cipher", "ALL:@SECLEVEL=0");
    assertTrue(out.contains("alert protocol version"), out);
  }

  @ParameterizedTest
  @ValueSource(strings = {"-tls1_2", "-tls1_3"})
  void aCertificateIsAskedForFromAnyIssuerAndMayBeLeftOut(String version) throws Exception {
    String without = talk(port(RSA), version);
    assertTrue(without.contains("No client certificate CA names sent"), without);
    assertTrue(without.contains("Requested Signature Algorithms"), without);
    assertTrue(without.contains("shown: 0"), without);
    String key = TlsFixtures.pem(directory, OTHER).toString();
    assertTrue(talk(port(RSA), version, "-cert", key).contains("shown: 1"));
  }

  @Test
  void aServerWithAnEcCertificateIsServedAsWell() throws IOException {
    assertTrue(talk(port(EC), "-tls1_2").contains("Cipher is ECDHE-ECDSA-AES256-GCM-SHA384"));
  }

  @Test
  void everyNamedSuiteIsKnownToTheRuntime() throws Exception {
    List<String> supported =
        List.of(
            javax.net.ssl.SSLContext.getDefault().getSupportedSSLParameters().getCipherSuites());
    assertEquals(
        List.of(),
        TlsPolicy.INFORMATION_SYSTEMS.suites().stream()
            .filter(suite -> !supported.contains(suite))
            .toList());
  }

  private static TlsContext port(org.postroad.testing.TestKey key) {
    return TlsContext.server(
        TlsFixtures.manager(key),
        TlsPolicy.INFORMATION_SYSTEMS,
        ClientAuth.WANT,
        _ -> {},
        List::of);
  }

  private String talk(TlsContext tls, String... options) throws IOException {
    try (HttpListener listener = TlsFixtures.listen(threads, tls, Fixtures.limits(), WHO)) {
      String[] all =
          Stream.concat(Stream.of(options), Stream.of("-ign_eof")).toArray(String[]::new);
      return openssl(listener.address(), REQUEST, all);
    }
  }
}
