// SPDX-License-Identifier: MIT
package org.postroad.securityserver.provider;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postroad.protocol.algorithm.DigestAlgorithm;
import org.postroad.protocol.fault.Fault;
import org.postroad.protocol.fault.FaultCode;
import org.postroad.protocol.identifier.ServiceId;
import org.postroad.protocol.message.RestRequest;
import org.postroad.protocol.mime.Headers;
import org.postroad.protocol.transport.ProxyVersion;
import org.postroad.protocol.transport.TransportHeaders;
import org.postroad.protocol.transport.TransportLimits;
import org.postroad.securityserver.conf.Configuration;
import org.postroad.securityserver.net.ServerExchange;
import org.postroad.securityserver.testing.FakeExchange;
import org.postroad.securityserver.testing.TestInstance;
import org.postroad.securityserver.testing.TestMessages;

/** The beginning of a transported request (C-025 to C-042). */
final class OpenTransportTest {
  private static final Configuration CONFIGURATION = new TestInstance().atProvider(List.of());
  private static final ServiceId SERVICE = TestMessages.service("svc");
  private static final RestRequest REST = TestMessages.rest("GET", "svc", "/x");
  private static final byte[] SOAP = TestMessages.envelope(TestInstance.CALLER, SERVICE);
  private static final Optional<ProxyVersion> LEAST = Optional.of(new ProxyVersion(7, 6, 0, ""));
  private static final byte[] OCSP = {0x30, 3, 10, 1, 0};

  @Test
  void opensRestWithItsOcspResponses() throws IOException {
    Opened opened = open(Fixtures.post(Fixtures.headers(true), Fixtures.rest(REST, OCSP, OCSP)));
    assertArrayEquals(REST.bytes(), opened.message().bytes());
    assertEquals(2, opened.ocspResponses().size());
    assertArrayEquals(OCSP, opened.ocspResponses().getFirst());
    assertEquals(TestMessages.REQUEST_ID, opened.requestId());
  }

  @Test
  void opensSoapWithWhatIsNeededToRebuildIt() throws IOException {
    Headers headers =
        Fixtures.headers(
            false,
            TransportHeaders.ORIGINAL_CONTENT_TYPE,
            "text/xml; charset=UTF-8",
            TransportHeaders.ORIGINAL_SOAP_ACTION,
            "\"urn:x\"");
    Opened opened = open(Fixtures.post(headers, Fixtures.soap(SOAP, OCSP)));
    assertArrayEquals(SOAP, opened.message().bytes());
    assertEquals("text/xml; charset=UTF-8", opened.originalContentType());
    assertEquals("\"urn:x\"", opened.soapAction());
    assertEquals("text/xml; charset=UTF-8", opened.partHeaders().first("content-type").orElse(""));
  }

  @ParameterizedTest
  @ValueSource(strings = {"GET", "PUT", "HEAD", "OPTIONS"})
  void refusesOtherMethods(String method) {
    Fault fault =
        refused(FakeExchange.of(method, "/", Fixtures.headers(true), Fixtures.rest(REST, OCSP)));
    assertEquals(List.of(FaultCode.INVALID_HTTP_METHOD), fault.path());
    assertEquals("Must use POST request method instead of " + method, fault.text());
  }

  @Test
  void expiredConfigurationIsToldBeforeTheMessageIsLookedAt() {
    OpenTransport stage =
        new OpenTransport(
            () -> {
              throw new Fault(FaultCode.GLOBAL_CONF_OUTDATED, "expired");
            },
            TransportLimits.DEFAULT,
            LEAST);
    FakeExchange empty = Fixtures.post(Headers.EMPTY, new byte[0]);
    Fault fault = assertThrows(Fault.class, () -> stage.apply(Fixtures.arrival(empty)));
    assertEquals(List.of(FaultCode.GLOBAL_CONF_OUTDATED), fault.path());
  }

