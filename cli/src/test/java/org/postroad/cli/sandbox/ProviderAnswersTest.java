// SPDX-License-Identifier: MIT
package org.postroad.cli.sandbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.postroad.protocol.message.RestRequest;
import org.postroad.protocol.mime.Headers;

/** What a provider's server answers to another server, byte by byte (B-022, B-057, A-060). */
@ExtendWith(SharedSandbox.class)
final class ProviderAnswersTest {
  private static final String POPULATION = Topology.POPULATION.subsystem().encoded();

  private final RunningSandbox running;

  ProviderAnswersTest(RunningSandbox running) {
    this.running = running;
  }

  @Test
  void refusalOfARestRequestIsASoapFaultAndNothingElse() throws Exception {
    String answer = answer("refusal-nothing", "/nothing/x");
    assertTrue(answer.startsWith("HTTP/1.1 200 "), answer);
    assertTrue(answer.toLowerCase(Locale.ROOT).contains("\r\ncontent-type: text/xml"), answer);
    assertTrue(
        answer.contains("<faultcode>server.serverproxy.unknown_service</faultcode>"), answer);
    assertFalse(answer.contains("application/json"), answer);
  }

  @Test
  void unreachableServiceIsASoapFaultBetweenServers() throws Exception {
    assertTrue(
        answer("refusal-stopped", "/stopped/x")
            .contains("<faultcode>server.serverproxy.network_error</faultcode>"));
  }

  @Test
  void requestThatNamesAnotherServerIsServed() throws Exception {
    String answer =
        answer(
            "other-server", "/echo/x", "X-Road-Security-Server", Topology.TAX.server().encoded());
    assertTrue(answer.contains("application/x-road-rest-response"), answer);
    assertTrue(running.service().wasCalled("other-server"));
  }

  @Test
  void requestWithoutASignatureIsRefused() throws Exception {
    RestRequest request = OtherServer.request("GET", POPULATION + "/echo/x", "unsigned");
    OtherServer tax = new OtherServer(running.home(), Topology.TAX);
    String whole =
        new String(
            tax.transport(request.bytes(), Optional.empty(), tax.sign(request.bytes())),
            StandardCharsets.ISO_8859_1);
    String boundary = whole.substring(0, whole.indexOf('\r'));
    String unsigned =
        whole.substring(0, whole.lastIndexOf(boundary + "\r\n")) + boundary + "--\r\n";
    String answer =
        tax.send(
            running.sandbox().ports(), request, unsigned.getBytes(StandardCharsets.ISO_8859_1));
    assertTrue(
        answer.contains("<faultcode>server.serverproxy.missing_signature</faultcode>"), answer);
    assertFalse(running.service().wasCalled("unsigned"));
  }

  private String answer(String queryId, String path, String... more) throws Exception {
    Headers.Builder headers =
        Headers.builder()
            .add("X-Road-Client", Topology.TAX.subsystem().encoded())
            .add("X-Road-Id", queryId);
    for (int i = 0; i < more.length; i += 2) {
      headers.add(more[i], more[i + 1]);
    }
    RestRequest request =
        RestRequest.ofConsumer(
            "GET",
            "/r1/" + POPULATION + path,
            headers.build(),
            UUID.randomUUID().toString(),
            () -> queryId);
    assertEquals(queryId, request.queryId());
    OtherServer tax = new OtherServer(running.home(), Topology.TAX);
    return tax.send(
        running.sandbox().ports(),
        request,
        tax.transport(request.bytes(), Optional.empty(), tax.sign(request.bytes())));
  }
}
