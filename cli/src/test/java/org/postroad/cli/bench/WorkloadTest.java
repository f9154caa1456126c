// SPDX-License-Identifier: MIT
package org.postroad.cli.bench;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.postroad.protocol.identifier.ClientId;
import org.postroad.protocol.identifier.ServiceId;
import org.postroad.protocol.message.SoapMessage;

final class WorkloadTest {
  private static final ClientId CLIENT = ClientId.parse("TEST/GOV/1/caller");
  private static final ServiceId SERVICE =
      ServiceId.of(ClientId.parse("TEST/GOV/2/provider"), Workload.BODY_ELEMENT);

  @Test
  void everyRequestHasANumberOfItsOwn() {
    for (Workload workload : Workload.values()) {
      RequestTemplate template = workload.request(CLIENT, SERVICE);
      assertTrue(text(template.numbered(7)).contains("bench-000000000007"), workload.toString());
      assertTrue(text(template.numbered(123_456)).contains("bench-000000123456"));
    }
  }

  @Test
  void envelopeHasTheSizeAndTheHeaderOfARequest() {
    SoapMessage message = SoapMessage.parse(body(Workload.SOAP), "text/xml; charset=UTF-8");
    assertEquals(Workload.SIZE, message.bytes().length);
    assertEquals(CLIENT, message.client());
    assertEquals(SERVICE, message.service());
    assertEquals("bench-000000000001", message.queryId());
  }

  @Test
  void serviceAnswersAnEnvelopeConsistentWithTheRequest() {
    byte[] request = body(Workload.SOAP);
    SoapMessage asked = SoapMessage.parse(request, "text/xml");
    byte[] response = TrivialService.response(text(request)).getBytes(ISO_8859_1);
    SoapMessage answered = SoapMessage.parse(response, "text/xml");
    assertTrue(answered.isResponse());
    assertEquals(asked.header(), answered.header());
  }

  @Test
  void contentLengthIsThatOfTheBody() {
    for (Workload workload : new Workload[] {Workload.REST_POST, Workload.SOAP}) {
      String request = text(workload.request(CLIENT, SERVICE).numbered(1));
      assertTrue(request.contains("\r\nContent-Length: " + Workload.SIZE + "\r\n"), request);
      assertEquals(Workload.SIZE, body(workload).length);
    }
  }

  private static byte[] body(Workload workload) {
    String request = text(workload.request(CLIENT, SERVICE).numbered(1));
    return request.substring(request.indexOf("\r\n\r\n") + 4).getBytes(ISO_8859_1);
  }

  private static String text(byte[] request) {
    return new String(request, ISO_8859_1);
  }
}
