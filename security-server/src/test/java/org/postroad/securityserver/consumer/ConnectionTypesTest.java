// SPDX-License-Identifier: MIT
package org.postroad.securityserver.consumer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.postroad.protocol.fault.FaultReport;
import org.postroad.protocol.identifier.ClientId;
import org.postroad.protocol.message.SoapMessage;
import org.postroad.securityserver.conf.Client;
import org.postroad.securityserver.conf.Client.ConnectionType;
import org.postroad.securityserver.net.HttpLimits;
import org.postroad.securityserver.testing.TestInstance;
import org.postroad.securityserver.testing.TestMessages;
import org.postroad.testing.Curl;
import org.postroad.testing.TestCertificate;
import org.postroad.testing.TestKey;
import org.postroad.testing.TestTls;

/**
 * Four clients, each connecting in every way to both listeners, with the JDK's client and with curl
 * (A-001, A-063 to A-065, E-038, E-040). Whoever is admitted gets as far as the provider, who does
 * not exist.
 */
@org.junit.jupiter.api.TestInstance(Lifecycle.PER_CLASS)
final class ConnectionTypesTest {
  private static final String ADMITTED =
      "Could not find addresses for service provider \"SUBSYSTEM:TEST/GOV/5678/people\"";

  private final TestKey listed = TestCertificate.subject("CN=listed").authentication().selfSigned();
  private final TestKey foreign =
      TestCertificate.subject("CN=foreign").authentication().selfSigned();
  private Path directory = Path.of("");
  private TestPort port;

  /** How an information system connects. */
  enum Way {
    PLAIN,
    TLS,
    TLS_WITH_LISTED,
    TLS_WITH_FOREIGN,
    TLS_WITH_OWN_OF_SERVER
  }

  @BeforeAll
  void open(@TempDir Path temporary) throws IOException {
    directory = temporary;
    port =
        new TestPort(
            temporary.resolve("port"),
            HttpLimits.DEFAULT,
            client("http", ConnectionType.HTTP),
            client("noauth", ConnectionType.HTTPS_NO_AUTH),
            client("https", ConnectionType.HTTPS, listed),
            client("bare", ConnectionType.HTTPS));
    TestTls.pem(temporary.resolve("server.pem"), port.certificate());
    TestTls.pem(temporary.resolve("listed.pem"), listed);
    TestTls.pem(temporary.resolve("foreign.pem"), foreign);
  }

  @AfterAll
  void close() {
    port.close();
  }

  @ParameterizedTest
  @CsvSource({
    "http,   PLAIN,                  ",
    "http,   TLS,                    ",
    "http,   TLS_WITH_FOREIGN,       ",
    "noauth, PLAIN,                  specifies HTTPS NO AUTH but client made plaintext connection",
    "noauth, TLS,                    ",
    "noauth, TLS_WITH_FOREIGN,       ",
    "https,  PLAIN,                  specifies HTTPS but did not supply TLS certificate",
    "https,  TLS,                    specifies HTTPS but did not supply TLS certificate",
    "https,  TLS_WITH_FOREIGN,       TLS certificate does not match any IS certificates",
    "https,  TLS_WITH_LISTED,        ",
    "https,  TLS_WITH_OWN_OF_SERVER, ",
    "bare,   TLS_WITH_LISTED,        has no IS certificates",
    "bare,   TLS_WITH_OWN_OF_SERVER, "
  })
  void connectionTypeDecides(String client, Way way, @Nullable String why) throws Exception {
    String expected =
        why == null ? ADMITTED : "Client (SUBSYSTEM:TEST/GOV/1234/" + client + ") " + why;
    String code =
        "server.clientproxy." + (why == null ? "unknown_member" : "ssl_authentication_failed");
    try (HttpClient http = http(way)) {
      HttpResponse<String> rest =
          http.send(restRequest(client, way).build(), BodyHandlers.ofString());
      assertEquals(code, rest.headers().firstValue("x-road-error").orElse(""), rest.body());
      assertTrue(rest.body().contains(expected.replace("\"", "\\\"")), rest.body());
      FaultReport soap = soapFault(http, client, way);
      assertEquals(code, soap.code());
      assertEquals(expected, soap.text());
    }
  }

