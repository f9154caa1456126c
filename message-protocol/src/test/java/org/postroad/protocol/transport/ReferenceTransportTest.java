// SPDX-License-Identifier: MIT
package org.postroad.protocol.transport;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.postroad.protocol.fault.Fault;
import org.postroad.protocol.fault.FaultCode;
import org.postroad.protocol.transport.Fixtures.Seen;
import org.postroad.testing.ReferenceVectors;

/** What running reference servers said to each other, and test files of their makers. */
@Tag(ReferenceVectors.TAG)
class ReferenceTransportTest {

  @ParameterizedTest
  @CsvSource({
    "rest-post-request, 'ocsp,rest-request,body,batch-signature'",
    "rest-post-response, 'rest-response,body,batch-signature'",
    "rest-unknown-service-request, 'ocsp,rest-request,signature'",
    "rest-unknown-service-response, 'fault'",
    "soap-request, 'ocsp,soap,signature'",
    "soap-response, 'soap,signature'",
    "soap-attachment-request, 'ocsp,soap,attachment1,batch-signature'",
    "soap-attachment-response, 'soap,signature'",
  })
  void readsTheRecordedParts(String name, String expected) throws IOException {
    List<Seen> seen = Fixtures.read(reader(recorded(name), name.endsWith("response")));
    assertEquals(expected, String.join(",", seen.stream().map(Seen::kind).toList()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "rest-post-request",
        "rest-post-response",
        "rest-unknown-service-request",
        "soap-request",
        "soap-response",
        "soap-attachment-request",
        "soap-attachment-response"
      })
  void writesTheRecordedBytes(String name) throws IOException {
    RecordedHttp recorded = recorded(name);
    String type = recorded.contentType();
    String boundary = type.substring(type.indexOf("boundary=") + 9);
    ByteArrayOutputStream out = new ByteArrayOutputStream();

    Fixtures.copy(reader(recorded, name.endsWith("response")), new TransportWriter(out, boundary));

    assertEquals(type, TransportWriter.contentType(boundary));
    assertArrayEquals(recorded.body(), out.toByteArray());
  }

  @Test
  void headerFieldsAreNamedAsTheReferenceNamesThem() throws IOException {
    RecordedHttp rest = recorded("rest-post-request");
    assertEquals(TransportHeaders.MESSAGE_TYPE_REST, rest.field(TransportHeaders.MESSAGE_TYPE));
    assertEquals(
        TransportHeaders.HASH_ALGORITHM_SHA512, rest.field(TransportHeaders.HASH_ALGORITHM));
    assertEquals("application/json", rest.field(TransportHeaders.ORIGINAL_CONTENT_TYPE));
    assertEquals(36, rest.field(TransportHeaders.REQUEST_ID).length());
    assertTrue(rest.field(TransportHeaders.PROXY_VERSION).startsWith("7."));
    assertEquals("\"\"", recorded("soap-request").field(TransportHeaders.ORIGINAL_SOAP_ACTION));
  }

  @Test
  void everyTestFileHasItsVerdict() throws IOException {
    try (var files = Files.list(ReferenceVectors.path("transport"))) {
      assertEquals(
          Set.of(
              "attachment.request",
              "extracontent.request",
              "fault-signature.request",
              "invalid-contenttype-signature.request",
              "invalid-ocsp.request",
              "invalid-soap-contenttype.request",
              "normal-soapfault.request",
              "normal.request",
              "normal.response",
              "ocsp.request"),
          files.map(file -> file.getFileName().toString()).collect(Collectors.toSet()),
          "the tests below judge these files, and a file that is not listed is not judged");
    }
  }

  @Test
  void readsTheTestFileOfAResponse() throws IOException {
    List<Seen> seen = Fixtures.read(framed("normal.response", true));
    assertEquals(List.of("soap", "signature"), seen.stream().map(Seen::kind).toList());
  }

  @ParameterizedTest
  @CsvSource({
    "attachment, 'soap,attachment1,signature'",
    "fault-signature, 'soap,fault'",
    "invalid-ocsp, 'ocsp,soap,signature'",
    "normal, 'soap,signature'",
    "ocsp, 'ocsp,soap,signature'",
  })
  void readsTheTestFiles(String name, String expected) throws IOException {
    List<Seen> seen = Fixtures.read(framed(name + ".request", false));
    assertEquals(expected, String.join(",", seen.stream().map(Seen::kind).toList()));
  }

  @Test
  void faultInPlaceOfTheMessageEndsTheResponse() throws IOException {
    TransportReader reader = framed("normal-soapfault.request", true);
    assertTrue(reader.next().orElseThrow() instanceof TransportPart.FaultPart);
    assertThrows(Fault.class, reader::next);
  }

  @ParameterizedTest
  @CsvSource({
    "extracontent, INVALID_MESSAGE",
    "invalid-contenttype-signature, INVALID_CONTENT_TYPE",
    "invalid-soap-contenttype, INVALID_CONTENT_TYPE",
  })
  void refusesWithTheCodeOfTheReference(String name, FaultCode expected) {
    Fault fault = assertThrows(Fault.class, () -> Fixtures.read(framed(name + ".request", false)));
    assertEquals(expected, fault.code());
  }

  private static RecordedHttp recorded(String name) throws IOException {
    return RecordedHttp.parse(
        Files.readAllBytes(ReferenceVectors.path("live/transport/" + name + ".bin")));
  }

  private static TransportReader reader(RecordedHttp recorded, boolean response) {
    return new TransportReader(
        new ByteArrayInputStream(recorded.body()),
        recorded.contentType(),
        TransportLimits.DEFAULT,
        response);
  }

  /** A test file has the line ends of its editor; the wire has CR LF. */
  private static TransportReader framed(String file, boolean response) throws IOException {
    String text =
        Files.readString(ReferenceVectors.path("transport/" + file), StandardCharsets.ISO_8859_1);
    String boundary = text.substring(2, text.indexOf('\n')).trim();
    byte[] wire =
        text.replace("\r\n", "\n").replace("\n", "\r\n").getBytes(StandardCharsets.ISO_8859_1);
    return new TransportReader(
        new ByteArrayInputStream(wire),
        TransportWriter.contentType(boundary),
        TransportLimits.DEFAULT,
        response);
  }
}
