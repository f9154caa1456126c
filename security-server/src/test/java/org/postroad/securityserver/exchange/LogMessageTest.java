// SPDX-License-Identifier: MIT
package org.postroad.securityserver.exchange;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postroad.protocol.algorithm.Digest;
import org.postroad.protocol.identifier.ClientId;
import org.postroad.protocol.message.Message;
import org.postroad.protocol.message.RestRequest;
import org.postroad.protocol.message.RestResponse;
import org.postroad.protocol.message.SoapMessage;
import org.postroad.protocol.mime.Headers;
import org.postroad.protocol.signature.MessageSignature;
import org.postroad.securityserver.messagelog.BodyLogging;
import org.postroad.securityserver.messagelog.Kind;
import org.postroad.securityserver.messagelog.LogRecord;
import org.postroad.securityserver.messagelog.MessageLog;
import org.postroad.securityserver.messagelog.MessageLogOptions;
import org.postroad.securityserver.messagelog.Outcome;
import org.postroad.securityserver.messagelog.Side;
import org.postroad.securityserver.messagelog.TimestampService;

/** With bodies or without, decided by side and service owner for both protocols. */
class LogMessageTest {
  private static final ClientId CLIENT = ClientId.parse("TEST/GOV/1/app");
  private static final ClientId OWNER = ClientId.parse("TEST/GOV/2/people");
  private static final MessageSignature SIGNATURE =
      new MessageSignature(utf8("signature"), Optional.empty());
  private static final String TOKEN = "eyJhbGciOi";

  @TempDir Path directory;

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** Says that it is there, so that messages are logged; nothing asks it for a time-stamp. */
  private static final class Stamps implements TimestampService {
    @Override
    public byte[] stamp(Digest imprint) {
      throw new IllegalStateException("nobody asked for time-stamps");
    }

    @Override
    public boolean isConfigured() {
      return true;
    }
  }

  private MessageLog log(BodyLogging bodies) throws IOException {
    return MessageLog.open(
        directory,
        MessageLogOptions.DEFAULT
            .withTimestampInterval(Duration.ZERO)
            .withBodies(bodies, 1000, MessageLogOptions.Oversized.REFUSE),
        Clock.systemUTC(),
        new SplittableRandom(1),
        new Stamps());
  }

  private static RestRequest rest() {
    Headers headers =
        Headers.builder()
            .add("X-Road-Client", CLIENT.encoded())
            .add("X-Road-UserId", "EE1")
            .add("X-Road-Issue", "case 7")
            .build();
    return RestRequest.ofConsumer(
        "POST", "/r1/TEST/GOV/2/people/svc/path?x=1", headers, "r", () -> "q");
  }

  private static SoapMessage soap() {
    return soap("svc");
  }

  private static SoapMessage soap(String bodyName) {
    String xml =
        """
        <s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"
          xmlns:x="http://x-road.eu/xsd/xroad.xsd" xmlns:id="http://x-road.eu/xsd/identifiers">
        <s:Header><t:securityToken xmlns:t="http://x-road.eu/xsd/security-token.xsd"
          tokenType="urn:ietf:params:oauth:token-type:jwt">%1$s</t:securityToken>
        <x:client id:objectType="SUBSYSTEM"><id:xRoadInstance>TEST</id:xRoadInstance>
        <id:memberClass>GOV</id:memberClass><id:memberCode>1</id:memberCode>
        <id:subsystemCode>app</id:subsystemCode></x:client>
        <x:service id:objectType="SERVICE"><id:xRoadInstance>TEST</id:xRoadInstance>
        <id:memberClass>GOV</id:memberClass><id:memberCode>2</id:memberCode>
        <id:subsystemCode>people</id:subsystemCode><id:serviceCode>svc</id:serviceCode></x:service>
        <x:userId>EE1</x:userId><x:id>q</x:id><x:issue>case 7</x:issue><x:protocolVersion>4.0</x:protocolVersion></s:Header>
        <s:Body><%2$s>secret</%2$s></s:Body></s:Envelope>\
        """
            .formatted(TOKEN, bodyName);
    return SoapMessage.parse(utf8(xml));
  }

