// SPDX-License-Identifier: MIT
package org.postroad.protocol.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.postroad.protocol.transport.Fixtures.BATCH;
import static org.postroad.protocol.transport.Fixtures.BOUNDARY;
import static org.postroad.protocol.transport.Fixtures.bytes;
import static org.postroad.protocol.transport.Fixtures.none;
import static org.postroad.protocol.transport.Fixtures.read;
import static org.postroad.protocol.transport.Fixtures.reader;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.postroad.protocol.fault.Fault;
import org.postroad.protocol.fault.FaultCode;
import org.postroad.protocol.fault.FaultReport;
import org.postroad.protocol.mime.Headers;
import org.postroad.protocol.transport.Fixtures.Seen;

class TransportReaderTest {
  private static final byte[] FAULT =
      new FaultReport("server.serverproxy.access_denied", "Request is not allowed", "id").toSoap();

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final TransportWriter writer = new TransportWriter(out, BOUNDARY);

  @Test
  void readsWhatWasWritten() throws IOException {
    assertEquals(SOAP_PARTS, read(reader(soapMessage(), false)));
  }

  @Test
  void readsOneByteAtATime() throws IOException {
    TransportReader reader =
        new TransportReader(
            Fixtures.dripping(soapMessage()),
            TransportWriter.contentType(BOUNDARY),
            TransportLimits.DEFAULT,
            true);
    assertEquals(SOAP_PARTS, read(reader));
  }

  private static final List<Seen> SOAP_PARTS =
      List.of(
          new Seen("ocsp", "", "first"),
          new Seen("ocsp", "", "second"),
          new Seen("soap", "application/xop+xml; charset=UTF-8", "<soap/>"),
          new Seen("attachment1", "text/plain", "one\r\n--xtop\r\n"),
          new Seen("attachment2", "application/pdf", ""),
          new Seen("batch-signature", "", "<signature/>"));

  private byte[] soapMessage() throws IOException {
    writer.ocspResponse(bytes("first"));
    writer.ocspResponse(bytes("second"));
    writer.soap(bytes("<soap/>"), "application/xop+xml; charset=UTF-8", none());
    try (OutputStream attachment =
        writer.attachment("text/plain", Headers.of("Content-ID", "<a>"))) {
      attachment.write(bytes("one\r\n--xtop\r\n"));
    }
    writer.attachment("application/pdf", none()).close();
    writer.signature(BATCH);
    writer.end();
    return out.toByteArray();
  }

  @Test
  void headersOfPartsComeWithoutTheContentType() throws IOException {
    TransportReader reader = reader(soapMessage(), false);
    TransportPart part = reader.next().orElseThrow();
    while (!(part instanceof TransportPart.Attachment)) {
      part = reader.next().orElseThrow();
    }
    Headers headers = ((TransportPart.Attachment) part).headers();
    assertEquals(Optional.of("<a>"), headers.first("content-id"));
    assertEquals(Optional.empty(), headers.first("content-type"));
  }

  @Test
  void bodiesNeedNotBeRead() throws IOException {
    TransportReader reader = reader(soapMessage(), false);
    int parts = 0;
    while (reader.next().isPresent()) {
      parts++;
    }
    assertEquals(SOAP_PARTS.size(), parts);
  }

  @Test
  void bodyIsStreamed() throws IOException {
    writer.restRequest(bytes("POST\r\n/r1/x\r\n"));
    byte[] chunk = new byte[1 << 16];
    Arrays.fill(chunk, (byte) '-');
    try (OutputStream body = writer.restBody()) {
      for (int i = 0; i < 64; i++) {
        body.write(chunk);
      }
    }
    writer.signature(BATCH);
    writer.end();

    TransportReader reader = reader(out.toByteArray(), false);
    assertTrue(reader.next().orElseThrow() instanceof TransportPart.RestHead);
    InputStream body = ((TransportPart.Body) reader.next().orElseThrow()).stream();
    long length = 0;
    for (int read = body.read(chunk); read >= 0; read = body.read(chunk)) {
      length += read;
    }
    assertEquals(64L << 16, length);
    assertTrue(reader.next().orElseThrow() instanceof TransportPart.Signature);
    assertTrue(reader.next().isEmpty());
    assertTrue(reader.next().isEmpty());
  }

