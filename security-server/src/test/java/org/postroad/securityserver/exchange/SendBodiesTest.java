// SPDX-License-Identifier: MIT
package org.postroad.securityserver.exchange;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postroad.protocol.algorithm.DigestAlgorithm;
import org.postroad.protocol.fault.Fault;
import org.postroad.protocol.fault.FaultCode;
import org.postroad.protocol.message.RestRequest;
import org.postroad.protocol.message.SoapMultipart;
import org.postroad.protocol.transport.TransportWriter;
import org.postroad.securityserver.testing.TestMessages;

/** What follows a message on its way to another server (B-039, B-046). */
final class SendBodiesTest {
  private static final String BOUNDARY = "xtopabc";

  @TempDir Path directory;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final TransportWriter writer = new TransportWriter(out, BOUNDARY);

  @Test
  void emptyBodyIsNoBody() throws IOException {
    try (Scope scope = new Scope()) {
      Parts parts = sendRest(InputStream.nullInputStream(), scope);
      assertEquals(List.of(), parts.bodies());
      assertEquals(List.of(), parts.digests().attachments());
      assertFalse(sent().contains("application/x-road-rest-body"), sent());
    }
  }

  @Test
  void oneByteIsABody() throws IOException {
    try (Scope scope = new Scope()) {
      Parts parts = sendRest(new ByteArrayInputStream(new byte[] {'x'}), scope);
      assertEquals(
          List.of(DigestAlgorithm.SHA512.digest(new byte[] {'x'})), parts.digests().attachments());
      assertTrue(sent().endsWith("content-type: application/x-road-rest-body\r\n\r\nx"), sent());
    }
  }

  @Test
  void bodyIsSentAsItComesAndKeptForTheScope() throws IOException {
    byte[] body = new byte[100_000];
    Arrays.fill(body, (byte) 'b');
    try (Scope scope = new Scope()) {
      Parts parts = sendRest(new ByteArrayInputStream(body), scope);
      try (InputStream kept = parts.bodies().getFirst().open()) {
        assertArrayEquals(body, kept.readAllBytes());
      }
      assertEquals(1, files());
    }
    assertEquals(0, files());
  }

  @Test
  void attachmentsBeforeTheOneThatBreaksOffAreGivenBack() throws IOException {
    byte[] whole = multipart(3, 50_000);
    byte[] broken = Arrays.copyOf(whole, whole.length - 60_000);
    try (Scope scope = new Scope()) {
      assertThrows(Fault.class, () -> sendSoap(broken, scope));
      assertTrue(files() > 0, "the first attachments are kept until the exchange ends");
    }
    assertEquals(0, files());
  }

  @Test
  void tooManyAttachmentsAreRefused() throws IOException {
    try (Scope scope = new Scope()) {
      Parts parts = sendSoap(multipart(3, 10), scope);
      assertEquals(3, parts.bodies().size());
    }
    try (Scope scope = new Scope()) {
      Fault fault = assertThrows(Fault.class, () -> sendSoap(multipart(4, 10), scope));
      assertEquals(FaultCode.INVALID_MESSAGE, fault.code());
      assertEquals("More than 3 attachments in one message", fault.text());
    }
  }

  private Parts sendRest(InputStream body, Scope scope) throws IOException {
    RestRequest request = TestMessages.rest("POST", "people", "/x");
    writer.restRequest(request.bytes());
    return sendBodies().rest(request, body, writer, scope);
  }

  private Parts sendSoap(byte[] bytes, Scope scope) throws IOException {
    SoapMultipart parts =
        SoapMultipart.read(new ByteArrayInputStream(bytes), "multipart/related; boundary=b");
    TransportWriter soap = new TransportWriter(out, BOUNDARY);
    soap.soap(parts.message().bytes(), parts.messageContentType(), parts.messageHeaders());
    return sendBodies().soap(parts.message(), parts, soap, scope);
  }

  private SendBodies sendBodies() {
    BodyLimits limits = BodyLimits.DEFAULT.withMemory(1000).withReserve(0);
    return new SendBodies(new BodySpool(directory, limits), _ -> Long.MAX_VALUE, 3);
  }

  private static byte[] multipart(int attachments, int length) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.writeBytes(ascii("--b\r\nContent-Type: text/xml; charset=UTF-8\r\n\r\n"));
    bytes.writeBytes(TestMessages.soap(TestMessages.service("getPerson")).bytes());
    byte[] content = new byte[length];
    Arrays.fill(content, (byte) 'a');
    for (int i = 0; i < attachments; i++) {
      bytes.writeBytes(ascii("\r\n--b\r\nContent-Type: application/octet-stream\r\n\r\n"));
      bytes.writeBytes(content);
    }
    bytes.writeBytes(ascii("\r\n--b--\r\n"));
    return bytes.toByteArray();
  }

  private String sent() {
    return out.toString(StandardCharsets.ISO_8859_1);
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  private long files() throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.count();
    }
  }
}
