// SPDX-License-Identifier: MIT
package org.postroad.securityserver.consumer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.postroad.protocol.fault.Fault;
import org.postroad.protocol.fault.FaultCode;
import org.postroad.protocol.message.SoapAttachment;
import org.postroad.protocol.mime.Headers;
import org.postroad.securityserver.conf.Client;
import org.postroad.securityserver.exchange.MessageLimits;
import org.postroad.securityserver.net.HttpLimits;
import org.postroad.securityserver.net.HttpListener;
import org.postroad.securityserver.net.ResponseHead;
import org.postroad.securityserver.net.ServerExchange;
import org.postroad.securityserver.testing.TestInstance;
import org.postroad.securityserver.testing.TestMessages;

/** The envelope must come in time and within its size, what follows it takes its own. */
final class ReadSoapRequestTest {
  private static final Duration TINY = Duration.ofMillis(100);
  private static final Duration AMPLE = Duration.ofSeconds(30);
  private static final byte[] ENVELOPE =
      TestMessages.soap(TestMessages.service("getPerson")).bytes();

  private final BlockingQueue<Object> results = new LinkedBlockingQueue<>();
  private final CountDownLatch envelopeRead = new CountDownLatch(1);

  @Test
  void envelopeThatDoesNotComeInTimeIsAFaultOfTheServer() throws Exception {
    try (HttpListener listener = listen(new MessageLimits(100_000, 10, TINY));
        Socket client = connect(listener)) {
      send(client, "Content-Type: text/xml\r\nContent-Length: " + ENVELOPE.length, half(ENVELOPE));
      Fault fault = (Fault) result();
      assertEquals(List.of(FaultCode.INTERNAL_ERROR), fault.path());
      assertEquals("Reading SOAP from request timed out", fault.text());
    }
  }

  @Test
  void drippingDoesNotHelp() throws Exception {
    try (HttpListener listener = listen(new MessageLimits(100_000, 10, TINY));
        Socket client = connect(listener)) {
      send(client, "Content-Type: text/xml\r\nContent-Length: " + ENVELOPE.length, new byte[0]);
      for (byte b : ENVELOPE) {
        Object early = results.poll(5, TimeUnit.MILLISECONDS);
        if (early != null) {
          assertEquals("Reading SOAP from request timed out", ((Fault) early).text());
          return;
        }
        client.getOutputStream().write(b);
      }
      throw new AssertionError("a byte each five milliseconds was taken for " + result());
    }
  }

  @Test
  void timeEndsWithTheEnvelope() throws Exception {
    byte[] multipart = multipart();
    int attachmentAt = multipart.length - 20;
    try (HttpListener listener = listen(new MessageLimits(100_000, 10, AMPLE));
        Socket client = connect(listener)) {
      send(
          client,
          "Content-Type: multipart/related; boundary=b\r\nContent-Length: " + multipart.length,
          Arrays.copyOf(multipart, attachmentAt));
      assertTrue(envelopeRead.await(AMPLE.toSeconds(), TimeUnit.SECONDS));
      client.getOutputStream().write(Arrays.copyOfRange(multipart, attachmentAt, multipart.length));
      assertEquals("getPerson and 11 bytes", result());
    }
  }

  @Test
  void envelopeAboveTheLimitIsRefused() throws Exception {
    try (HttpListener listener = listen(new MessageLimits(ENVELOPE.length - 1, 10, AMPLE));
        Socket client = connect(listener)) {
      send(client, "Content-Type: text/xml\r\nContent-Length: " + ENVELOPE.length, ENVELOPE);
      Fault fault = (Fault) result();
      assertEquals(FaultCode.INVALID_SOAP, fault.code());
      assertEquals("SOAP message is larger than " + (ENVELOPE.length - 1) + " bytes", fault.text());
    }
  }

  private HttpListener listen(MessageLimits limits) {
    ReadSoapRequest stage = new ReadSoapRequest(limits);
    return HttpListener.open(
        new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
        Optional.empty(),
        HttpLimits.DEFAULT,
        exchange -> {
          Object result = read(stage, exchange);
          exchange.respond(new ResponseHead(200, "OK", Headers.EMPTY), new byte[0]);
          results.add(result);
        });
  }

  private Object read(ReadSoapRequest stage, ServerExchange exchange) {
    try {
      Received received =
          stage.apply(
              Fixtures.ready(new TestInstance().atCaller(Client.ConnectionType.HTTP), exchange));
      envelopeRead.countDown();
      ConsumerRequest.Soap soap = (ConsumerRequest.Soap) received.request();
      Optional<SoapAttachment> attachment = soap.parts().next();
      int length = attachment.isPresent() ? attachment.get().body().readAllBytes().length : 0;
      return received.message().service().serviceCode() + " and " + length + " bytes";
    } catch (IOException | RuntimeException e) {
      return e;
    }
  }

  private Object result() throws InterruptedException {
    Object result = results.poll(AMPLE.toSeconds(), TimeUnit.SECONDS);
    if (result == null) {
      throw new AssertionError("the stage has not ended");
    }
    return result;
  }

  private static Socket connect(HttpListener listener) throws IOException {
    return new Socket(listener.address().getAddress(), listener.address().getPort());
  }

  private static void send(Socket client, String fields, byte[] body) throws IOException {
    OutputStream out = client.getOutputStream();
    out.write(
        ("POST / HTTP/1.1\r\nHost: h\r\n" + fields + "\r\n\r\n")
            .getBytes(StandardCharsets.US_ASCII));
    out.write(body);
    out.flush();
  }

  private static byte[] half(byte[] bytes) {
    return Arrays.copyOf(bytes, bytes.length / 2);
  }

  private static byte[] multipart() {
    String envelope = new String(ENVELOPE, StandardCharsets.UTF_8);
    return ("--b\r\nContent-Type: text/xml\r\n\r\n"
            + envelope
            + "\r\n--b\r\nContent-Type: text/plain\r\n\r\nhello there\r\n--b--\r\n")
        .getBytes(StandardCharsets.UTF_8);
  }
}
