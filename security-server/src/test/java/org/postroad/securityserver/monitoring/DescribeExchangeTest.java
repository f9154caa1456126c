// SPDX-License-Identifier: MIT
package org.postroad.securityserver.monitoring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.postroad.protocol.fault.FaultReport;
import org.postroad.protocol.message.Message;
import org.postroad.protocol.message.RestRequest;
import org.postroad.protocol.message.RestResponse;
import org.postroad.protocol.message.SoapMessage;
import org.postroad.protocol.mime.Headers;
import org.postroad.securityserver.conf.Configuration;
import org.postroad.securityserver.conf.Endpoints;
import org.postroad.securityserver.conf.ServiceDescription;
import org.postroad.securityserver.exchange.CarriedMessage;
import org.postroad.securityserver.exchange.ExchangeRecord;
import org.postroad.securityserver.exchange.Moments;
import org.postroad.securityserver.messagelog.Side;
import org.postroad.securityserver.testing.TestInstance;
import org.postroad.securityserver.testing.TestMessages;

/** What a record says of an exchange (G-001 to G-009). */
final class DescribeExchangeTest {
  private static final Instant START = Instant.ofEpochMilli(1_000_000);
  private static final DescribeExchange DESCRIBE = new DescribeExchange("10.0.0.7");

  private final TestInstance instance = new TestInstance();

  private Configuration provider(ServiceDescription.Type type, String... paths) {
    List<ServiceDescription.Endpoint> endpoints =
        List.of(paths).stream().map(path -> new ServiceDescription.Endpoint("GET", path)).toList();
    ServiceDescription.Service service =
        new ServiceDescription.Service(
            "people",
            Optional.empty(),
            Optional.empty(),
            "http://service.test/",
            ServiceDescription.Service.DEFAULT_TIMEOUT,
            true,
            Endpoints.generated(endpoints));
    return instance.atProvider(
        List.of(
            new ServiceDescription(
                type, "http://service.test/", Optional.empty(), List.of(service))));
  }

  private static Moments moments() {
    return new Moments(
        START,
        Optional.of(START.plusMillis(1)),
        Optional.of(START.plusMillis(12)),
        Optional.of(START.plusMillis(13)),
        START.plusMillis(20));
  }

  private static ExchangeRecord exchange(
      Side side, Moments moments, CarriedMessage request, Optional<CarriedMessage> response) {
    return new ExchangeRecord(
        side,
        ExchangeRecord.Purpose.MESSAGE,
        moments,
        Optional.of(TestMessages.REQUEST_ID),
        Optional.of(request),
        response,
        Optional.of(InetSocketAddress.createUnresolved("192.0.2.9", 5500)),
        Optional.empty(),
        List.of());
  }

  private static CarriedMessage response(RestRequest request, int status) {
    return new CarriedMessage(
        RestResponse.ofService(request, status, "R", Headers.EMPTY, new byte[64]), 300, 1);
  }

  private static String text(OperationalRecord record, OperationalField field) {
    return record.text(field).orElse("-");
  }

