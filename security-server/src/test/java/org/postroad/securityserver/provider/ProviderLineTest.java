// SPDX-License-Identifier: MIT
package org.postroad.securityserver.provider;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postroad.protocol.fault.FaultReport;
import org.postroad.protocol.fault.FaultSpelling;
import org.postroad.protocol.identifier.ClientId;
import org.postroad.protocol.message.RestRequest;
import org.postroad.protocol.message.SoapMessage;
import org.postroad.protocol.mime.Headers;
import org.postroad.protocol.signature.MessageSignature;
import org.postroad.protocol.transport.TransportHeaders;
import org.postroad.protocol.transport.TransportLimits;
import org.postroad.protocol.transport.TransportPart;
import org.postroad.protocol.transport.TransportReader;
import org.postroad.protocol.transport.TransportWriter;
import org.postroad.securityserver.conf.AccessRight;
import org.postroad.securityserver.conf.Client;
import org.postroad.securityserver.conf.Configuration;
import org.postroad.securityserver.conf.ServerConfiguration;
import org.postroad.securityserver.conf.ServiceChanges;
import org.postroad.securityserver.conf.ServiceDescription;
import org.postroad.securityserver.exchange.ExchangeEnvironment;
import org.postroad.securityserver.exchange.PeerSettings;
import org.postroad.securityserver.net.TlsContext;
import org.postroad.securityserver.net.TlsPolicy;
import org.postroad.securityserver.service.DescriptionLimits;
import org.postroad.securityserver.service.Descriptions;
import org.postroad.securityserver.service.HttpServiceCaller;
import org.postroad.securityserver.service.Metaservices;
import org.postroad.securityserver.service.ServiceChannels;
import org.postroad.securityserver.testing.FakeExchange;
import org.postroad.securityserver.testing.HttpSite;
import org.postroad.securityserver.testing.TestInstance;
import org.postroad.securityserver.testing.TestMessages;
import org.postroad.securityserver.testing.TestServer;
import org.postroad.securityserver.testing.TestServerKeys;

/**
 * The whole line of a provider's server (A-061, C-008, C-046 to C-049): which check comes first
 * when two would refuse, and that a service is called only for what was verified and journalled.
 */
final class ProviderLineTest {
  private static final byte[] BODY = "question".getBytes(StandardCharsets.UTF_8);

  private final TestInstance instance = new TestInstance();
  private final AtomicInteger calls = new AtomicInteger();
  private final HttpSite site = new HttpSite();
  private TestServerKeys caller;
  private TestServer server;
  private Runnable duringTheCall = () -> {};

  @BeforeEach
  void start(@TempDir Path directory) throws IOException {
    caller =
        new TestServerKeys(directory.resolve("caller"), instance.authority(), TestInstance.CALLER);
    server =
        new TestServer(
            directory.resolve("own"),
            new TestServerKeys(
                directory.resolve("own"), instance.authority(), TestInstance.PROVIDER));
    site.serve(
        "/",
        exchange -> {
          try (exchange) {
            calls.incrementAndGet();
            exchange.getRequestBody().readAllBytes();
            duringTheCall.run();
            byte[] answer = "secret answer".getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
          }
        });
  }

  @AfterEach
  void stop() throws IOException {
    site.close();
    server.close();
  }

  @Test
  void goodRequestIsAnsweredInTheHeaderFieldsPeersLookFor() throws IOException {
    FakeExchange exchange = send(good());
    assertEquals(200, exchange.head().status());
    assertTrue(
        exchange
            .header("Content-Type")
            .matches("multipart/mixed; charset=UTF-8; boundary=xtop[A-Za-z]{30}"));
    List<String> names = exchange.head().headers().stream().map(header -> header.name()).toList();
    assertTrue(names.contains("x-hash-algorithm"), names.toString());
    assertEquals("SHA-512", exchange.header("x-hash-algorithm"));
    List<TransportPart> parts = parts(exchange);
    assertTrue(parts.getFirst() instanceof TransportPart.RestHead head && !head.request());
    assertTrue(parts.getLast() instanceof TransportPart.Signature);
    assertEquals(1, calls.get());
  }

