// SPDX-License-Identifier: MIT

package org.postroad.protocol.message;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.postroad.protocol.fault.Fault;
import org.postroad.protocol.fault.FaultReport;
import org.postroad.protocol.mime.ContentType;
import org.postroad.protocol.mime.MultipartReader;
import org.postroad.testing.ReferenceVectors;

/** Messages of the reference implementation: its test data, and what running servers sent. */
@Tag(ReferenceVectors.TAG)
class ReferenceMessagesTest {
  /** Test data that is refused, and with which code; "0" and up is the number of attachments. */
  private static final Map<String, String> OUTCOMES =
      Map.ofEntries(
          Map.entry("attach-error-withsoap.query", "inconsistent_headers"),
          Map.entry("attachm-error.query", "invalid_content_type"),
          Map.entry("attachm-faulty-soap.query", "missing_header_field"),
          Map.entry("attachm-mtom.answer", "1"),
          Map.entry("attachm-mtom.query", "1"),
          Map.entry("attachm-no-soap.query", "invalid_content_type"),
          Map.entry("attachm.query", "1"),
          Map.entry("attachm2-utf8bom-inside.answer", "1"),
          Map.entry("attachm2-utf8bom-inside.query", "1"),
          Map.entry("attachm2.answer", "1"),
          Map.entry("attachm2.query", "1"),
          Map.entry("attachments.answer", "3"),
          Map.entry("attachments.query", "3"),
          Map.entry("customfault.answer", "fault foo:FOOCODE"),
          Map.entry("customsoapenv.answer", "fault soapenv:Server.CODE"),
          Map.entry("empty.query", "invalid_soap"),
          Map.entry("fault.query", "fault CODE"),
          Map.entry("faulty-fault.answer", "fault soap:Server"),
          Map.entry("faulty-header.query", "missing_header_field"),
          Map.entry("faulty-header2.query", "duplicate_header_field"),
          Map.entry("faulty-multipart.query", "mime_parsing_failed"),
          Map.entry("inconsistent-headers.query", "inconsistent_headers"),
          Map.entry("malformed-body1.query", "invalid_body"),
          Map.entry("malformed-body2.query", "invalid_body"),
          Map.entry("malformed-body3.query", "inconsistent_headers"),
          Map.entry("malformed-protocolVersion.query", "invalid_protocol_version"),
          Map.entry("missing-body.query", "missing_body"),
          Map.entry("missing-protocolVersion.query", "missing_header_field"),
          Map.entry("missingobjecttype.query", "invalid_xml"),
          Map.entry("no-header.query", "missing_header"),
          Map.entry("no-soap.query", "invalid_soap"),
          Map.entry("smallAttachment.query", "1"),
          Map.entry("soapfault-mtom.answer", "fault soap:Server"),
          Map.entry("soapfault-mtom.query", "1"),
          Map.entry("soapfaulterror.query", "fault SOAP-ENV:Clientrwerete"),
          Map.entry("wrong-protocolVersion.query", "invalid_protocol_version"),
          Map.entry("wrong-version.query", "invalid_protocol_version"),
          Map.entry("xop.answer", "1"));

  @Test
  void testDataIsTakenAndRefusedAsByTheReference() throws IOException {
    var expected = new TreeMap<String, String>();
    var actual = new TreeMap<String, String>();
    try (var files = Files.list(ReferenceVectors.path("queries"))) {
      for (Path file : files.toList()) {
        String name = file.getFileName().toString();
        expected.put(name, OUTCOMES.getOrDefault(name, "0"));
        actual.put(name, outcome(Files.readAllBytes(file)));
      }
    }
    assertEquals(79, actual.size());
    expected.forEach((name, outcome) -> assertEquals(outcome, actual.get(name), name));
  }

  private static String outcome(byte[] content) throws IOException {
    try {
      SoapMultipart parts = SoapMultipart.read(new ByteArrayInputStream(content), type(content));
      Optional<FaultReport> fault = parts.message().fault();
      if (fault.isPresent()) {
        return "fault " + fault.get().code();
      }
      int attachments = 0;
      while (parts.next().isPresent()) {
        attachments++;
      }
      return Integer.toString(attachments);
    } catch (Fault fault) {
      return fault.code().wire();
    }
  }