  @Test
  void wholeResponseMayBeAFault() throws IOException {
    TransportReader reader =
        new TransportReader(
            new ByteArrayInputStream(FAULT),
            "text/xml;charset=utf-8",
            TransportLimits.DEFAULT,
            true);
    Seen seen = read(reader).getFirst();
    assertEquals("server.serverproxy.access_denied", seen.label());
    assertEquals(Fixtures.text(FAULT), seen.content());
    assertTrue(reader.next().isEmpty());
  }

  @Test
  void requestMayNotBeAFault() {
    assertEquals(
        FaultCode.INVALID_CONTENT_TYPE,
        refusal(() ->
            new TransportReader(
                InputStream.nullInputStream(), "text/xml", TransportLimits.DEFAULT, false)));
  }

  @Test
  void faultMayStandForTheMessageOfAResponse() throws IOException {
    writer.fault(FAULT);
    writer.end();
    assertEquals("fault", read(reader(out.toByteArray(), true)).getFirst().kind());
  }

  @Test
  void faultMayStandForAnySignature() throws IOException {
    writer.soap(bytes("<soap/>"), "text/xml", none());
    writer.fault(FAULT);
    writer.end();
    for (boolean response : new boolean[] {true, false}) {
      List<Seen> seen = read(reader(out.toByteArray(), response));
      assertEquals(List.of("soap", "fault"), seen.stream().map(Seen::kind).toList());
    }
  }

  @Test
  void missingPartsAreLeftToTheCaller() throws IOException {
    assertEquals(List.of(), read(reader(parts("application/ocsp-response"), true)).subList(1, 1));
    assertEquals("soap", read(reader(parts("text/xml"), false)).getLast().kind());
  }

  @Test
  void refusesOtherContentTypes() {
    for (String type :
        List.of(
            "",
            "text",
            "application/json",
            "multipart/related; boundary=x",
            "multipart/mixed",
            "multipart/mixed; boundary=",
            "multipart/mixed; boundary=\"\"")) {
      assertEquals(
          FaultCode.INVALID_CONTENT_TYPE,
          refusal(() ->
              new TransportReader(
                  InputStream.nullInputStream(), type, TransportLimits.DEFAULT, true)),
          "'" + type + "'");
    }
  }

  @Test
  void refusesPartsOutOfOrder() {
    assertRefused(FaultCode.INVALID_CONTENT_TYPE, "foo/bar");
    assertRefused(FaultCode.INVALID_CONTENT_TYPE, "signature/bdoc-1.0/ts");
    assertRefused(FaultCode.INVALID_CONTENT_TYPE, "application/x-road-rest-body");
    assertRefused(FaultCode.INVALID_CONTENT_TYPE, "application/hash-chain-result");
    assertRefused(FaultCode.INVALID_CONTENT_TYPE, "text/xml", "application/ocsp-response");
    assertRefused(FaultCode.INVALID_CONTENT_TYPE, "text/xml", "text/xml");
    assertRefused(FaultCode.INVALID_CONTENT_TYPE, "text/xml", "application/x-road-rest-body");
    assertRefused(FaultCode.INVALID_CONTENT_TYPE, "text/xml", "application/hash-chain");
    assertRefused(
        FaultCode.INVALID_CONTENT_TYPE,
        "text/xml",
        "application/hash-chain-result",
        "signature/bdoc-1.0/ts");
    assertRefused(
        FaultCode.INVALID_CONTENT_TYPE,
        "text/xml",
        "application/hash-chain-result",
        "application/hash-chain",
        "text/xml");
    assertRefused(
        FaultCode.INVALID_CONTENT_TYPE,
        "application/x-road-rest-request",
        "application/x-road-rest-body",
        "application/x-road-rest-body");
    assertRefused(FaultCode.MISSING_SIGNATURE, "text/xml", "application/hash-chain-result");
    assertRefused(
        FaultCode.INVALID_MESSAGE, "text/xml", "signature/bdoc-1.0/ts", "signature/bdoc-1.0/ts");
    assertRefused(FaultCode.INVALID_MESSAGE, "text/xml", "signature/bdoc-1.0/ts", "text/xml");
  }

