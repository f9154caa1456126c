// SPDX-License-Identifier: MIT
package org.postroad.cli.sandbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.postroad.protocol.message.RestRequest;
import org.postroad.protocol.signature.MessageSignature;
import org.postroad.protocol.token.KeyKind;
import org.postroad.protocol.token.SoftwareToken;
import org.postroad.protocol.token.TokenKey;

/** The server port, called by somebody who writes every byte himself. */
@ExtendWith(SharedSandbox.class)
final class SandboxPeerTest {
  private static final String PEOPLE = Topology.PEOPLE.encoded();

  private final RunningSandbox running;

  SandboxPeerTest(RunningSandbox running) {
    this.running = running;
  }

  @Test
  void connectionWithoutARegisteredCertificateIsRefused() throws Exception {
    RestRequest request = OtherServer.request("GET", PEOPLE + "/people/" + code(), "direct-none");
    OtherServer tax = otherServer(Topology.TAX);
    byte[] transported =
        tax.transport(request.bytes(), Optional.empty(), tax.sign(request.bytes()));
    TokenKey stranger = SoftwareToken.create().generate(KeyKind.EC_P256, new SecureRandom());
    Instant now = Instant.now();
    X509Certificate selfSigned =
        stranger.selfSigned("CN=stranger", now.minusSeconds(60), now.plusSeconds(600));
    SandboxPorts ports = running.sandbox().ports();
    assertThrows(
        IOException.class,
        () ->
            requireAnswer(
                OtherServer.exchange(ports, Optional.empty(), request.requestId(), transported)));
    assertThrows(
        IOException.class,
        () ->
            requireAnswer(
                OtherServer.exchange(
                    ports,
                    Optional.of(stranger.keyManager(List.of(selfSigned))),
                    request.requestId(),
                    transported)));
    assertEquals(404, running.document(Topology.POPULATION, "direct-none", "force").statusCode());
  }

  @Test
  void transportedRequestIsTakenWhenNothingIsWrong() throws Exception {
    RestRequest request = OtherServer.request("POST", echo(), "direct-good");
    byte[] body = ascii("as signed");
    OtherServer tax = otherServer(Topology.TAX);
    String answer =
        tax.send(
            running.sandbox().ports(),
            request,
            tax.transport(request.bytes(), Optional.of(body), tax.sign(request.bytes(), body)));
    assertTrue(answer.contains("application/x-road-rest-response"), answer);
    assertTrue(answer.contains("signature/bdoc-1.0/ts"), answer);
    assertTrue(running.service().wasCalled("direct-good"));
  }

  @Test
  void bodyTamperedOnTheWayIsRefused() throws Exception {
    RestRequest request = OtherServer.request("POST", echo(), "tampered-body");
    OtherServer tax = otherServer(Topology.TAX);
    MessageSignature signature = tax.sign(request.bytes(), ascii("pay 100"));
    assertNotTaken(
        "tampered-body",
        tax,
        request,
        tax.transport(request.bytes(), Optional.of(ascii("pay 900")), signature));
  }

  @Test
  void bodyTakenAwayOrAddedOnTheWayIsRefused() throws Exception {
    RestRequest request = OtherServer.request("POST", echo(), "tampered-parts");
    OtherServer tax = otherServer(Topology.TAX);
    byte[] body = ascii("pay 100");
    assertNotTaken(
        "tampered-parts",
        tax,
        request,
        tax.transport(request.bytes(), Optional.empty(), tax.sign(request.bytes(), body)));
    assertNotTaken(
        "tampered-parts",
        tax,
        request,
        tax.transport(request.bytes(), Optional.of(body), tax.sign(request.bytes())));
  }

  @Test
  void messageTamperedOnTheWayIsRefused() throws Exception {
    RestRequest request = OtherServer.request("GET", echo() + "?amount=100", "tampered-head");
    OtherServer tax = otherServer(Topology.TAX);
    byte[] changed =
        new String(request.bytes(), StandardCharsets.UTF_8)
            .replace("amount=100", "amount=900")
            .getBytes(StandardCharsets.UTF_8);
    assertNotTaken(
        "tampered-head",
        tax,
        request,
        tax.transport(changed, Optional.empty(), tax.sign(request.bytes())));
  }

  @Test
  void signatureOfAnotherMemberIsRefused() throws Exception {
    RestRequest request = OtherServer.request("GET", echo(), "wrong-signer");
    OtherServer tax = otherServer(Topology.TAX);
    MessageSignature foreign = otherServer(Topology.POPULATION).sign(request.bytes());
    assertNotTaken(
        "wrong-signer", tax, request, tax.transport(request.bytes(), Optional.empty(), foreign));
  }

  @Test
  void serverDoesNotSpeakForClientsOfAnother() throws Exception {
    RestRequest request = OtherServer.request("GET", echo(), "wrong-server");
    OtherServer population = otherServer(Topology.POPULATION);
    String answer =
        population.send(
            running.sandbox().ports(),
            request,
            population.transport(
                request.bytes(), Optional.empty(), population.sign(request.bytes())));
    assertTrue(
        answer.contains("server.serverproxy.service_failed.ssl_authentication_failed"), answer);
    assertFalse(running.service().wasCalled("wrong-server"));
  }

  private void assertNotTaken(
      String queryId, OtherServer server, RestRequest request, byte[] transported)
      throws Exception {
    String answer = server.send(running.sandbox().ports(), request, transported);
    assertTrue(answer.contains("server.serverproxy.signature_verification."), answer);
    assertFalse(running.service().wasCalled(queryId));
    assertEquals(404, running.document(Topology.POPULATION, queryId, "force").statusCode());
  }

  private OtherServer otherServer(Agency agency) throws IOException {
    return new OtherServer(running.home(), agency);
  }

  private static String echo() {
    return PEOPLE.replace("/people", "/echo") + "/direct";
  }

  /** A connection that is closed without an answer is refused as well. */
  private static void requireAnswer(String answer) throws IOException {
    if (answer.isEmpty()) {
      throw new IOException("closed without an answer");
    }
  }

  private String code() {
    return running.sandbox().someCode();
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
