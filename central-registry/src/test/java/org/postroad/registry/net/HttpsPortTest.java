// SPDX-License-Identifier: MIT

package org.postroad.registry.net;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.postroad.protocol.dispatch.PortLimits;
import org.postroad.protocol.dispatch.PortReply;
import org.postroad.protocol.identifier.MemberId;
import org.postroad.protocol.token.KeyKind;
import org.postroad.protocol.token.SoftwareToken;
import org.postroad.protocol.token.TokenKey;
import org.postroad.registry.management.AnswerRequest;
import org.postroad.registry.management.Arrival;
import org.postroad.registry.management.ManagementPort;
import org.postroad.registry.management.Reply;
import org.postroad.testing.TestAuthority;
import org.postroad.testing.TestKey;
import org.postroad.testing.TestTls;

class HttpsPortTest {
  private static final TokenKey KEY =
      SoftwareToken.create().generate(KeyKind.EC_P256, new SecureRandom());
  private static final X509Certificate CERTIFICATE =
      KEY.selfSigned(
          "CN=registry",
          List.of("127.0.0.1"),
          Instant.parse("2026-01-01T00:00:00Z"),
          Instant.parse("2036-01-01T00:00:00Z"));
  private static final TestKey CALLER =
      TestAuthority.create().authentication(new MemberId("TEST", "GOV", "1"));
  private static final String REGISTRATION = "/managementservice/";
  private static final String SERVICES = "/managementservice/manage/";

  private final List<Arrival> arrivals = Collections.synchronizedList(new ArrayList<>());

  private Reply echo(Arrival arrival) {
    arrivals.add(arrival);
    return new Reply(200, arrival.body());
  }

  private HttpsPort open(ManagementPort port, PortLimits limits) {
    return open(port, limits, Optional.empty());
  }

  private HttpsPort open(
      ManagementPort port, PortLimits limits, Optional<Set<X509Certificate>> callers) {
    return HttpsPort.open(
        new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
        KEY.keyManager(List.of(CERTIFICATE)),
        callers,
        new AnswerRequest(port, this::echo, request -> new PortReply(200, Map.of(), new byte[0])),
        limits,
        Clock.systemUTC());
  }