  @ParameterizedTest
  @CsvSource({
    "http,   PLAIN,                  404",
    "noauth, PLAIN,                  401",
    "noauth, TLS,                    404",
    "https,  PLAIN,                  401",
    "https,  TLS,                    401",
    "https,  TLS_WITH_FOREIGN,       401",
    "https,  TLS_WITH_LISTED,        404",
    "https,  TLS_WITH_OWN_OF_SERVER, 404",
    "bare,   TLS_WITH_LISTED,        401"
  })
  void connectionTypeDecidesAboutDownloadsToo(String client, Way way, int status) throws Exception {
    String query =
        "/asic?queryId=none&xRoadInstance=TEST&memberClass=GOV&memberCode=1234&subsystemCode=";
    try (HttpClient http = http(way)) {
      HttpResponse<String> response =
          http.send(
              HttpRequest.newBuilder(uri(way, query + client)).build(), BodyHandlers.ofString());
      assertEquals(status, response.statusCode(), response.body());
      assertEquals(
          "text/plain; charset=UTF-8", response.headers().firstValue("content-type").orElse(""));
    }
  }

  @Test
  void curlIsServedWithAndWithoutACertificate() {
    assertTrue(curl("noauth").contains("X-Road-Error: server.clientproxy.unknown_member"));
    String without = curl("https");
    assertTrue(without.contains("did not supply TLS certificate"), without);
    String wrong = curl("https", "--cert", directory.resolve("foreign.pem").toString());
    assertTrue(wrong.contains("does not match any IS certificates"), wrong);
    for (String version : List.of("1.2", "1.3")) {
      String listedOne =
          curl("https", "--tls-max", version, "--cert", directory.resolve("listed.pem").toString());
      assertTrue(listedOne.contains("X-Road-Error: server.clientproxy.unknown_member"), listedOne);
    }
  }

  private String curl(String client, String... options) {
    String[] all =
        Stream.concat(
                Stream.of(options),
                Stream.of(
                    "--cacert",
                    directory.resolve("server.pem").toString(),
                    "--header",
                    "X-Road-Client: " + id(client).encoded(),
                    uri(Way.TLS, restTarget()).toString()))
            .toArray(String[]::new);
    return Curl.run(all);
  }

  private HttpRequest.Builder restRequest(String client, Way way) {
    return HttpRequest.newBuilder(uri(way, restTarget()))
        .header("X-Road-Client", id(client).encoded());
  }

  private static String restTarget() {
    return "/r1/" + TestMessages.service("svc").encoded();
  }

  private FaultReport soapFault(HttpClient http, String client, Way way) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(uri(way, "/"))
            .header("Content-Type", "text/xml")
            .POST(
                BodyPublishers.ofByteArray(
                    TestMessages.envelope(id(client), TestMessages.service("svc"))))
            .build();
    String body = http.send(request, BodyHandlers.ofString()).body();
    return SoapMessage.faultIn(body.getBytes(StandardCharsets.UTF_8)).orElseThrow();
  }

  private URI uri(Way way, String target) {
    return way == Way.PLAIN ? port.http(target) : port.https(target);
  }

  private HttpClient http(Way way) {
    SSLContext context =
        switch (way) {
          case PLAIN, TLS -> TestTls.trusting(port.certificate());
          case TLS_WITH_LISTED -> TestTls.trusting(port.certificate(), listed);
          case TLS_WITH_FOREIGN -> TestTls.trusting(port.certificate(), foreign);
          case TLS_WITH_OWN_OF_SERVER -> TestTls.trusting(port.certificate(), port.ownKeyManager());
        };
    return HttpClient.newBuilder().sslContext(context).build();
  }

  private static ClientId id(String client) {
    return ClientId.parse("TEST/GOV/1234/" + client);
  }

  private static Client client(String code, ConnectionType type, TestKey... listed) {
    return TestInstance.client(
        id(code), type, Stream.of(listed).map(TestKey::certificate).toList(), List.of());
  }
}
