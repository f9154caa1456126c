// SPDX-License-Identifier: MIT
package org.postroad.securityserver.consumer;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.postroad.protocol.message.RestRequest;
import org.postroad.protocol.message.RestResponse;
import org.postroad.protocol.message.SoapMessage;
import org.postroad.protocol.mime.Headers;
import org.postroad.protocol.transport.TransportLimits;
import org.postroad.protocol.transport.TransportPart;
import org.postroad.protocol.transport.TransportReader;
import org.postroad.protocol.transport.TransportWriter;
import org.postroad.securityserver.conf.Client;
import org.postroad.securityserver.conf.Configuration;
import org.postroad.securityserver.exchange.PeerSettings;
import org.postroad.securityserver.messagelog.DocumentSeal;
import org.postroad.securityserver.net.TlsContext;
import org.postroad.securityserver.net.TlsPolicy;
import org.postroad.securityserver.testing.FakeExchange;
import org.postroad.securityserver.testing.FakeProvider;
import org.postroad.securityserver.testing.FakeProvider.Sent;
import org.postroad.securityserver.testing.TestInstance;
import org.postroad.securityserver.testing.TestMessages;
import org.postroad.securityserver.testing.TestServer;
import org.postroad.securityserver.testing.TestServerKeys;

/** The whole line of a consumer's server, and a provider's server that is made up byte by byte. */
final class ConsumerBench implements AutoCloseable {
  static final String BOUNDARY = "xtopabcdefghijklmnopqrstuvwxyzabcd";
  static final byte[] SECRET = "secret answer of the service".getBytes(StandardCharsets.UTF_8);
  private static final int NOBODY = 9;

  private final TestInstance instance = new TestInstance();
  private final TestServerKeys provider;
  private final TestServer server;
  private final TlsContext tls;

  ConsumerBench(Path directory) throws IOException {
    provider =
        new TestServerKeys(
            directory.resolve("provider"), instance.authority(), TestInstance.PROVIDER);
    TestServerKeys own =
        new TestServerKeys(directory.resolve("own"), instance.authority(), TestInstance.CALLER);
    server = new TestServer(directory.resolve("own"), own);
    tls =
        TlsContext.client(
            Optional.of(
                own.authentication().key().keyManager(List.of(own.authentication().certificate()))),
            TlsPolicy.SECURITY_SERVERS);
  }

  TestInstance instance() {
    return instance;
  }

  TestServerKeys provider() {
    return provider;
  }

  TestServer server() {
    return server;
  }

  /** This server knows already that the provider's certificate is good. */
  ConsumerBench knowingTheProvider() {
    var certificate = provider.authentication().certificate();
    server.keys().ocsp().put(certificate, provider.ocsp().find(certificate).orElseThrow());
    return this;
  }

  FakeProvider provider(FakeProvider.Script script) {
    return new FakeProvider(
        provider
            .authentication()
            .key()
            .keyManager(List.of(provider.authentication().certificate())),
        script);
  }

  /** Answers every whole request. */
  FakeProvider answering(Answer answer) {
    return provider(caller -> caller.write(answer.to(caller.request())));
  }

  @FunctionalInterface
  interface Answer {
    byte[] to(Sent sent) throws IOException;
  }

  FakeExchange rest(FakeProvider to) {
    return rest(configuration("127.0.0.1"), to.port(), NOBODY);
  }

  FakeExchange rest(Configuration configuration, int messagePort, int ocspPort) {
    return handle(
        configuration,
        messagePort,
        ocspPort,
        FakeExchange.of(
            "POST",
            "/r1/" + TestMessages.service("svc").encoded() + "/x?y=z",
            Headers.builder()
                .add("X-Road-Client", TestInstance.CALLER.encoded())
                .add("X-Road-Id", "query-1")
                .add("Content-Type", "application/json; a=b")
                .build(),
            "{\"question\":1}".getBytes(StandardCharsets.UTF_8)));
  }

  FakeExchange soap(FakeProvider to) {
    return soap(to, TestMessages.envelope(TestInstance.CALLER, TestMessages.service("svc")));
  }

  FakeExchange soap(FakeProvider to, byte[] envelope) {
    return handle(
        configuration("127.0.0.1"),
        to.port(),
        NOBODY,
        FakeExchange.of(
            "POST",
            "/",
            Headers.builder()
                .add("Content-Type", "text/xml; charset=UTF-8")
                .add("SOAPAction", "\"urn:x\"")
                .build(),
            envelope));
  }