  @Test
  void bothServersTellOneExchangeByOneId() {
    RestRequest request =
        TestMessages.rest(
            "GET", "people", "/7", "X-Road-UserId", "EE1", "X-Road-Represented-Party", "COM/9");
    CarriedMessage carried = new CarriedMessage(request, 0, 0);
    OperationalRecord client =
        DESCRIBE.apply(
            exchange(Side.CONSUMER, moments(), carried, Optional.of(response(request, 200))),
            instance.atCaller(org.postroad.securityserver.conf.Client.ConnectionType.HTTP));
    OperationalRecord producer =
        DESCRIBE.apply(
            exchange(Side.PROVIDER, moments(), carried, Optional.of(response(request, 200))),
            provider(ServiceDescription.Type.OPENAPI3, "/*"));
    assertEquals("Client", text(client, OperationalField.SECURITY_SERVER_TYPE));
    assertEquals("Producer", text(producer, OperationalField.SECURITY_SERVER_TYPE));
    for (OperationalRecord record : List.of(client, producer)) {
      assertEquals(TestMessages.REQUEST_ID, text(record, OperationalField.X_REQUEST_ID));
      assertEquals("tax", text(record, OperationalField.CLIENT_SUBSYSTEM_CODE));
      assertEquals("5678", text(record, OperationalField.SERVICE_MEMBER_CODE));
      assertEquals("people", text(record, OperationalField.SERVICE_CODE));
      assertEquals("TEST-generated", text(record, OperationalField.MESSAGE_ID));
      assertEquals("EE1", text(record, OperationalField.MESSAGE_USER_ID));
      assertEquals("COM", text(record, OperationalField.REPRESENTED_PARTY_CLASS));
      assertEquals("9", text(record, OperationalField.REPRESENTED_PARTY_CODE));
      assertEquals("1", text(record, OperationalField.MESSAGE_PROTOCOL_VERSION));
      assertEquals("GET", text(record, OperationalField.REST_METHOD));
      assertEquals("10.0.0.7", text(record, OperationalField.SECURITY_SERVER_INTERNAL_IP));
      assertEquals(Optional.of(1_000_000L), record.number(OperationalField.REQUEST_IN_TS));
      assertEquals(Optional.of(1_000_001L), record.number(OperationalField.REQUEST_OUT_TS));
      assertEquals(Optional.of(1_000_012L), record.number(OperationalField.RESPONSE_IN_TS));
      assertEquals(Optional.of(1_000_013L), record.number(OperationalField.RESPONSE_OUT_TS));
    }
    assertEquals("REST", text(client, OperationalField.SERVICE_TYPE));
    assertEquals("OPENAPI3", text(producer, OperationalField.SERVICE_TYPE));
    assertEquals("caller.test", text(client, OperationalField.CLIENT_SECURITY_SERVER_ADDRESS));
    assertEquals("192.0.2.9", text(client, OperationalField.SERVICE_SECURITY_SERVER_ADDRESS));
    assertEquals("caller.test", text(producer, OperationalField.CLIENT_SECURITY_SERVER_ADDRESS));
    assertEquals("provider.test", text(producer, OperationalField.SERVICE_SECURITY_SERVER_ADDRESS));
  }

  @Test
  void pathsAreToldAsTheyAreDescribedAndOnlyByTheProvider() {
    RestRequest request = TestMessages.rest("GET", "people", "/people/7");
    CarriedMessage carried = new CarriedMessage(request, 0, 0);
    ExchangeRecord exchange = exchange(Side.PROVIDER, moments(), carried, Optional.empty());
    assertEquals(
        "/people/*",
        text(
            DESCRIBE.apply(
                exchange, provider(ServiceDescription.Type.OPENAPI3, "/other", "/people/*")),
            OperationalField.REST_PATH));
    assertEquals(
        "-",
        text(
            DESCRIBE.apply(exchange, provider(ServiceDescription.Type.OPENAPI3, "/other")),
            OperationalField.REST_PATH));
    assertEquals(
        "-",
        text(
            DESCRIBE.apply(
                exchange(Side.CONSUMER, moments(), carried, Optional.empty()),
                provider(ServiceDescription.Type.OPENAPI3, "/people/*")),
            OperationalField.REST_PATH));
  }