  private static String type(byte[] content) {
    String text = new String(content, ISO_8859_1);
    return text.startsWith("--")
        ? "multipart/related; boundary=" + text.substring(2, text.indexOf('\n')).strip()
        : "text/xml; charset=UTF-8";
  }

  @Test
  void requestHashStandsWhereTheReferencePutsIt() throws IOException {
    for (String name : List.of("soap", "soap-attachment")) {
      SoapMessage request = SoapMessage.parse(parts(name + "-request", "text/xml").getFirst());
      SoapMessage response = SoapMessage.parse(parts(name + "-response", "text/xml").getFirst());
      request.checkConsistentWith(response);
      String without =
          new String(response.bytes(), UTF_8)
              .replaceAll("<xroad:requestHash.*?</xroad:requestHash>", "");
      SoapMessage bound =
          SoapMessage.parse(without.getBytes(UTF_8)).withRequestHash(request.hash());
      assertArrayEquals(response.bytes(), bound.bytes());
    }
  }

  @Test
  void restPartsPrintBackToTheirBytes() throws IOException {
    byte[] sent = parts("rest-post-request", "application/x-road-rest-request").getFirst();
    byte[] body = parts("rest-post-request", "application/x-road-rest-body").getFirst();
    RestRequest request = RestRequest.parse(sent);
    assertArrayEquals(
        sent,
        RestRequest.ofConsumer(
                request.method(),
                new String(sent, UTF_8).split("\r\n", -1)[1],
                request.headers().without(java.util.Set.of("x-road-id")),
                request.requestId(),
                request::queryId)
            .bytes());
    byte[] answered = parts("rest-post-response", "application/x-road-rest-response").getFirst();
    RestResponse response = RestResponse.parse(answered);
    byte[] hash = request.requestHash(Optional.of(RequestHash.sha512(body)));
    response.checkConsistentWith(request, hash);
    assertArrayEquals(
        answered,
        RestResponse.ofService(
                request, response.status(), response.reason(), response.headers(), hash)
            .bytes());
    assertThrows(
        Fault.class,
        () -> response.checkConsistentWith(request, request.requestHash(Optional.empty())));
  }

  @Test
  void faultIsPrintedByteForByte() throws IOException {
    byte[] body = http("rest-unknown-service-response").body();
    FaultReport report = SoapMessage.parse(body, "text/xml").fault().orElseThrow();
    assertEquals("server.serverproxy.unknown_service", report.code());
    assertArrayEquals(body, report.toSoap());
  }

  private record Recorded(Map<String, String> headers, byte[] body) {}

  private static List<byte[]> parts(String name, String mediaType) throws IOException {
    Recorded recorded = http(name);
    String boundary =
        ContentType.parse(recorded.headers().getOrDefault("content-type", "")).boundary();
    var reader = new MultipartReader(new ByteArrayInputStream(recorded.body()), boundary);
    var found = new ArrayList<byte[]>();
    while (reader.next()) {
      byte[] body = reader.body().readAllBytes();
      String type = reader.headers().single("content-type").orElseThrow();
      if (ContentType.parse(type).is(mediaType)) {
        found.add(body);
      }
    }
    return found;
  }

  private static Recorded http(String name) throws IOException {
    byte[] all = Files.readAllBytes(ReferenceVectors.path("live/transport/" + name + ".bin"));
    String text = new String(all, ISO_8859_1);
    int end = text.indexOf("\r\n\r\n");
    var headers = new HashMap<String, String>();
    for (String line : text.substring(0, end).split("\r\n", -1)) {
      String[] pair = line.split(": ", 2);
      headers.put(pair[0].toLowerCase(java.util.Locale.ROOT), pair[pair.length - 1]);
    }
    byte[] rest = Arrays.copyOfRange(all, end + 4, all.length);
    boolean chunked = headers.containsKey("transfer-encoding");
    return new Recorded(headers, chunked ? unchunked(rest) : rest);
  }

  private static byte[] unchunked(byte[] in) {
    String text = new String(in, ISO_8859_1);
    var out = new ByteArrayOutputStream();
    int at = 0;
    while (true) {
      int lineEnd = text.indexOf("\r\n", at);
      int length = Integer.parseInt(text.substring(at, lineEnd), 16);
      if (length == 0) {
        return out.toByteArray();
      }
      out.write(in, lineEnd + 2, length);
      at = lineEnd + 2 + length + 2;
    }
  }
}
