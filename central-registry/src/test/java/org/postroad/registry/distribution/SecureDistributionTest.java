// SPDX-License-Identifier: MIT

package org.postroad.registry.distribution;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

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
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postroad.protocol.token.KeyKind;
import org.postroad.protocol.token.SoftwareToken;
import org.postroad.protocol.token.TokenKey;
import org.postroad.registry.net.PortTls;
import org.postroad.testing.TestTls;

/** The same files as over plain HTTP, for whoever knows the registry's certificate (A20, A26). */
class SecureDistributionTest {
  private static final String STAMP = "20261121040000000000000";
  private static final SecureRandom RANDOM = new SecureRandom();

  @TempDir private Path root;
  private final TokenKey key = SoftwareToken.create().generate(KeyKind.EC_P256, RANDOM);
  private final X509Certificate certificate = certificate(key);
  private final PortTls tls = new PortTls(key.keyManager(List.of(certificate)), Optional.empty());
  private byte[] part = new byte[0];
  private Distribution distribution;

  private static X509Certificate certificate(TokenKey key) {
    return key.selfSigned(
        "CN=registry",
        List.of("127.0.0.1"),
        Instant.now(Clock.systemUTC()).minusSeconds(60),
        Instant.now(Clock.systemUTC()).plus(Duration.ofDays(1)));
  }

  @BeforeEach
  void publish() throws IOException {
    part = new byte[3_000_000];
    new Random(1).nextBytes(part);
    Path folder = Files.createDirectories(root.resolve("V6").resolve(STAMP));
    Files.write(folder.resolve("shared-params.xml"), part);
    Files.write(folder.resolve("empty.xml"), new byte[0]);
    distribution =
        Distribution.open(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
            Optional.of(tls),
            new Content(
                (name, version) -> Optional.of((name + " " + version).getBytes(UTF_8)),
                root,
                Optional.empty(),
                Optional.empty()),
            DistributionLimits.DEFAULTS,
            Clock.systemUTC());
  }

  @AfterEach
  void close() {
    distribution.close();
  }

  private HttpResponse<byte[]> get(HttpClient client, String path)
      throws IOException, InterruptedException {
    var uri = URI.create("https://127.0.0.1:" + distribution.address().getPort() + path);
    return client.send(
        HttpRequest.newBuilder(uri).timeout(Duration.ofSeconds(20)).build(),
        BodyHandlers.ofByteArray());
  }

  private static HttpClient trusting(X509Certificate known) {
    return HttpClient.newBuilder()
        .version(HttpClient.Version.HTTP_1_1)
        .sslContext(TestTls.trusting(known))
        .build();
  }

  @Test
  void directoriesAndPartsAreServedOnOneConnection() throws Exception {
    try (HttpClient client = trusting(certificate)) {
      assertEquals(
          "internalconf 6", new String(get(client, "/internalconf?version=6").body(), UTF_8));
      String folder = "/V6/" + STAMP + "/";
      assertArrayEquals(part, get(client, folder + "shared-params.xml").body());
      assertEquals(0, get(client, folder + "empty.xml").body().length);
      assertEquals(404, get(client, folder + "other.xml").statusCode());
      assertArrayEquals(part, get(client, folder + "shared-params.xml").body());
    }
  }

  @Test
  void anotherKeyIsPresentedFromTheNextConnectionOn() throws Exception {
    TokenKey second = SoftwareToken.create().generate(KeyKind.RSA_2048, RANDOM);
    X509Certificate next = certificate(second);
    try (HttpClient before = trusting(certificate);
        HttpClient after = trusting(next)) {
      assertEquals(200, get(before, "/internalconf").statusCode());
      tls.present(second.keyManager(List.of(next)));
      assertEquals(200, get(after, "/internalconf").statusCode());
    }
    try (HttpClient late = trusting(certificate)) {
      assertThrows(SSLException.class, () -> get(late, "/internalconf"));
    }
  }
}
