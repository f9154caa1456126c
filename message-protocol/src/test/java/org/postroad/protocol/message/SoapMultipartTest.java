// SPDX-License-Identifier: MIT

package org.postroad.protocol.message;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.postroad.protocol.fault.Fault;
import org.postroad.protocol.fault.FaultCode;
import org.postroad.protocol.mime.Headers;
import org.postroad.protocol.mime.MultipartWriter;

class SoapMultipartTest {
  private static final String TYPE = "Multipart/Related; type=\"text/xml\"; boundary=BB";

  private static SoapMultipart read(String content, String type) throws IOException {
    return SoapMultipart.read(new ByteArrayInputStream(content.getBytes(UTF_8)), type);
  }

  private static String multipart(String... parts) {
    return "--BB\r\n" + String.join("\r\n--BB\r\n", parts) + "\r\n--BB--\r\n";
  }

  private static final String SOAP =
      "Content-Type: text/xml\r\nContent-ID: <s>\r\n\r\n" + Fixtures.request();

  @Test
  void readsAnEnvelopeAlone() throws IOException {
    SoapMultipart parts = read(Fixtures.request(), "text/xml");
    assertEquals("abc-1", parts.message().queryId());
    assertEquals("text/xml", parts.messageContentType());
    assertTrue(parts.messageHeaders().isEmpty());
    assertEquals(Optional.empty(), parts.next());
  }

  @Test
  void givesTheAttachmentsOfAMessageMadeHere() throws IOException {
    var attachment =
        new SoapAttachment(
            "a/b", Headers.of("Content-ID", "<1>"), new ByteArrayInputStream(new byte[] {7}));
    SoapMultipart made =
        SoapMultipart.of(Fixtures.soap(Fixtures.response()), "text/xml", List.of(attachment));
    assertEquals(Fixtures.response(), Fixtures.text(made.message()));
    assertEquals("text/xml", made.messageContentType());
    assertTrue(made.messageHeaders().isEmpty());
    assertEquals(Optional.of(attachment), made.next());
    assertEquals(Optional.empty(), made.next());
  }

  @Test
  void readsAttachmentsRawAndInOrder() throws IOException {
    String base64 =
        "Content-Type: a/b\r\nContent-Transfer-Encoding: base64\r\nX: 1\r\nX: 2\r\n\r\nAAAA\r\n";
    String nested = "Content-Type: multipart/mixed; boundary=cc\r\n\r\n--cc\r\n\r\nin\r\n--cc--";
    SoapMultipart parts = read(multipart(SOAP, base64, nested), TYPE);
    assertEquals(Fixtures.request(), Fixtures.text(parts.message()));
    assertEquals(Headers.of("Content-ID", "<s>"), parts.messageHeaders());
    SoapAttachment first = parts.next().orElseThrow();
    assertEquals("a/b", first.contentType());
    assertEquals(List.of("1", "2"), first.headers().all("x"));
    assertFalse(first.headers().has("content-type"));
    assertEquals("AAAA\r\n", new String(first.body().readAllBytes(), UTF_8));
    SoapAttachment second = parts.next().orElseThrow();
    assertEquals("--cc\r\n\r\nin\r\n--cc--", new String(second.body().readAllBytes(), UTF_8));
    assertEquals(Optional.empty(), parts.next());
    assertEquals(Optional.empty(), parts.next());
  }

  @ParameterizedTest
  @CsvSource({
    "application/json, INVALID_CONTENT_TYPE",
    "multipart/mixed; boundary=BB, INVALID_CONTENT_TYPE",
    "multipart/related, INVALID_CONTENT_TYPE",
    "multipart/related; boundary=CC, MIME_PARSING_FAILED"
  })
  void refusesOtherContentTypes(String type, FaultCode code) {
    assertEquals(code, assertThrows(Fault.class, () -> read(multipart(SOAP), type)).code());
  }

