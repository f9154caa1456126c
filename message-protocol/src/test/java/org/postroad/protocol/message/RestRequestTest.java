// SPDX-License-Identifier: MIT

package org.postroad.protocol.message;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.security.MessageDigest;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.postroad.protocol.fault.Fault;
import org.postroad.protocol.fault.FaultCode;
import org.postroad.protocol.mime.Headers;

class RestRequestTest {
  private static final String TARGET = "/r1/DEV/COM/1234/TestService/rest";
  private static final String PART =
      Fixtures.lines(
          "POST",
          TARGET + "/a?x=%20",
          "X-Road-Client:DEV/COM/4321/TestClient",
          "x-road-request-id:r-1",
          "x-road-id:q-1");

  private static Headers.Builder client() {
    return Headers.builder().add("X-Road-Client", "DEV/COM/4321/TestClient");
  }

  private static RestRequest consumer(String method, String target, Headers headers) {
    return RestRequest.ofConsumer(method, target, headers, "r-1", () -> "DEV-new");
  }

  private static RestRequest get(String target) {
    return consumer("GET", target, client().build());
  }

  @Test
  void printsTheBytesOfTheReference() {
    Headers headers =
        Headers.builder()
            .add("Host", "h")
            .add("Accept", "*/*")
            .add("content-LENGTH", "7")
            .add("Content-Type", "application/json")
            .add("X-Road-Client", "DEV/COM/4321/TestClient")
            .add("x-road-Request-ID", "theirs")
            .add("X-Road-Request-Hash", "theirs")
            .add("X-Road-UserId", " EE1 ")
            .build();
    RestRequest request = consumer("POST", TARGET + "/foo/bar?x=1&y=%20z", headers);
    assertEquals(
        Fixtures.lines(
            "POST",
            "/r1/DEV/COM/1234/TestService/rest/foo/bar?x=1&y=%20z",
            "Accept:*/*",
            "Content-Type:application/json",
            "X-Road-Client:DEV/COM/4321/TestClient",
            "X-Road-UserId:EE1",
            "x-road-request-id:r-1",
            "x-road-id:DEV-new"),
        new String(request.bytes(), UTF_8));
    assertEquals("/foo/bar", request.servicePath());
    assertEquals(Optional.of("x=1&y=%20z"), request.query());
    assertEquals("DEV/COM/1234/TestService/rest", request.service().toString());
    assertEquals("DEV/COM/4321/TestClient", request.client().toString());
    assertEquals("DEV-new", request.queryId());
    assertEquals("r-1", request.requestId());
    assertEquals(Optional.of("EE1"), request.userId());
    assertEquals(Optional.of("application/json"), request.contentType());
    assertEquals("POST", request.method());
    assertEquals("1", request.protocol());
  }

  @Test
  void keepsAGivenQueryIdWhereItStands() {
    RestRequest request = consumer("GET", TARGET, client().add("X-Road-Id", "mine").build());
    assertEquals("mine", request.queryId());
    assertTrue(
        new String(request.bytes(), UTF_8).endsWith("X-Road-Id:mine\r\nx-road-request-id:r-1\r\n"));
  }

  @Test
  void parsesBackToTheSameBytes() {
    for (RestRequest request :
        new RestRequest[] {
          get(TARGET),
          get(TARGET + "/"),
          get(TARGET + "/a/b?"),
          get("/r1/a%2Fb/%C3%A4/c%20d/%25/;=@"),
          consumer(
              "PATCH", TARGET, client().add("X-Text", "\u00E4\u20AC").add("X-Empty", "").build())
        }) {
      RestRequest parsed = RestRequest.parse(request.bytes());
      assertArrayEquals(request.bytes(), parsed.bytes());
      assertArrayEquals(
          request.bytes(),
          new RestHead(parsed.method(), target(parsed), parsed.headers()).toBytes());
      assertEquals(request.service(), parsed.service());
      assertEquals(request.headers(), parsed.headers());
      assertEquals(request.query(), parsed.query());
    }
  }