  @Test
  void aRestBodyBelongsToTheMessageAndASoapAttachmentToTheWhole() {
    RestRequest rest = TestMessages.rest("POST", "people", "");
    OperationalRecord ofRest =
        DESCRIBE.apply(
            exchange(
                Side.CONSUMER,
                moments(),
                new CarriedMessage(rest, 1_000, 1),
                Optional.of(response(rest, 200))),
            provider(ServiceDescription.Type.REST));
    assertEquals(
        Optional.of(rest.bytes().length + 1_000L), ofRest.number(OperationalField.REQUEST_SIZE));
    assertEquals(Optional.of(0L), ofRest.number(OperationalField.REQUEST_ATTACHMENT_COUNT));
    assertEquals(Optional.empty(), ofRest.number(OperationalField.REQUEST_MIME_SIZE));

    SoapMessage soap = TestMessages.soap(TestMessages.service("people"));
    OperationalRecord ofSoap = soap(soap, 500, 2);
    long bytes = soap.bytes().length;
    assertEquals(Optional.of(bytes), ofSoap.number(OperationalField.REQUEST_SIZE));
    assertEquals(Optional.of(bytes + 500), ofSoap.number(OperationalField.REQUEST_MIME_SIZE));
    assertEquals(Optional.of(2L), ofSoap.number(OperationalField.REQUEST_ATTACHMENT_COUNT));
    assertEquals("4.0", text(ofSoap, OperationalField.MESSAGE_PROTOCOL_VERSION));
    assertEquals("WSDL", text(ofSoap, OperationalField.SERVICE_TYPE));
    assertEquals(Optional.empty(), soap(soap, 0, 0).number(OperationalField.REQUEST_MIME_SIZE));
  }

  private OperationalRecord soap(Message soap, long bytes, int attachments) {
    return DESCRIBE.apply(
        exchange(
            Side.CONSUMER,
            moments(),
            new CarriedMessage(soap, bytes, attachments),
            Optional.empty()),
        provider(ServiceDescription.Type.WSDL));
  }

  @ParameterizedTest
  @CsvSource({"200, true", "302, true", "399, true", "400, false", "404, false", "500, false"})
  void aStatusFromFourHundredOnIsAFailure(int status, boolean succeeded) {
    RestRequest request = TestMessages.rest("GET", "people", "");
    OperationalRecord record =
        DESCRIBE.apply(
            exchange(
                Side.CONSUMER,
                moments(),
                new CarriedMessage(request, 0, 0),
                Optional.of(response(request, status))),
            provider(ServiceDescription.Type.REST));
    assertEquals(succeeded, record.isTrue(OperationalField.SUCCEEDED));
    assertEquals(Optional.of((long) status), record.number(OperationalField.STATUS_CODE));
  }

  @Test
  void whatTheServerAnswersItselfGoesNowhere() {
    RestRequest request = TestMessages.rest("GET", "listMethods", "");
    Moments here =
        new Moments(
            START,
            Optional.empty(),
            Optional.empty(),
            Optional.of(START.plusMillis(9)),
            START.plusMillis(10));
    OperationalRecord record =
        DESCRIBE.apply(
            exchange(
                Side.PROVIDER,
                here,
                new CarriedMessage(request, 0, 0),
                Optional.of(response(request, 200))),
            provider(ServiceDescription.Type.REST));
    assertEquals(
        record.number(OperationalField.REQUEST_IN_TS),
        record.number(OperationalField.REQUEST_OUT_TS));
    assertEquals(Optional.of(1_000_009L), record.number(OperationalField.RESPONSE_IN_TS));
    assertEquals(Optional.of(1_000_009L), record.number(OperationalField.RESPONSE_OUT_TS));
  }

  @Test
  void aRefusalTellsItsCodeAndNoTimesThatWereNot() {
    ExchangeRecord refused =
        new ExchangeRecord(
            Side.CONSUMER,
            ExchangeRecord.Purpose.MESSAGE,
            new Moments(
                START, Optional.empty(), Optional.empty(), Optional.empty(), START.plusMillis(3)),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.of(new FaultReport("client.invalid_soap", "no envelope", "id")),
            List.of());
    OperationalRecord record = DESCRIBE.apply(refused, provider(ServiceDescription.Type.WSDL));
    assertFalse(record.isTrue(OperationalField.SUCCEEDED));
    assertEquals("client.invalid_soap", text(record, OperationalField.FAULT_CODE));
    assertEquals("no envelope", text(record, OperationalField.FAULT_STRING));
    assertTrue(record.number(OperationalField.REQUEST_OUT_TS).isEmpty());
    assertEquals(Optional.of(1_000_003L), record.number(OperationalField.RESPONSE_OUT_TS));
  }
}