  @Test
  void refusesAMultipartWithoutSoap() {
    assertEquals(FaultCode.MISSING_SOAP, code(() -> read("", TYPE)));
    assertEquals(FaultCode.MISSING_SOAP, code(() -> read("--BB--", TYPE)));
    assertEquals(
        FaultCode.INVALID_CONTENT_TYPE,
        code(() -> read(multipart("Content-Type: text/plain\r\n\r\nx"), TYPE)));
    assertEquals(FaultCode.INVALID_CONTENT_TYPE, code(() -> read(multipart("\r\nx"), TYPE)));
    assertEquals(
        FaultCode.INVALID_SOAP,
        code(() -> read(multipart("Content-Type: text/xml\r\n\r\nx"), TYPE)));
    String two = "Content-Type: text/xml\r\ncontent-type: text/plain\r\n\r\n" + Fixtures.request();
    assertThrows(Fault.class, () -> read(multipart(two), TYPE));
  }

  @Test
  void refusesAnAttachmentWithoutContentType() throws IOException {
    SoapMultipart parts = read(multipart(SOAP, "X: 1\r\n\r\nx"), TYPE);
    assertEquals(FaultCode.INVALID_CONTENT_TYPE, code(parts::next));
  }

  @Test
  void refusesATruncatedMessageAtItsEnd() throws IOException {
    String whole = multipart(SOAP, "Content-Type: a/b\r\n\r\nhello");
    SoapMultipart parts = read(whole.substring(0, whole.length() - 8), TYPE);
    SoapAttachment attachment = parts.next().orElseThrow();
    assertEquals(FaultCode.MIME_PARSING_FAILED, code(() -> attachment.body().readAllBytes()));
  }

  @Test
  void boundsTheEnvelope() {
    byte[] soap = Fixtures.request().getBytes(UTF_8);
    byte[] parts = multipart(SOAP).getBytes(UTF_8);
    assertEquals(
        FaultCode.INVALID_SOAP,
        code(() -> SoapMultipart.read(new ByteArrayInputStream(soap), "text/xml", 100)));
    assertEquals(
        FaultCode.MIME_PARSING_FAILED,
        code(() -> SoapMultipart.read(new ByteArrayInputStream(parts), TYPE, 100)));
  }

  @Test
  void putsThePartsTogetherAgain() throws IOException {
    String content =
        multipart(SOAP, "Content-Type: a/b\r\nX: 1\r\n\r\nhello", "Content-Type: c/d\r\n\r\n");
    SoapMultipart parts = read(content, TYPE);
    var out = new ByteArrayOutputStream();
    MultipartWriter writer = SoapMultipart.writer(out, TYPE);
    writer.part(typed(parts.messageContentType(), parts.messageHeaders()), parts.message().bytes());
    var attachments = new ArrayList<String>();
    for (var next = parts.next(); next.isPresent(); next = parts.next()) {
      byte[] body = next.get().body().readAllBytes();
      attachments.add(new String(body, UTF_8));
      writer.part(typed(next.get().contentType(), next.get().headers()), body);
    }
    writer.end();
    assertEquals(List.of("hello", ""), attachments);
    assertEquals(content.replace("Content-Type", "content-type"), out.toString(UTF_8));
  }

  @Test
  void refusesToWriteAPartThatHoldsTheBoundary() throws IOException {
    MultipartWriter writer = SoapMultipart.writer(new ByteArrayOutputStream(), TYPE);
    byte[] hidden = "x\r\n--BB\r\nContent-Type: a/b\r\n\r\nhidden".getBytes(UTF_8);
    assertThrows(Fault.class, () -> writer.part(Headers.EMPTY, hidden));
  }

  @Test
  void namesTheContentTypeForTheClient() {
    assertEquals(TYPE + ";charset=utf-8", SoapMultipart.contentTypeForClient(TYPE));
    String with = "multipart/related; boundary=a; charset=UTF-8";
    assertEquals(with, SoapMultipart.contentTypeForClient(with));
    assertEquals("BB", SoapMultipart.boundaryOf(TYPE));
    assertTrue(SoapMultipart.isMultipart(TYPE));
    assertFalse(SoapMultipart.isMultipart("text/xml"));
    assertFalse(SoapMultipart.isMultipart(""));
  }

  private static Headers typed(String contentType, Headers headers) {
    return Headers.builder().add("content-type", contentType).addAll(headers).build();
  }

  private static FaultCode code(org.junit.jupiter.api.function.Executable action) {
    return assertThrows(Fault.class, action).code();
  }
}
