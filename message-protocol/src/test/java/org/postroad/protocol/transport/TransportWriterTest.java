// SPDX-License-Identifier: MIT
package org.postroad.protocol.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.postroad.protocol.transport.Fixtures.BATCH;
import static org.postroad.protocol.transport.Fixtures.BOUNDARY;
import static org.postroad.protocol.transport.Fixtures.DIRECT;
import static org.postroad.protocol.transport.Fixtures.bytes;
import static org.postroad.protocol.transport.Fixtures.none;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.postroad.protocol.mime.Headers;

class TransportWriterTest {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final TransportWriter writer = new TransportWriter(out, BOUNDARY);

  @Test
  void contentTypeIsTheOneOfTheReference() {
    assertEquals(
        "multipart/mixed; charset=UTF-8; boundary=xtopABC", TransportWriter.contentType("xtopABC"));
  }

  @Test
  void restRequestWithBody() throws IOException {
    writer.ocspResponse(bytes("ocsp"));
    writer.restRequest(bytes("POST\r\n/r1/x\r\n"));
    try (OutputStream body = writer.restBody()) {
      body.write(bytes("{}"));
    }
    writer.signature(BATCH);
    writer.end();

    assertWritten(
        """
        --B
        content-type: application/ocsp-response

        ocsp
        --B
        content-type: application/x-road-rest-request

        POST
        /r1/x

        --B
        content-type: application/x-road-rest-body

        {}
        --B
        content-type: application/hash-chain-result

        <result/>
        --B
        content-type: application/hash-chain

        <chain/>
        --B
        content-type: signature/bdoc-1.0/ts

        <signature/>
        --B--
        """);
  }

  @Test
  void soapWithAttachments() throws IOException {
    writer.soap(
        bytes("<soap/>"),
        "text/xml; charset=UTF-8",
        Headers.builder()
            .add("Content-Type", "text/xml; charset=UTF-8")
            .add("Content-ID", "<root>")
            .build());
    try (OutputStream attachment =
        writer.attachment("text/plain", Headers.of("Content-ID", "<a1>"))) {
      attachment.write(bytes("one"));
    }
    try (OutputStream attachment = writer.attachment("application/pdf", none())) {
      attachment.write(bytes("two"));
    }
    writer.signature(BATCH);
    writer.end();

    assertWritten(
        """
        --B
        content-type: text/xml; charset=UTF-8
        Content-ID: <root>

        <soap/>
        --B
        content-type: multipart/mixed; charset=UTF-8; boundary=A


        --A
        content-type: text/plain
        Content-ID: <a1>

        one
        --A
        content-type: application/pdf

        two
        --A--

        --B
        content-type: application/hash-chain-result

        <result/>
        --B
        content-type: application/hash-chain

        <chain/>
        --B
        content-type: signature/bdoc-1.0/ts

        <signature/>
        --B--
        """);
  }

  @Test
  void faultStandsForTheSignature() throws IOException {
    writer.restResponse(bytes("200\r\n"));
    writer.fault(bytes("<fault/>"));
    writer.end();

    assertWritten(
        """
        --B
        content-type: application/x-road-rest-response

        200

        --B
        content-type: text/xml; charset=UTF-8

        <fault/>
        --B--
        """);
  }

  @Test
  void faultStandsForTheMessage() throws IOException {
    writer.fault(bytes("<fault/>"));
    writer.end();

    assertWritten(
        """
        --B
        content-type: text/xml; charset=UTF-8

        <fault/>
        --B--
        """);
  }

  @Test
  void faultStandsAfterAttachments() throws IOException {
    writer.soap(bytes("<soap/>"), "text/xml", none());
    try (OutputStream attachment = writer.attachment("text/plain", none())) {
      attachment.write(bytes("one"));
    }
    writer.fault(bytes("<fault/>"));
    writer.end();

    assertWritten(
        """
        --B
        content-type: text/xml

        <soap/>
        --B
        content-type: multipart/mixed; charset=UTF-8; boundary=A


        --A
        content-type: text/plain

        one
        --A--

        --B
        content-type: text/xml; charset=UTF-8

        <fault/>
        --B--
        """);
  }

  @Test
  void partsCannotBeWrittenOutOfOrder() throws IOException {
    outOfOrder(() -> writer.signature(DIRECT));
    outOfOrder(() -> writer.attachment("text/plain", none()));
    outOfOrder(() -> writer.restBody());
    outOfOrder(() -> writer.end());
    writer.soap(bytes("<soap/>"), "text/xml", none());
    outOfOrder(() -> writer.ocspResponse(bytes("ocsp")));
    outOfOrder(() -> writer.soap(bytes("<soap/>"), "text/xml", none()));
    outOfOrder(() -> writer.restRequest(bytes("GET")));
    outOfOrder(() -> writer.restBody());
    outOfOrder(() -> writer.end());
    writer.signature(DIRECT);
    outOfOrder(() -> writer.signature(DIRECT));
    outOfOrder(() -> writer.fault(bytes("<fault/>")));
    outOfOrder(() -> writer.attachment("text/plain", none()));
    writer.end();
    outOfOrder(() -> writer.end());
  }

  private static void outOfOrder(Executable step) {
    assertThrows(IllegalStateException.class, step);
  }

  private void assertWritten(String expected) {
    String attachments = "xatt" + BOUNDARY.substring(4);
    assertEquals(
        expected
            .replace("\n", "\r\n")
            .replace("--B", "--" + BOUNDARY)
            .replace("--A", "--" + attachments)
            .replace("boundary=A", "boundary=" + attachments),
        out.toString(StandardCharsets.UTF_8));
  }
}