  @Test
  void refusesPartsWithoutOneContentType() {
    assertEquals(FaultCode.INVALID_CONTENT_TYPE, refusal(() -> read(reader(part(""), true))));
    assertEquals(
        FaultCode.INVALID_CONTENT_TYPE,
        refusal(
            () -> read(reader(part("content-type: text/xml\r\nContent-Type: foo/bar\r\n"), true))));
  }

  @Test
  void refusesTooMuch() {
    TransportLimits limits = new TransportLimits(1, 10, 20, 1, 10);
    String small = "x";
    String big = "x".repeat(30);
    assertTooMuch(limits, "application/ocsp-response", big);
    assertTooMuch(limits, "application/ocsp-response", small, "application/ocsp-response", small);
    assertTooMuch(limits, "text/xml", big);
    assertTooMuch(limits, "application/x-road-rest-request", big);
    assertTooMuch(limits, "text/xml", small, "signature/bdoc-1.0/ts", big);
    assertTooMuch(
        limits,
        "text/xml",
        small,
        "multipart/mixed; boundary=a",
        "\r\n--a\r\ncontent-type: a/b\r\n\r\n\r\n--a\r\ncontent-type: a/b\r\n\r\n\r\n--a--\r\n");
  }

  @Test
  void refusesAMessageCutShort() throws IOException {
    byte[] whole = soapMessage();
    for (int length = 0; length < whole.length - 4; length += 7) {
      byte[] cut = Arrays.copyOf(whole, length);
      assertThrows(Fault.class, () -> read(reader(cut, true)), "length " + length);
    }
  }

  /** Damage is refused or shows in the parts; it is never an accident of this program. */
  @Test
  void randomDamageIsRefusedOrSeen() throws IOException {
    byte[] whole = soapMessage();
    Random random = new Random(25);
    for (int round = 0; round < 5000; round++) {
      byte[] damaged = whole.clone();
      for (int i = random.nextInt(3); i >= 0; i--) {
        damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
      }
      try {
        assertFalse(read(reader(damaged, true)).isEmpty());
      } catch (Fault refused) {
        assertFalse(refused.text().isEmpty());
      }
    }
  }

  private static void assertTooMuch(TransportLimits limits, String... typesAndBodies) {
    assertEquals(
        FaultCode.INVALID_MESSAGE,
        refusal(() ->
            read(
                new TransportReader(
                    new ByteArrayInputStream(message(typesAndBodies)),
                    TransportWriter.contentType(BOUNDARY),
                    limits,
                    false))));
  }

  private static void assertRefused(FaultCode expected, String... types) {
    assertEquals(
        expected, refusal(() -> read(reader(parts(types), true))), String.join(" ", types));
  }

  private static byte[] parts(String... types) {
    String[] typesAndBodies = new String[types.length * 2];
    for (int i = 0; i < types.length; i++) {
      typesAndBodies[2 * i] = types[i];
      typesAndBodies[2 * i + 1] = "<x/>";
    }
    return message(typesAndBodies);
  }

  private static byte[] message(String... typesAndBodies) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < typesAndBodies.length; i += 2) {
      text.append("--").append(BOUNDARY).append("\r\ncontent-type: ").append(typesAndBodies[i]);
      text.append("\r\n\r\n").append(typesAndBodies[i + 1]).append("\r\n");
    }
    return bytes(text.append("--").append(BOUNDARY).append("--\r\n").toString());
  }

  private static byte[] part(String headers) {
    return bytes("--" + BOUNDARY + "\r\n" + headers + "\r\nx\r\n--" + BOUNDARY + "--\r\n");
  }

  /** Something that may be refused. */
  private interface Reading {
    Object run() throws IOException;
  }

  private static FaultCode refusal(Reading reading) {
    return assertThrows(Fault.class, reading::run).code();
  }
}
