// SPDX-License-Identifier: MIT

package org.postroad.protocol.message;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.postroad.protocol.fault.Fault;
import org.postroad.protocol.fault.FaultCode;
import org.postroad.protocol.mime.Headers;

class RestResponseTest {
  private static final RestRequest REQUEST =
      RestRequest.ofConsumer(
          "GET",
          "/r1/DEV/COM/1234/Test%20Service/rest",
          Headers.of("X-Road-Client", "DEV/COM/4321/a%2Fb"),
          "r-1",
          () -> "q-1");
  private static final byte[] HASH = REQUEST.requestHash(Optional.empty());

  private static RestResponse answer(int status, String reason, Headers headers) {
    return RestResponse.ofService(REQUEST, status, reason, headers, HASH);
  }

  private static String text(RestResponse response) {
    return new String(response.bytes(), UTF_8);
  }

  @Test
  void printsTheBytesOfTheReference() {
    Headers headers =
        Headers.builder()
            .add("Content-Type", "text/plain")
            .add("Server", "x")
            .add("X-Road-Id", "theirs")
            .add("x-road-service", "theirs")
            .add("X-ROAD-CLIENT", "theirs")
            .add("Transfer-Encoding", "chunked")
            .add("Set-Cookie", "a")
            .add("Set-Cookie", "b")
            .build();
    RestResponse response = answer(200, "OK", headers);
    assertEquals(
        Fixtures.lines(
            "200",
            "OK",
            "Content-Type:text/plain",
            "Set-Cookie:a",
            "Set-Cookie:b",
            "x-road-id:q-1",
            "x-road-client:DEV/COM/4321/a%2Fb",
            "x-road-service:DEV/COM/1234/Test%20Service/rest",
            "x-road-request-id:r-1",
            "x-road-request-hash:" + java.util.Base64.getEncoder().encodeToString(HASH)),
        text(response));
    assertEquals(200, response.status());
    assertEquals("OK", response.reason());
    response.checkConsistentWith(REQUEST, HASH);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Not so g\u00F6od", "a: b"})
  void keepsTheReasonLine(String reason) {
    RestResponse parsed = RestResponse.parse(answer(404, reason, Headers.EMPTY).bytes());
    assertEquals(reason, parsed.reason());
    assertEquals(404, parsed.status());
    parsed.checkConsistentWith(REQUEST, HASH);
  }

  @Test
  void doesNotLetTheReasonBreakLines() {
    assertEquals("", answer(200, "OK\r\nX-Evil:1", Headers.EMPTY).reason());
  }

  @ParameterizedTest
  @CsvSource({
    "x-road-client:DEV/COM/4321/a%2Fb, x-road-client:DEV/COM/4321/ab, client id",
    "x-road-id:q-1, x-road-id:q-2, message id",
    "Service/rest, Service/soap, service id",
    "request-id:r-1, request-id:r-2, message request id"
  })
  void refusesToAnswerAnotherRequest(String from, String to, String what) {
    String changed = text(answer(200, "OK", Headers.EMPTY)).replace(from, to);
    RestResponse response = RestResponse.parse(changed.getBytes(UTF_8));
    var fault = assertThrows(Fault.class, () -> response.checkConsistentWith(REQUEST, HASH));
    assertEquals(FaultCode.INCONSISTENT_RESPONSE, fault.code());
    assertEquals("Response " + what + " does not match request message", fault.text());
  }

  @Test
  void refusesAnotherHash() {
    RestResponse response = answer(200, "OK", Headers.EMPTY);
    byte[] other = REQUEST.requestHash(Optional.of(new byte[64]));
    var fault = assertThrows(Fault.class, () -> response.checkConsistentWith(REQUEST, other));
    assertEquals(FaultCode.INCONSISTENT_RESPONSE, fault.code());
    assertEquals("Response message hash does not match request message", fault.text());
  }

  @ParameterizedTest
  @CsvSource({
    "'200\r\n', '20\r\n'",
    "'200\r\n', '020\r\n'",
    "'200\r\n', '2000\r\n'",
    "'200\r\n', 'OK\r\n'",
    "x-road-id:q-1, x-road-id:",
    "x-road-id:q-1, x-other:q-1",
    "x-road-request-hash:, x-other:",
    "x-road-request-hash:, x-road-request-hash:%",
    "x-road-client:DEV/, x-road-client:DEV/a/b/",
    "x-road-service:DEV/COM, x-road-service:DEV",
    "x-road-service:DEV/COM, x-road-service:DEV/COM/X",
    "Service/rest, Service",
    "OK, 'OK\n'"
  })
  void refusesMalformedParts(String from, String to) {
    String changed = text(answer(200, "OK", Headers.EMPTY)).replace(from, to);
    var fault = assertThrows(Fault.class, () -> RestResponse.parse(changed.getBytes(UTF_8)));
    assertEquals(FaultCode.INVALID_MESSAGE, fault.code());
  }

  @Test
  void protocolOfALoggedMessageIsFoundByItsFirstByte() {
    RestResponse response = answer(200, "OK", Headers.EMPTY);
    assertArrayEquals(response.bytes(), MessageReader.parseLogged(response.bytes()).bytes());
    assertEquals(RestResponse.class, MessageReader.parseLogged(response.bytes()).getClass());
    assertEquals(RestRequest.class, MessageReader.parseLogged(REQUEST.bytes()).getClass());
    byte[] soap = Fixtures.request().getBytes(UTF_8);
    assertEquals(SoapMessage.class, MessageReader.parseLogged(soap).getClass());
    assertThrows(Fault.class, () -> MessageReader.parseLogged(new byte[0]));
  }
}