  private FakeExchange handle(
      Configuration configuration, int messagePort, int ocspPort, FakeExchange exchange) {
    PeerSettings patient = PeerSettings.DEFAULT.withConnect(Duration.ofSeconds(20));
    Outgoing outgoing =
        new Outgoing(
            server.client(), _ -> tls, server.keys().ocsp(), messagePort, ocspPort, patient);
    ClientPort port =
        ClientPort.of(
            server.environment(() -> configuration),
            outgoing,
            Fixtures.admission(),
            DocumentSeal.NONE,
            () -> {
              throw new IllegalStateException("not asked for");
            });
    try {
      port.handle(exchange);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return exchange;
  }

  /** The provider is registered at one server of these addresses. */
  Configuration configuration(String... addresses) {
    var servers =
        new java.util.ArrayList<org.postroad.protocol.globalconf.SharedParameters.Server>();
    servers.add(
        TestInstance.server(
            TestInstance.CALLER_SERVER,
            "caller.test",
            server.keys().authentication().certificate(),
            TestInstance.CALLER));
    for (int i = 0; i < addresses.length; i++) {
      servers.add(
          TestInstance.server(
              new org.postroad.protocol.identifier.SecurityServerId(
                  TestInstance.PROVIDER.member(), "ss" + (i + 2)),
              addresses[i],
              provider.authentication().certificate(),
              TestInstance.PROVIDER));
    }
    return new Configuration(
        instance.atCaller(Client.ConnectionType.HTTP).server(),
        instance.global(
            servers.toArray(org.postroad.protocol.globalconf.SharedParameters.Server[]::new)));
  }

  // What a provider's server sends.

  static RestRequest restRequest(Sent sent) {
    return RestRequest.parse(
        part(sent, TransportPart.RestHead.class).map(TransportPart.RestHead::bytes).orElseThrow());
  }

  static SoapMessage soapRequest(Sent sent) {
    return SoapMessage.parse(
        part(sent, TransportPart.Soap.class).map(TransportPart.Soap::bytes).orElseThrow());
  }

  private static <T extends TransportPart> Optional<T> part(Sent sent, Class<T> type) {
    try {
      TransportReader reader =
          new TransportReader(
              new ByteArrayInputStream(sent.body()),
              sent.header("content-type"),
              TransportLimits.DEFAULT,
              false);
      for (Optional<TransportPart> next = reader.next(); next.isPresent(); next = reader.next()) {
        if (type.isInstance(next.get())) {
          return next.map(type::cast);
        }
      }
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static byte[] restResponse(Sent sent) {
    RestRequest request = restRequest(sent);
    byte[] question =
        org.postroad.protocol.algorithm.DigestAlgorithm.SHA512
            .digest("{\"question\":1}".getBytes(StandardCharsets.UTF_8))
            .value();
    return RestResponse.ofService(
            request,
            200,
            "OK",
            Headers.of("Content-Type", "text/plain"),
            request.requestHash(Optional.of(question)))
        .bytes();
  }

  static byte[] soapResponse(Sent sent) {
    SoapMessage request = soapRequest(sent);
    String response =
        new String(request.bytes(), StandardCharsets.UTF_8)
            .replace(
                "<p:svc xmlns:p=\"urn:test\"/>",
                "<p:svcResponse xmlns:p=\"urn:test\">secret answer of the service</p:svcResponse>")
            .replace(
                "<p:svc xmlns:p=\"urn:test\"></p:svc>",
                "<p:svcResponse xmlns:p=\"urn:test\">secret answer of the service</p:svcResponse>");
    return SoapMessage.parse(response.getBytes(StandardCharsets.UTF_8))
        .withRequestHash(request.hash())
        .bytes();
  }

  @FunctionalInterface
  interface Parts {
    void writeTo(TransportWriter writer) throws IOException;
  }

  static byte[] multipart(Parts parts) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      parts.writeTo(new TransportWriter(out, BOUNDARY));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  /** A message with a body, signed by the provider. */
  byte[] signedRest(byte[] message, byte[] body) {
    return multipart(writer -> {
      writer.restResponse(message);
      try (OutputStream out = writer.restBody()) {
        out.write(body);
      }
      writer.signature(provider.sign(message, body));
      writer.end();
    });
  }

  byte[] signedSoap(byte[] message) {
    return multipart(writer -> {
      writer.soap(message, "text/xml; charset=UTF-8", Headers.EMPTY);
      writer.signature(provider.sign(message));
      writer.end();
    });
  }

  /** As a server of the reference frames it. */
  static byte[] ok(byte[] multipart) {
    return http(
        "200 OK",
        multipart,
        "Content-Type: " + TransportWriter.contentType(BOUNDARY),
        "x-hash-algorithm: SHA-512",
        "x-original-content-type: text/xml; charset=UTF-8");
  }

  static byte[] http(String status, byte[] body, String... fields) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(ascii("HTTP/1.1 " + status + "\r\nConnection: close\r\n"));
    for (String field : fields) {
      out.writeBytes(ascii(field + "\r\n"));
    }
    out.writeBytes(ascii("Content-Length: " + body.length + "\r\n\r\n"));
    out.writeBytes(body);
    return out.toByteArray();
  }

  static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
