// SPDX-License-Identifier: MIT
package org.postroad.cli.sandbox;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What of HTTP travels with a message, and what stays with the client port. */
@ExtendWith(SharedSandbox.class)
final class SandboxClientPortTest {
  private final RunningSandbox running;

  SandboxClientPortTest(RunningSandbox running) {
    this.running = running;
  }

  @Test
  void singleSoapIsDeliveredAsUtf8TextXmlAndTheServiceGetsTheBytesAsSent() {
    String envelope =
        "<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?>"
            + new String(running.envelope("port-latin", "latin"), StandardCharsets.UTF_8)
                .replaceFirst("<\\?xml[^>]*\\?>", "")
                .replaceFirst("<p:code>[^<]*", "<p:code>\u00f5un")
            + "<!-- \u00e4 -->";
    byte[] request = envelope.getBytes(StandardCharsets.ISO_8859_1);
    HttpResponse<byte[]> response =
        running.sendForBytes(
            running
                .raw("")
                .header("Content-Type", "text/xml; charset=ISO-8859-1")
                .POST(BodyPublishers.ofByteArray(request)));
    AgencyService.Call call = running.service().soapCall("port-latin");
    assertEquals("text/xml; charset=UTF-8", call.header("Content-type"));
    assertArrayEquals(request, call.body());
    assertEquals(200, response.statusCode());
    assertEquals(List.of("text/xml; charset=UTF-8"), response.headers().allValues("content-type"));
    String answer = new String(response.body(), StandardCharsets.UTF_8);
    assertTrue(answer.contains("<p:latinResponse "), answer);
    assertTrue(answer.contains("\u00f5un") && answer.contains("<!-- \u00e4 -->"), answer);
    assertTrue(answer.startsWith("<?xml version=\"1.0\" encoding=\"UTF-8\"?>"), answer);
  }

  @Test
  void ofTheHeadersOfASoapCallTwoTravelThereAndOneBack() {
    HttpResponse<byte[]> response =
        running.sendForBytes(
            running
                .raw("any/path")
                .header("Content-Type", "text/xml; charset=UTF-8")
                .header("SOAPAction", "\"urn:port:action\"")
                .header("X-Foo", "1")
                .header("Authorization", "Bearer t")
                .header("Cookie", "c=d")
                .header("Accept", "text/plain")
                .header("Accept-Encoding", "gzip")
                .header("X-Road-Client", "SANDBOX/GOV/70000001/population")
                .POST(BodyPublishers.ofByteArray(running.envelope("port-headers", "latin"))));
    AgencyService.Call call = running.service().soapCall("port-headers");
    assertEquals("\"urn:port:action\"", call.header("Soapaction"));
    assertEquals("POST", call.method());
    assertEquals("/soap-latin", call.target());
    assertEquals("", call.header("Accept-encoding"));
    assertEquals(
        Set.of("Accept-encoding", "Content-length", "Content-type", "Host", "Soapaction"),
        call.headers().keySet());
    assertEquals(200, response.statusCode());
    Set<String> names = new TreeSet<>(response.headers().map().keySet());
    names.removeAll(Set.of("content-length", "transfer-encoding"));
    assertEquals(Set.of("content-type", "date"), names);
  }

  @Test
  void corsIsTheServicesBusiness() {
    HttpRequest.Builder preflight =
        running
            .rest("port-cors", "echo", "/c")
            .header("Origin", "https://portal.test")
            .header("Access-Control-Request-Method", "PUT")
            .header("Access-Control-Request-Headers", "x-mine")
            .method("OPTIONS", BodyPublishers.noBody());
    HttpResponse<String> response = running.send(preflight);
    AgencyService.Call call = running.service().call("port-cors");
    assertEquals("OPTIONS", call.method());
    assertEquals("https://portal.test", call.header("Origin"));
    assertEquals("PUT", call.header("Access-control-request-method"));
    assertEquals("x-mine", call.header("Access-control-request-headers"));
    assertEquals("https://portal.test", allowed(response));
    HttpResponse<String> refused =
        running.send(
            running.rest("port-cors-2", "nothing", "/c").header("Origin", "https://portal.test"));
    assertEquals(500, refused.statusCode());
    assertEquals("(absent)", allowed(refused));
  }

  @Test
  void userAndIssueAreCarriedInTheSignedMessage() throws Exception {
    running.send(
        running
            .rest("port-user", "people", "/people/" + running.sandbox().someCode())
            .header("X-Road-UserId", "EE37001010033")
            .header("X-Road-Issue", "case 7/26"));
    byte[] container =
        running.document(Topology.POPULATION, "port-user", "unique&force&requestOnly").body();
    String zip = new String(container, StandardCharsets.ISO_8859_1);
    assertTrue(zip.contains("X-Road-UserId:EE37001010033\r\n"), zip);
    assertTrue(zip.contains("X-Road-Issue:case 7/26\r\n"), zip);
  }

  private static String allowed(HttpResponse<?> response) {
    return response.headers().firstValue("access-control-allow-origin").orElse("(absent)");
  }
}