  private static HttpResponse<byte[]> send(SSLContext tls, HttpRequest.Builder request)
      throws IOException, InterruptedException {
    try (HttpClient client =
        HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).sslContext(tls).build()) {
      return client.send(
          request.timeout(Duration.ofSeconds(20)).build(), BodyHandlers.ofByteArray());
    }
  }

  private static HttpRequest.Builder request(HttpsPort port, String path) {
    return HttpRequest.newBuilder(
            URI.create("https://127.0.0.1:" + port.address().getPort() + path))
        .header("Content-Type", "text/xml");
  }

  private static HttpResponse<byte[]> post(HttpsPort port, String path, byte[] body)
      throws IOException, InterruptedException {
    return send(
        TestTls.trusting(CERTIFICATE), request(port, path).POST(BodyPublishers.ofByteArray(body)));
  }

  @ParameterizedTest
  @CsvSource({
    "REGISTRATION, /managementservice, 200",
    "REGISTRATION, /managementservice/, 200",
    "REGISTRATION, /managementservice/manage/, 404",
    "REGISTRATION, /, 404",
    "SERVICES, /managementservice/manage/, 200",
    "SERVICES, /managementservice/manage, 404",
    "SERVICES, /managementservice/manage/?x, 404",
    "SERVICES, /managementservice/, 404"
  })
  void everyPortHasItsPaths(ManagementPort kind, String path, int status) throws Exception {
    try (HttpsPort port = open(kind, PortLimits.DEFAULTS)) {
      assertEquals(status, post(port, path, new byte[1]).statusCode());
    }
  }

  @Test
  void aRequestIsHandedOnAsItCameAndTheReplyIsNotCached() throws Exception {
    byte[] body = "<a>õ</a>".getBytes(UTF_8);
    try (HttpsPort port = open(ManagementPort.REGISTRATION, PortLimits.DEFAULTS)) {
      HttpResponse<byte[]> response = post(port, REGISTRATION, body);
      assertArrayEquals(body, response.body());
      assertEquals(ManagementPort.REGISTRATION, arrivals.getFirst().port());
      assertEquals("text/xml", arrivals.getFirst().contentType());
      assertEquals(
          List.of("text/xml; charset=UTF-8"), response.headers().allValues("content-type"));
      assertEquals(List.of("no-cache"), response.headers().allValues("pragma"));
      assertEquals(List.of("0"), response.headers().allValues("expires"));
      assertEquals(List.of("no-store"), response.headers().allValues("cache-control"));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"GET", "PUT", "DELETE", "HEAD"})
  void onlyPostIsServed(String method) throws Exception {
    try (HttpsPort port = open(ManagementPort.SERVICES, PortLimits.DEFAULTS)) {
      var request = request(port, SERVICES).method(method, BodyPublishers.noBody());
      assertEquals(405, send(TestTls.trusting(CERTIFICATE), request).statusCode());
      assertEquals(List.of(), arrivals);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "REGISTRATION, GET, /managementservice/?wsdl, 404",
    "SERVICES, GET, /managementservice/manage/?wsdl, 200",
    "SERVICES, GET, /managementservice/?wsdl, 404",
    "SERVICES, POST, /managementservice/manage/?wsdl, 404"
  })
  void theContractOfTheServicesCanBeAskedFor(
      ManagementPort kind, String method, String path, int status) throws Exception {
    try (HttpsPort port = open(kind, PortLimits.DEFAULTS)) {
      var request = request(port, path).method(method, BodyPublishers.noBody());
      assertEquals(status, send(TestTls.trusting(CERTIFICATE), request).statusCode());
      assertEquals(List.of(), arrivals);
    }
  }

  @Test
  void aBodyHasFiftyKilobytesAtMost() throws Exception {
    int most = 50 * 1024;
    try (HttpsPort port = open(ManagementPort.REGISTRATION, PortLimits.DEFAULTS)) {
      assertEquals(200, post(port, REGISTRATION, new byte[most]).statusCode());
      assertEquals(413, post(port, REGISTRATION, new byte[most + 1]).statusCode());
      assertEquals(1, arrivals.size());
    }
  }

  @Test
  void theEleventhRequestOfAMinuteIsRefused() throws Exception {
    try (HttpsPort port = open(ManagementPort.REGISTRATION, PortLimits.DEFAULTS)) {
      int refused = 0;
      for (int i = 0; i < 11; i++) {
        refused += post(port, REGISTRATION, new byte[1]).statusCode() == 429 ? 1 : 0;
      }
      assertEquals(1, refused);
      assertEquals(10, arrivals.size());
    }
  }

  @ParameterizedTest
  @EnumSource(ManagementPort.class)
  void whoSendsNothingIsCutOff(ManagementPort kind) throws Exception {
    var impatient = new PortLimits(2, 1024, 10, Duration.ofMillis(200));
    try (HttpsPort port = open(kind, impatient);
        Socket silent = new Socket(port.address().getAddress(), port.address().getPort())) {
      silent.setSoTimeout(20_000);
      assertEquals(-1, silent.getInputStream().read());
    }
  }

  @Test
  void connectionsBeyondTheLimitAreClosed() throws Exception {
    var one = new PortLimits(1, 1024, 10, Duration.ofSeconds(30));
    try (HttpsPort port = open(ManagementPort.REGISTRATION, one);
        Socket first = new Socket(port.address().getAddress(), port.address().getPort());
        Socket second = new Socket(port.address().getAddress(), port.address().getPort())) {
      second.setSoTimeout(20_000);
      assertEquals(-1, second.getInputStream().read());
      assertTrue(first.isConnected());
    }
  }

  @Test
  void onlyKnownCallersReachTheServices() throws Exception {
    var known = Optional.of(Set.of(CALLER.certificate()));
    var stranger = TestAuthority.create().timestamper();
    try (HttpsPort port = open(ManagementPort.SERVICES, PortLimits.DEFAULTS, known)) {
      var request = request(port, SERVICES).POST(BodyPublishers.ofByteArray(new byte[1]));
      assertEquals(200, send(TestTls.trusting(CERTIFICATE, CALLER), request).statusCode());
      assertThrows(IOException.class, () -> send(TestTls.trusting(CERTIFICATE, stranger), request));
      assertThrows(IOException.class, () -> send(TestTls.trusting(CERTIFICATE), request));
      assertEquals(1, arrivals.size());
    }
  }

  @ParameterizedTest
  @CsvSource({
    "TLSv1.3, TLS_AES_128_GCM_SHA256, true",
    "TLSv1.2, TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384, true",
    "TLSv1.2, TLS_ECDHE_ECDSA_WITH_AES_256_CBC_SHA384, false",
    "TLSv1.2, TLS_RSA_WITH_AES_256_GCM_SHA384, false"
  })
  void onlyEphemeralAuthenticatedSuitesAreSpoken(String protocol, String suite, boolean spoken)
      throws Exception {
    try (HttpsPort port = open(ManagementPort.REGISTRATION, PortLimits.DEFAULTS)) {
      var parameters = new SSLParameters(new String[] {suite}, new String[] {protocol});
      SSLContext tls = TestTls.trusting(CERTIFICATE);
      try (HttpClient client =
          HttpClient.newBuilder()
              .version(HttpClient.Version.HTTP_1_1)
              .sslContext(tls)
              .sslParameters(parameters)
              .build()) {
        HttpRequest request =
            request(port, REGISTRATION).POST(BodyPublishers.ofByteArray(new byte[1])).build();
        if (spoken) {
          assertEquals(200, client.send(request, BodyHandlers.ofByteArray()).statusCode());
        } else {
          assertThrows(IOException.class, () -> client.send(request, BodyHandlers.ofByteArray()));
        }
      }
    }
  }
}