  private static String target(RestRequest request) {
    return "/r1/"
        + request.service().encoded().replace("%3B", ";")
        + request.servicePath()
        + request.query().map(query -> "?" + query).orElse("");
  }

  @Test
  void readsIdentifiers() {
    RestRequest request = get("/r1/DEV/C%C3%84/1%2F2/a%20b/s%25");
    assertEquals("C\u00C4", request.service().owner().memberClass());
    assertEquals("1/2", request.service().owner().memberCode());
    assertEquals("s%", request.service().serviceCode());
    Headers headers =
        client()
            .add("X-Road-Security-Server", "DEV/COM/1234/SS%201")
            .add("X-Road-Represented-Party", "ORG/5%2F6")
            .add("X-Road-Issue", "i")
            .build();
    RestRequest full = consumer("GET", TARGET, headers);
    assertEquals("SS 1", full.securityServer().orElseThrow().serverCode());
    assertEquals(
        new RepresentedParty(Optional.of("ORG"), "5/6"), full.representedParty().orElseThrow());
    assertEquals(Optional.of("i"), full.issue());
  }

  @ParameterizedTest
  @CsvSource({
    "'', ''",
    "/, /",
    "/a/b/, /a/b/",
    "/a%20b, /a b",
    "/a%2Fb, /a%2Fb",
    "/a%2fb%C3%A4, /a%2fb\u00E4",
    "/%E4, /%E4",
    "/a;x=1, /a;x=1",
    "/100%25, /100%",
    "/..., /...",
    "/.a, /.a"
  })
  void decodesThePathForRulesOnly(String path, String decoded) {
    RestRequest request = get(TARGET + path);
    assertEquals(path, request.servicePath());
    assertEquals(decoded, request.decodedServicePath());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/.",
        "/..",
        "/a/../b",
        "/%2e%2E/x",
        "/.%2e",
        "/..;x=1/b",
        "/.;",
        "//a",
        "/a//b",
        "/a%00",
        "/a%0d%0ab",
        "/a%7F",
        "/a%5Cb",
        "/a%252Fb",
        "/a%252e",
        "/a%2525",
        "/a\\b",
        "/a b",
        "/a#b",
        "/a|b",
        "/{a}",
        "/a%",
        "/a%2",
        "/a%zz",
        "/\u00E4",
        "/a\tb",
        "/a\r\nb",
        "?a b",
        "?{",
        "?a|b",
        "?%",
        "?\u00E4",
        "/a\0"
      })
  void refusesTargetsThatOthersMayReadDifferently(String tail) {
    var fault = assertThrows(Fault.class, () -> get(TARGET + tail));
    assertEquals(FaultCode.BAD_REQUEST, fault.code());
  }

  @ParameterizedTest
  @ValueSource(strings = {"?a[0]=1", "?", "?a=?&b=/", "?;=@:", "?a=%5C", "?a=//"})
  void takesWhatAUriMayHold(String query) {
    assertEquals(query.substring(1), get(TARGET + query).query().orElseThrow());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "/",
        "r1/a/b/c/d/e",
        "/r1/a/b/c/d",
        "/r1/a/b/c//e",
        "/r2/a/b/c/d/e",
        "/rx/a/b/c/d/e",
        "/r10/a/b/c/d/e",
        "/R1/a/b/c/d/e",
        "/x/r1/a/b/c/d/e",
        "http://h/r1/a/b/c/d/e"
      })
  void refusesOtherPaths(String target) {
    assertEquals(FaultCode.BAD_REQUEST, assertThrows(Fault.class, () -> get(target)).code());
  }

  @ParameterizedTest
  @ValueSource(strings = {"get", "PROPFIND", "", "GET ", "CONNECT"})
  void refusesOtherMethods(String method) {
    assertThrows(Fault.class, () -> consumer(method, TARGET, client().build()));
  }

  @Test
  void needsAClient() {
    var fault = assertThrows(Fault.class, () -> consumer("GET", TARGET, Headers.EMPTY));
    assertEquals(FaultCode.INVALID_CLIENT_IDENTIFIER, fault.code());
    assertEquals("The client identifier is missing", fault.text());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "a/b", "a/b/c/d/e", "a//c", "a/b/c/", "a/b/c d", "a/b/%zz", "a/b/%FF"})
  void refusesOtherClients(String client) {
    Headers headers = Headers.of("X-Road-Client", client);
    assertEquals(
        FaultCode.BAD_REQUEST,
        assertThrows(Fault.class, () -> consumer("GET", TARGET, headers)).code());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "X-Road-Client",
        "x-road-id",
        "X-ROAD-SECURITY-SERVER",
        "X-Road-Represented-Party",
        "X-Road-UserId",
        "X-Road-Issue",
        "Content-Type"
      })
  void refusesHeadersThatContradictThemselves(String name) {
    Headers headers =
        client()
            .add(name, "DEV/COM/1/A")
            .add(name.toLowerCase(java.util.Locale.ROOT), "DEV/COM/1/B")
            .build();
    assertEquals(
        FaultCode.BAD_REQUEST,
        assertThrows(Fault.class, () -> consumer("GET", TARGET, headers)).code());
    String part = PART + name + ":DEV/COM/1/A\r\n" + name + ":DEV/COM/1/B\r\n";
    assertThrows(Fault.class, () -> RestRequest.parse(part.getBytes(UTF_8)));
  }

  @Test
  void takesOtherHeadersSeveralTimes() {
    Headers headers = client().add("Cookie", "a=1").add("Cookie", "b=2").build();
    assertTrue(
        new String(consumer("GET", TARGET, headers).bytes(), UTF_8)
            .contains("Cookie:a=1\r\nCookie:b=2\r\n"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Content-Length:1\r\n",
        "host:x\r\n",
        "Expect:100-continue\r\n",
        "A:1\n",
        "A:1\r",
        "A:1",
        "A\r\n",
        "\r\n",
        "A: 1\r\n",
        "A:1 \r\n",
        "A b:1\r\n",
        ":1\r\n",
        "A:\0\r\n",
        "A:1\rB:2\r\n"
      })
  void refusesPartsThatDoNotPrintBack(String more) {
    RestRequest.parse(PART.getBytes(UTF_8));
    assertThrows(Fault.class, () -> RestRequest.parse((PART + more).getBytes(UTF_8)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "GET", "GET\r\n", "\r\n\r\n", "GET\n/r1\n"})
  void refusesPartsWithoutTwoLines(String part) {
    assertThrows(Fault.class, () -> RestRequest.parse(part.getBytes(UTF_8)));
  }

  @Test
  void refusesPartsThatAreNotUtf8OrTooLarge() {
    byte[] bytes = (PART + "A:x\r\n").getBytes(UTF_8);
    bytes[bytes.length - 3] = (byte) 0xE4;
    assertThrows(Fault.class, () -> RestRequest.parse(bytes));
    String large = PART + "A:" + "x".repeat(70_000) + "\r\n";
    assertThrows(Fault.class, () -> RestRequest.parse(large.getBytes(UTF_8)));
    String many = PART + "A:1\r\n".repeat(300);
    assertThrows(Fault.class, () -> RestRequest.parse(many.getBytes(UTF_8)));
  }

  @Test
  void hashesHeaderAndBody() throws Exception {
    RestRequest request = RestRequest.parse(PART.getBytes(UTF_8));
    var sha = MessageDigest.getInstance("SHA-512");
    byte[] head = sha.digest(PART.getBytes(UTF_8));
    assertArrayEquals(head, request.requestHash(Optional.empty()));
    byte[] body = sha.digest("{}".getBytes(UTF_8));
    sha.update(head);
    sha.update(body);
    assertArrayEquals(sha.digest(), request.requestHash(Optional.of(body)));
  }
}
