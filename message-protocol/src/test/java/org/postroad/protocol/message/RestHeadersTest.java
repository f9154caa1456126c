// SPDX-License-Identifier: MIT
package org.postroad.protocol.message;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postroad.protocol.fault.Fault;
import org.postroad.protocol.fault.FaultCode;
import org.postroad.protocol.mime.Headers;

/** Which header fields travel, in both directions (B-007, B-023 to B-027). */
class RestHeadersTest {
  private static final String TARGET = "/r1/DEV/COM/1234/TestService/rest";
  private static final List<String> TRAVELLING =
      List.of(
          "Accept: text/html;q=0.5, */*",
          "Content-Type: text/plain; charset=x",
          "Cache-Control: no-store",
          "Authorization: Bearer a.b.c",
          "Cookie: a=1; b=2",
          "X-Mine: \u00E4",
          "Via: 1.1 x",
          "Date: today",
          "Keep-Alive-Not: 1",
          "Content-Encoding: gzip",
          "Proxy-Connection: close");

  private static RestRequest request(Headers headers) {
    return RestRequest.ofConsumer("GET", TARGET, headers, "r-1", () -> "q-1");
  }

  private static Headers.Builder client() {
    return Headers.builder().add("X-Road-Client", "DEV/COM/4321/TestClient");
  }

  private static RestResponse response(Headers headers) {
    RestRequest request = request(client().build());
    return RestResponse.ofService(
        request, 200, "OK", headers, request.requestHash(Optional.empty()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT", "TRACE"})
  void eightMethodsAreTaken(String method) {
    assertEquals(
        method,
        RestRequest.ofConsumer(method, TARGET, client().build(), "r-1", () -> "q-1").method());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "transfer-encoding",
        "keep-alive",
        "proxy-authenticate",
        "proxy-authorization",
        "te",
        "trailer",
        "upgrade",
        "connection",
        "user-agent",
        "host",
        "content-length",
        "server",
        "expect"
      })
  void fieldsOfOneConnectionAreLeftOutAndRefusedFromPeers(String name) {
    for (String spelled : List.of(name, name.toUpperCase(Locale.ROOT))) {
      Headers headers = client().add(spelled, "x").build();
      assertFalse(request(headers).headers().has(name), spelled);
      assertFalse(response(Headers.of(spelled, "x")).headers().has(name), spelled);
      String line = spelled + ":x\r\n";
      byte[] asked = (text(request(client().build()).bytes()) + line).getBytes(UTF_8);
      byte[] answered = (text(response(Headers.EMPTY).bytes()) + line).getBytes(UTF_8);
      for (Fault fault :
          List.of(
              assertThrows(Fault.class, () -> RestRequest.parse(asked)),
              assertThrows(Fault.class, () -> RestResponse.parse(answered)))) {
        assertEquals(FaultCode.INVALID_MESSAGE, fault.code());
        assertEquals("Invalid header: " + spelled, fault.text());
      }
    }
  }

  @Test
  void allOthersTravelUnchanged() {
    Headers.Builder headers = Headers.builder();
    StringBuilder lines = new StringBuilder();
    for (String field : TRAVELLING) {
      int colon = field.indexOf(':');
      headers.add(field.substring(0, colon), field.substring(colon + 2));
      lines.append(field.replaceFirst(": ", ":")).append("\r\n");
    }
    Headers asked = client().addAll(headers.build()).build();
    assertTrue(text(request(asked).bytes()).contains(lines));
    assertTrue(text(response(headers.build()).bytes()).contains(lines));
    assertEquals(request(asked).headers(), RestRequest.parse(request(asked).bytes()).headers());
  }

  @Test
  void representedPartyIsACodeWithOrWithoutClass() {
    assertEquals(
        new RepresentedParty(Optional.empty(), "5"),
        request(client().add("X-Road-Represented-Party", "5").build())
            .representedParty()
            .orElseThrow());
    assertEquals(
        new RepresentedParty(Optional.of("ORG"), "5"),
        request(client().add("X-Road-Represented-Party", "ORG/5").build())
            .representedParty()
            .orElseThrow());
    assertEquals(Optional.empty(), request(client().build()).representedParty());
  }

  /** A service cannot speak for this server: all five fields are ours (B-034). */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "x-road-id",
        "x-road-client",
        "x-road-service",
        "x-road-request-id",
        "x-road-request-hash"
      })
  void bindingFieldsOfTheServiceAreReplaced(String name) {
    RestResponse response = response(Headers.of(name.toUpperCase(Locale.ROOT), "theirs"));
    assertEquals(1, response.headers().all(name).size());
    assertEquals(text(response(Headers.EMPTY).bytes()), text(response.bytes()));
  }

  private static String text(byte[] bytes) {
    return new String(bytes, UTF_8);
  }
}