  @Test
  void hostHeaderIsNotLookedAt() throws IOException {
    for (String host : List.of("localhost:5500", "", "somebody.else")) {
      Sent sent = good();
      FakeExchange exchange = send(sent, headers(sent).with("Host", host));
      assertTrue(parts(exchange).getLast() instanceof TransportPart.Signature, host);
    }
  }

  /** Each request violates its own rule and all that are checked later: the first is told. */
  @Test
  void firstViolatedRuleIsTheOneThatIsTold() throws IOException {
    SoapMessage elsewhere =
        SoapMessage.parse(
            TestMessages.envelope(
                TestInstance.CALLER, TestMessages.service("none"), TestInstance.CALLER_SERVER));
    Configuration nothing = new Configuration(noClients(), configuration().global());
    assertFault(
        "server.serverproxy.invalid_http_method",
        handle(nothing, FakeExchange.of("PUT", "/", Headers.EMPTY, new byte[0])));
    assertFault(
        "server.serverproxy.internal_error",
        handle(nothing, FakeExchange.of("POST", "/", Headers.EMPTY, new byte[0])));
    assertFault(
        "server.serverproxy.service_failed.invalid_security_server",
        handle(nothing, soap(elsewhere)));
    assertFault(
        "server.serverproxy.service_failed.unknown_member",
        handle(nothing, rest(unsigned("none"))));
    assertFault(
        "server.serverproxy.service_failed.cannot_create_signature",
        handle(
            withOnly(ClientId.parse("TEST/GOV/9999/people")),
            rest(unsignedTo(ClientId.parse("TEST/GOV/9999/people")))));
    assertFault(
        "server.serverproxy.service_failed.ssl_authentication_failed",
        handle(configuration(), rest(unsigned("none")).overTls()));
    assertFault("server.serverproxy.missing_signature", send(unsigned("none")));
    assertFault("server.serverproxy.unknown_service", send(forged("none")));
    assertFault("server.serverproxy.service_type", send(forged("wsdl")));
    assertFault("server.serverproxy.access_denied", send(forged("denied")));
    assertFault("server.serverproxy.service_disabled", send(forged("off")));
    assertFault("server.serverproxy.signature_verification.", send(forged("svc")));
    server.log().close();
    assertFault("server.serverproxy.logging_failed", send(good()));
    assertEquals(0, calls.get());
  }

  /** D17: what an administrator does is what the next caller is told. */
  @Test
  void aDisabledServiceIsRefusedWithItsNoticeUntilItIsEnabled() throws IOException {
    Configuration now = configuration();
    String url = site.uri("/").toString();
    ServerConfiguration closed =
        ServiceChanges.disable(now.server(), TestInstance.PROVIDER, url, "until noon");
    FakeExchange refused = handle(new Configuration(closed, now.global()), rest(good()));
    assertFault("server.serverproxy.service_disabled", refused);
    assertTrue(refused.text().contains("is disabled: until noon"), refused::text);
    assertEquals(0, calls.get());
    ServerConfiguration open = ServiceChanges.enable(closed, TestInstance.PROVIDER, url);
    handle(new Configuration(open, now.global()), rest(good()));
    assertEquals(1, calls.get());
  }

  /** D23: only a client that is registered is served. */
  @Test
  void aProviderThatIsNotRegisteredIsUnknown() throws IOException {
    Configuration now = configuration();
    Client provider = now.server().client(TestInstance.PROVIDER).orElseThrow();
    for (Client.Status status : EnumSet.complementOf(EnumSet.of(Client.Status.REGISTERED))) {
      ServerConfiguration changed = now.server().withClient(provider.withStatus(status));
      assertFault(
          "server.serverproxy.service_failed.unknown_member",
          handle(new Configuration(changed, now.global()), rest(good())));
    }
    assertEquals(0, calls.get());
  }

  /** OCSP responses behind the message come too late (C-017). */
  @Test
  void ocspResponsesMustComeBeforeTheMessage() throws IOException {
    RestRequest request = request("svc");
    MessageSignature signature = caller.sign(request.bytes(), BODY);
    Sent late =
        new Sent(
            request,
            Fixtures.body(writer -> {
              writer.restRequest(request.bytes());
              try (OutputStream body = writer.restBody()) {
                body.write(BODY);
              }
              writer.signature(signature);
              writer.end();
            }));
    FakeExchange exchange = send(late);
    assertFault("server.serverproxy.service_failed.ssl_authentication_failed", exchange);
    assertTrue(
        exchange
            .text()
            .contains("Cannot verify TLS certificate, corresponding OCSP response is missing"));
  }

