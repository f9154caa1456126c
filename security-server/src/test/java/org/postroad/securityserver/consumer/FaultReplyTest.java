// SPDX-License-Identifier: MIT
package org.postroad.securityserver.consumer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.postroad.protocol.fault.FaultReport;
import org.postroad.protocol.fault.PeerFault;
import org.postroad.protocol.mime.Headers;
import org.postroad.securityserver.testing.FakeExchange;

/** How information systems are told (A-053, A-056, B-052 to B-057). */
final class FaultReplyTest {
  private static final FaultReport REPORT =
      new FaultReport("server.serverproxy.access_denied", "No & never", "detail-1");

  @Test
  void soapFaultComesWithStatus200AndAnEmptyAction() throws IOException {
    FakeExchange exchange = FakeExchange.get("/");
    FaultReply.SOAP.send(exchange, REPORT);
    assertEquals(200, exchange.head().status());
    assertEquals("text/xml;charset=utf-8", exchange.header("Content-Type"));
    assertEquals("", exchange.head().headers().first("SOAPAction").orElse("(absent)"));
    assertArrayEquals(REPORT.toSoap(), exchange.answer());
  }

  @Test
  void soapFaultOfThePeerIsPassedOnByteForByte() throws IOException {
    byte[] original = "<any xml='of the peer'/>".getBytes(StandardCharsets.UTF_8);
    FakeExchange exchange = FakeExchange.get("/");
    FaultReply.SOAP.passOn(exchange, new PeerFault(REPORT, original));
    assertArrayEquals(original, exchange.answer());
  }

  @Test
  void restErrorIsJsonWithTheCodeInItsHeader() throws IOException {
    FakeExchange exchange = FakeExchange.get("/r1/");
    FaultReply.REST.send(exchange, REPORT);
    assertEquals(500, exchange.head().status());
    assertEquals("application/json", exchange.header("Content-Type"));
    assertEquals("server.serverproxy.access_denied", exchange.header("X-Road-Error"));
    assertEquals(
        "{\"type\":\"server.serverproxy.access_denied\",\"message\":\"No & never\","
            + "\"detail\":\"detail-1\"}",
        exchange.text());
  }

  @Test
  void faultOfThePeerBecomesARestError() throws IOException {
    FakeExchange exchange = FakeExchange.get("/r1/");
    FaultReply.REST.passOn(exchange, new PeerFault(REPORT, REPORT.toSoap()));
    assertEquals("server.serverproxy.access_denied", exchange.header("X-Road-Error"));
  }

  @ParameterizedTest
  @CsvSource({
    "client.bad_request,                400",
    "server.clientproxy.unknown_member, 500",
    "Server.ServerProxy.AccessDenied,   500",
    "Client.BadRequest,                 400",
    "soap:Client.Own,                   400"
  })
  void statusFollowsTheSideOfTheFault(String code, int status) throws IOException {
    FakeExchange exchange = FakeExchange.get("/r1/");
    FaultReply.REST.send(exchange, new FaultReport(code, "text", "detail"));
    assertEquals(status, exchange.head().status());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '"',
      value = {
        "text/xml;                               text/xml",
        "application/xml;                        application/xml",
        "text/*;                                 text/xml",
        "TEXT/XML;                               text/xml",
        "\"text/xml;q=0.1\";                     text/xml",
        "application/json, application/xml;      application/xml",
        "\"text/html, application/xml;q=0.9, */*\"; application/xml",
        "application/json;                       application/json",
        "*/*;                                    application/json",
        "application/*;                          application/json",
        "text/html;                              application/json",
        "text/xml-external-parsed-entity;        application/json",
        "application/xml+atom;                   application/json"
      })
  void acceptDecidesBetweenXmlAndJson(String accept, String expected) throws IOException {
    FakeExchange exchange =
        FakeExchange.of("GET", "/r1/", Headers.of("Accept", accept), new byte[0]);
    FaultReply.REST.send(exchange, REPORT);
    assertEquals(expected, exchange.header("Content-Type"));
    assertArrayEquals(
        expected.endsWith("xml") ? REPORT.toRestXml() : REPORT.toRestJson(), exchange.answer());
  }

  @Test
  void anyOfSeveralAcceptHeadersCounts() throws IOException {
    Headers headers =
        Headers.builder().add("Accept", "application/json").add("accept", "text/xml").build();
    FakeExchange exchange = FakeExchange.of("GET", "/r1/", headers, new byte[0]);
    FaultReply.REST.send(exchange, REPORT);
    assertEquals("text/xml", exchange.header("Content-Type"));
    assertEquals(
        "<error><type>server.serverproxy.access_denied</type><message>No &amp; never</message>"
            + "<detail>detail-1</detail></error>",
        exchange.text().replaceAll("^<\\?xml[^>]*\\?>\\s*", ""));
  }
}