  private Parts parts(Message message, String body) throws IOException {
    BodySpool spool = new BodySpool(directory, BodyLimits.DEFAULT);
    return Parts.of(
        message,
        List.of(
            spool.forward(
                new ByteArrayInputStream(utf8(body)), OutputStream.nullOutputStream(), 1000)));
  }

  private LogRecord logged(MessageLog log, Side side, Message message) throws IOException {
    new LogMessage(log, side).request(message, "r", parts(message, "body"), SIGNATURE);
    return log.find(side == Side.CONSUMER ? CLIENT : OWNER, "q").getLast();
  }

  private static boolean holdsBody(LogRecord record) {
    return record.attachments().getFirst().body().isPresent();
  }

  @Test
  void aMessageWithItsBodyIsLoggedAsItIs() throws IOException {
    try (MessageLog log = log(BodyLogging.ALL)) {
      for (Message message : List.of(rest(), soap())) {
        LogRecord record = logged(log, Side.CONSUMER, message);
        assertArrayEquals(message.bytes(), record.message());
        assertTrue(holdsBody(record));
      }
    }
  }

  @Test
  void withoutItMetadataIsLoggedAndTheSecurityTokenIsNowhere() throws IOException {
    try (MessageLog log = log(BodyLogging.NONE)) {
      for (Message message : List.of(rest(), soap())) {
        LogRecord record = logged(log, Side.PROVIDER, message);
        assertArrayEquals(message.metadata(), record.message());
        assertTrue(!holdsBody(record));
        assertEquals(parts(message, "body").digests(), record.digests());
        assertArrayEquals(SIGNATURE.document(), record.signature().document());
      }
      SoapMessage soap = soap();
      assertTrue(new String(soap.bytes(), StandardCharsets.UTF_8).contains(TOKEN));
      LogRecord record = logged(log, Side.PROVIDER, soap);
      assertTrue(!new String(record.message(), StandardCharsets.UTF_8).contains(TOKEN));
    }
  }

  @Test
  void theOwnerOfTheServiceDecidesOnBothSides() throws IOException {
    try (MessageLog log = log(new BodyLogging(true, Set.of(OWNER), Set.of(CLIENT)))) {
      assertTrue(holdsBody(logged(log, Side.CONSUMER, rest())));
      assertTrue(!holdsBody(logged(log, Side.PROVIDER, rest())));
      assertEquals(1000, new LogMessage(log, Side.CONSUMER).loggableBytes(rest()));
      assertEquals(0, new LogMessage(log, Side.PROVIDER).loggableBytes(rest()));
    }
  }

  @Test
  void whoAskedOnWhichMatterAndWhatBecameOfItIsLogged() throws IOException {
    try (MessageLog log = log(BodyLogging.NONE)) {
      for (Message request : List.of(rest(), soap())) {
        LogRecord record = logged(log, Side.CONSUMER, request);
        assertEquals(Optional.of("EE1"), record.userId());
        assertEquals(Optional.of("case 7"), record.issue());
        assertEquals(Optional.empty(), record.outcome());
      }
      assertEquals(Optional.of(Outcome.SUCCEEDED), outcome(log, soap("svcResponse")));
      assertEquals(Optional.of(Outcome.SUCCEEDED), outcome(log, restResponse(399)));
      assertEquals(Optional.of(Outcome.FAILED), outcome(log, restResponse(400)));
      assertEquals(Optional.of(Outcome.FAILED), outcome(log, restResponse(503)));
    }
  }

  private static RestResponse restResponse(int status) {
    return RestResponse.ofService(rest(), status, "-", Headers.builder().build(), new byte[64]);
  }

  private Optional<Outcome> outcome(MessageLog log, Message response) throws IOException {
    new LogMessage(log, Side.CONSUMER).response(response, "r", parts(response, "body"), SIGNATURE);
    LogRecord record = log.find(CLIENT, "q").getLast();
    assertEquals(Kind.RESPONSE, record.kind());
    return record.outcome();
  }
}