  @Test
  void earlyFaultIsTheWholeAnswer() throws IOException {
    FakeExchange exchange = send(forged("none"));
    assertEquals(200, exchange.head().status());
    assertEquals("text/xml;charset=utf-8", exchange.header("Content-Type"));
    assertEquals(Optional.of(""), exchange.head().headers().first("SOAPAction"));
    assertTrue(SoapMessage.parse(exchange.answer()).isFault());
  }

  /** Without its record a response gets no signature, and so is worth nothing (P3). */
  @Test
  void responseThatCannotBeJournalledEndsInAFault() throws IOException {
    duringTheCall =
        () -> {
          try {
            server.log().close();
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        };
    FakeExchange exchange = send(good());
    assertEquals(1, calls.get());
    assertTrue(
        report(exchange).code().startsWith("server.serverproxy.logging_failed"),
        report(exchange).code());
    assertFalse(exchange.text().contains("signature/bdoc"));
  }

  @Test
  void serviceThatIsGoneIsAFaultInPlaceOfTheMessage() throws IOException {
    FakeExchange exchange = send(signed(request("gone"), BODY));
    assertTrue(exchange.header("Content-Type").startsWith("multipart/mixed"));
    assertEquals("server.serverproxy.network_error", report(exchange).code());
    assertEquals(1, parts(exchange).size());
  }

  @Test
  void codesAreSpelledAsPeersBefore78KnowThem() throws IOException {
    FakeExchange exchange = rest(forged("none"));
    line(configuration(), FaultSpelling.UP_TO_7_7).handle(exchange);
    assertTrue(exchange.text().contains("Server.ServerProxy.UnknownService"), exchange.text());
  }

  private record Sent(RestRequest request, byte[] body) {}

  private static RestRequest request(String service) {
    return TestMessages.rest("POST", service, "/x");
  }

  private Sent good() {
    return signed(request("svc"), BODY);
  }

  /** Signed over another body than the one that is sent. */
  private Sent forged(String service) {
    return signed(request(service), "another".getBytes(StandardCharsets.UTF_8));
  }

  private Sent signed(RestRequest request, byte[] signedBody) {
    MessageSignature signature = caller.sign(request.bytes(), signedBody);
    return new Sent(
        request,
        Fixtures.body(writer -> {
          message(writer, request);
          writer.signature(signature);
          writer.end();
        }));
  }

  private Sent unsigned(String service) {
    return unsigned(request(service));
  }

  private Sent unsignedTo(ClientId provider) {
    return unsigned(
        RestRequest.ofConsumer(
            "POST",
            "/r1/" + provider.encoded() + "/none",
            Headers.of("X-Road-Client", TestInstance.CALLER.encoded()),
            TestMessages.REQUEST_ID,
            () -> "query"));
  }

  /** With the fault of a server that could not sign (C-043). */
  private Sent unsigned(RestRequest request) {
    return new Sent(
        request,
        Fixtures.body(writer -> {
          message(writer, request);
          writer.fault(new FaultReport("server.clientproxy.x", "no key", "1").toSoap());
          writer.end();
        }));
  }

  private void message(TransportWriter writer, RestRequest request) throws IOException {
    writer.ocspResponse(caller.authenticationOcsp());
    writer.restRequest(request.bytes());
    try (OutputStream body = writer.restBody()) {
      body.write(BODY);
    }
  }

  private FakeExchange soap(SoapMessage message) {
    return Fixtures.post(Fixtures.headers(false), Fixtures.soap(message.bytes()))
        .overTls(caller.authentication().certificate());
  }

  private static Headers headers(Sent sent) {
    return Fixtures.headers(true, TransportHeaders.REQUEST_ID, sent.request().requestId());
  }

  private FakeExchange rest(Sent sent) {
    return Fixtures.post(headers(sent), sent.body()).overTls(caller.authentication().certificate());
  }

  private FakeExchange send(Sent sent) throws IOException {
    return handle(configuration(), rest(sent));
  }

  private FakeExchange send(Sent sent, Headers headers) throws IOException {
    return handle(
        configuration(),
        Fixtures.post(headers, sent.body()).overTls(caller.authentication().certificate()));
  }

  private FakeExchange handle(Configuration configuration, FakeExchange exchange)
      throws IOException {
    line(configuration, FaultSpelling.SINCE_7_8).handle(exchange);
    return exchange;
  }

  private ProviderLine line(Configuration configuration, FaultSpelling spelling) {
    var own = server.keys().authentication();
    TlsContext tls =
        TlsContext.client(
            Optional.of(own.key().keyManager(List.of(own.certificate()))),
            TlsPolicy.INFORMATION_SYSTEMS);
    ServiceChannels channels = new ServiceChannels(site.client(), () -> tls);
    ExchangeEnvironment environment = server.environment(() -> configuration, spelling);
    return ProviderLine.of(
        environment,
        PeerSettings.DEFAULT,
        new HttpServiceCaller(channels),
        new Metaservices(
            new Descriptions(channels::fetch, environment.spool(), DescriptionLimits.DEFAULT),
            environment.newId(),
            environment.random()),
        server.monitoringServices());
  }

  private static ServerConfiguration noClients() {
    return new ServerConfiguration(TestInstance.PROVIDER_SERVER, List.of(), List.of());
  }

  private Configuration withOnly(ClientId client) {
    Client other = TestInstance.client(client, Client.ConnectionType.HTTP, List.of(), List.of());
    return new Configuration(
        new ServerConfiguration(TestInstance.PROVIDER_SERVER, List.of(), List.of(other)),
        configuration().global());
  }

  private Configuration configuration() {
    String url = site.uri("/").toString();
    var subject = new AccessRight.Subject.OfClient(TestInstance.CALLER);
    Configuration configured =
        instance.atProvider(
            List.of(
                new ServiceDescription(
                    ServiceDescription.Type.REST,
                    url,
                    Optional.empty(),
                    List.of(
                        ServiceDescription.Service.of("svc", url),
                        ServiceDescription.Service.of("gone", HttpSite.nobody().toString()),
                        ServiceDescription.Service.of("denied", url))),
                new ServiceDescription(
                    ServiceDescription.Type.REST,
                    url,
                    Optional.of("closed"),
                    List.of(ServiceDescription.Service.of("off", url))),
                new ServiceDescription(
                    ServiceDescription.Type.WSDL,
                    url,
                    Optional.of("closed"),
                    List.of(ServiceDescription.Service.of("wsdl", url)))),
            AccessRight.toService(subject, "svc"),
            AccessRight.toService(subject, "gone"),
            AccessRight.toService(subject, "off"));
    return new Configuration(
        configured.server(),
        instance.global(
            TestInstance.server(
                TestInstance.CALLER_SERVER,
                "caller.test",
                caller.authentication().certificate(),
                TestInstance.CALLER),
            TestInstance.server(
                TestInstance.PROVIDER_SERVER,
                "provider.test",
                server.keys().authentication().certificate(),
                TestInstance.PROVIDER)));
  }

  private static void assertFault(String code, FakeExchange exchange) {
    assertTrue(exchange.text().contains("<faultcode>" + code), code + " in " + exchange.text());
  }

  private static FaultReport report(FakeExchange exchange) throws IOException {
    return parts(exchange).stream()
        .filter(TransportPart.FaultPart.class::isInstance)
        .map(part -> ((TransportPart.FaultPart) part).report())
        .findFirst()
        .orElseThrow();
  }

  private static List<TransportPart> parts(FakeExchange exchange) throws IOException {
    TransportReader reader =
        new TransportReader(
            new ByteArrayInputStream(exchange.answer()),
            exchange.header("Content-Type"),
            TransportLimits.DEFAULT,
            true);
    List<TransportPart> parts = new java.util.ArrayList<>();
    for (Optional<TransportPart> next = reader.next(); next.isPresent(); next = reader.next()) {
      parts.add(next.get());
    }
    return parts;
  }
}