  @ParameterizedTest
  @ValueSource(strings = {"7.6.0", "7.8.1", "7.8.1-SNAPSHOT-20250101-abc", "8.0.0", "10.0.0"})
  void servesPeersOfTheLeastVersionAndLater(String version) throws IOException {
    open(versioned(version), LEAST);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"7.5.9", "6.26.0", "7.6.0-SNAPSHOT", "", " ", "unknown", "7.6", "7.06.0", "seven"})
  void refusesPeersThatAreTooOldOrTellNoVersionWhenALeastOneIsSet(String version) {
    Fault fault = assertThrows(Fault.class, () -> open(versioned(version), LEAST));
    assertEquals(List.of(FaultCode.CLIENT_PROXY_VERSION_NOT_SUPPORTED), fault.path());
    String told = version.isBlank() ? "unknown" : version;
    assertEquals(
        "The minimum supported version for client security server is: 7.6.0, this one is: " + told,
        fault.text());
  }

  @ParameterizedTest
  @ValueSource(strings = {"7.5.9", "6.20.0", "99.0.0", "", "unknown"})
  void servesPeersOfAnyVersionOtherwise(String version) throws IOException {
    assertArrayEquals(REST.bytes(), open(versioned(version)).message().bytes());
  }

  private static FakeExchange versioned(String version) {
    return Fixtures.post(
        Fixtures.headers(true, TransportHeaders.PROXY_VERSION, version), Fixtures.rest(REST, OCSP));
  }

  @Test
  void hashAlgorithmMustBeNamedAndStrongWhateverItsCase() throws IOException {
    for (String name : List.of("SHA-512", "sha-512", "SHA-256", "Sha-384")) {
      Opened opened =
          open(
              Fixtures.post(
                  Fixtures.headers(true, TransportHeaders.HASH_ALGORITHM, name),
                  Fixtures.rest(REST, OCSP)));
      assertEquals(DigestAlgorithm.ofName(name).orElseThrow(), opened.hashAlgorithm());
    }
    for (String other : List.of("", "SHA-1", "SHA-224", "none")) {
      Fault fault =
          refused(
              Fixtures.post(
                  Fixtures.headers(true, TransportHeaders.HASH_ALGORITHM, other),
                  Fixtures.rest(REST, OCSP)));
      assertEquals(List.of(FaultCode.INTERNAL_ERROR), fault.path(), other);
    }
  }

  @Test
  void requestIdOutsideTheSignatureMustBeTheOneInside() {
    for (String other : List.of("", "99999999-2222-3333-4444-555555555555")) {
      Fault fault =
          refused(
              Fixtures.post(
                  Fixtures.headers(true, TransportHeaders.REQUEST_ID, other),
                  Fixtures.rest(REST, OCSP)));
      assertEquals(List.of(FaultCode.SERVICE_FAILED, FaultCode.INVALID_MESSAGE), fault.path());
    }
  }

  @Test
  void kindOfTheMessageIsWhatTheHeaderSays() {
    assertEquals(
        List.of(FaultCode.MISSING_SOAP),
        refused(Fixtures.post(Fixtures.headers(false), Fixtures.rest(REST, OCSP))).path());
    assertEquals(
        List.of(FaultCode.MISSING_SOAP),
        refused(
                Fixtures.post(
                    Fixtures.headers(true, TransportHeaders.MESSAGE_TYPE, "rest"),
                    Fixtures.rest(REST, OCSP)))
            .path());
    assertEquals(
        List.of(FaultCode.MISSING_REST),
        refused(Fixtures.post(Fixtures.headers(true), Fixtures.soap(SOAP, OCSP))).path());
  }

  @Test
  void wholeBodyMustBeAMultipart() {
    for (String type : List.of("text/xml", "multipart/mixed", "")) {
      Fault fault =
          refused(
              Fixtures.post(
                  Fixtures.headers(true, "Content-Type", type), Fixtures.rest(REST, OCSP)));
      assertEquals(FaultCode.SERVICE_FAILED, fault.path().getFirst(), type);
    }
  }

  @Test
  void brokenMultipartsAreTheSendersFault() {
    byte[] whole = Fixtures.rest(REST, OCSP);
    for (byte[] broken :
        List.of(
            new byte[0],
            "no boundary at all".getBytes(StandardCharsets.US_ASCII),
            java.util.Arrays.copyOf(whole, 60),
            "--other\r\n\r\n".getBytes(StandardCharsets.US_ASCII))) {
      Fault fault = refused(Fixtures.post(Fixtures.headers(true), broken));
      assertEquals(FaultCode.SERVICE_FAILED, fault.path().getFirst());
    }
  }

  @Test
  void headerThatMustNotTravelIsRefused() {
    byte[] smuggled =
        (new String(REST.bytes(), StandardCharsets.UTF_8) + "Content-Length:5\r\n")
            .getBytes(StandardCharsets.UTF_8);
    byte[] body =
        Fixtures.body(writer -> {
          writer.restRequest(smuggled);
          writer.fault(new byte[0]);
          writer.end();
        });
    Fault fault = refused(Fixtures.post(Fixtures.headers(true), body));
    assertEquals(FaultCode.SERVICE_FAILED, fault.path().getFirst());
  }

  private static Fault refused(ServerExchange exchange) {
    return assertThrows(Fault.class, () -> open(exchange));
  }

  private static Opened open(ServerExchange exchange) throws IOException {
    return open(exchange, Optional.empty());
  }

  private static Opened open(ServerExchange exchange, Optional<ProxyVersion> least)
      throws IOException {
    return new OpenTransport(() -> CONFIGURATION, TransportLimits.DEFAULT, least)
        .apply(Fixtures.arrival(exchange));
  }
}
