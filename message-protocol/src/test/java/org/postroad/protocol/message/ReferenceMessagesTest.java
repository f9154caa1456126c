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
  /**
   * Every file of test data and what becomes of it: the number of attachments when it is taken, the
   * code of a fault message, or the code and text of the refusal.
   */
  private static final String VERDICTS =
      """
      metaservices/allowedMethods.query        taken, 0 attachments
      metaservices/dummy.query                 taken, 0 attachments
      metaservices/getWsdl.query               taken, 0 attachments
      metaservices/getstate.query              taken, 0 attachments
      metaservices/listMethods.query           taken, 0 attachments
      queries/allowedMethods.query             taken, 0 attachments
      queries/attach-error-withsoap.query      inconsistent_headers: Malformed SOAP message: \
      service code does not match in header and body
      queries/attachm-error.query              invalid_content_type: Could not get content type \
      for part
      queries/attachm-faulty-soap.query        missing_header_field: Message header must contain \
      service id
      queries/attachm-mtom.answer              taken, 1 attachments
      queries/attachm-mtom.query               taken, 1 attachments
      queries/attachm-no-soap.query            invalid_content_type: Invalid content type: \
      multipart/mixed; charset=UTF-8; boundary=jetty1627004719h3h10du0
      queries/attachm.answer                   taken, 0 attachments
      queries/attachm.query                    taken, 1 attachments
      queries/attachm2-utf8bom-inside.answer   taken, 1 attachments
      queries/attachm2-utf8bom-inside.query    taken, 1 attachments
      queries/attachm2.answer                  taken, 1 attachments
      queries/attachm2.query                   taken, 1 attachments
      queries/attachment-small-mantis.answer   taken, 0 attachments
      queries/attachments.answer               taken, 3 attachments
      queries/attachments.query                taken, 3 attachments
      queries/bigAttachment.answer             taken, 0 attachments
      queries/bigAttachment.query              taken, 0 attachments
      queries/cdata.answer                     taken, 0 attachments
      queries/cdata.query                      taken, 0 attachments
      queries/customfault.answer               fault message foo:FOOCODE
      queries/customsoapenv.answer             fault message soapenv:Server.CODE
      queries/empty.query                      invalid_soap: Invalid XML at byte 0: the document \
      has no element
      queries/fault.query                      fault message CODE
      queries/faulty-fault.answer              fault message soap:Server
      queries/faulty-header.query              missing_header_field: Required field 'id' is missing
      queries/faulty-header2.query             duplicate_header_field: SOAP header contains \
      duplicate field '{http://x-road.eu/xsd/xroad.xsd}client'
      queries/faulty-multipart.query           mime_parsing_failed: Invalid multipart content: \
      the final boundary is missing
      queries/getstate-defaultnamespace.query  taken, 0 attachments
      queries/getstate-iso88591.answer         taken, 0 attachments
      queries/getstate-subsystem.answer        taken, 0 attachments
      queries/getstate-subsystem.query         taken, 0 attachments
      queries/getstate.answer                  taken, 0 attachments
      queries/getstate.query                   taken, 0 attachments
      queries/inconsistent-headers.query       inconsistent_headers: Malformed SOAP message: \
      service code does not match in header and body
      queries/invalid-service-address.query    taken, 0 attachments
      queries/listMethods.query                taken, 0 attachments
      queries/malformed-body1.query            invalid_body: Malformed SOAP message: body must \
      have exactly one child element
      queries/malformed-body2.query            invalid_body: Malformed SOAP message: body must \
      have exactly one child element
      queries/malformed-body3.query            inconsistent_headers: Malformed SOAP message: \
      service code does not match in header and body
      queries/malformed-protocolVersion.query  invalid_protocol_version: Invalid protocol \
      version (supported: 4.x, provided: foo)
      queries/mimesoap.answer                  taken, 0 attachments
      queries/mimesoap.query                   taken, 0 attachments
      queries/missing-body.query               missing_body: Malformed SOAP message: body missing
      queries/missing-org.query                taken, 0 attachments
      queries/missing-protocolVersion.query    missing_header_field: Required field \
      'protocolVersion' is missing
      queries/missing-userId.answer            taken, 0 attachments
      queries/missing-userId.query             taken, 0 attachments
      queries/missingobjecttype.query          invalid_xml: Missing objectType attribute
      queries/no-header.query                  missing_header: Malformed SOAP message: header \
      missing
      queries/no-signature.query               taken, 0 attachments
      queries/no-soap.query                    invalid_soap: Invalid XML at byte 0: the document \
      has no element
      queries/notAllowed.query                 taken, 0 attachments
      queries/nowhitespace.answer              taken, 0 attachments
      queries/nowhitespace.query               taken, 0 attachments
      queries/proxyemulator.query              taken, 0 attachments
      queries/request-suffix.query             taken, 0 attachments
      queries/requesthash.answer               taken, 0 attachments
      queries/response-with-requestId.answer   taken, 0 attachments
      queries/signing-error-request.query      taken, 0 attachments
      queries/signing-error-response.query     taken, 0 attachments
      queries/simple-comment.answer            taken, 0 attachments
      queries/simple-representedparty.query    taken, 0 attachments
      queries/simple-rpc.query                 taken, 0 attachments
      queries/simple.answer                    taken, 0 attachments
      queries/simple.query                     taken, 0 attachments
      queries/smallAttachment.answer           taken, 0 attachments
      queries/smallAttachment.query            taken, 1 attachments
      queries/soapfault-mtom.answer            fault message soap:Server
      queries/soapfault-mtom.query             taken, 1 attachments
      queries/soapfaulterror.query             fault message SOAP-ENV:Clientrwerete
      queries/split-header.answer              taken, 0 attachments
      queries/split-header.query               taken, 0 attachments
      queries/wrong-protocolVersion.query      invalid_protocol_version: Invalid protocol \
      version (supported: 4.x, provided: 3.5)
      queries/wrong-version.query              invalid_protocol_version: Invalid protocol \
      version (supported: 4.x, provided: xxx)
      queries/xml.query                        taken, 0 attachments
      queries/xmlencoded.answer                taken, 0 attachments
      queries/xmlencoded.query                 taken, 0 attachments
      queries/xop.answer                       taken, 1 attachments
      """;

  @Test
  void everyFileOfTestDataHasItsVerdict() throws IOException {
    var actual = new TreeMap<String, String>();
    for (String folder : List.of("queries", "metaservices")) {
      try (var files = Files.list(ReferenceVectors.path(folder))) {
        for (Path file : files.toList()) {
          actual.put(folder + "/" + file.getFileName(), outcome(Files.readAllBytes(file)));
        }
      }
    }
    var expected = new TreeMap<String, String>();
    VERDICTS
        .lines()
        .map(line -> line.split(" {2,}", 2))
        .forEach(line -> expected.put(line[0], line[line.length - 1]));
    assertEquals(lines(expected), lines(actual));
    assertEquals(79, actual.keySet().stream().filter(name -> name.startsWith("queries/")).count());
  }

  private static String lines(Map<String, String> verdicts) {
    var lines = new StringBuilder();
    verdicts.forEach(
        (name, verdict) -> lines.append(name).append("  ").append(verdict).append('\n'));
    return lines.toString();
  }

  private static String outcome(byte[] content) throws IOException {
    try {
      SoapMultipart parts = SoapMultipart.read(new ByteArrayInputStream(content), type(content));
      Optional<FaultReport> fault = parts.message().fault();
      if (fault.isPresent()) {
        return "fault message " + fault.get().code();
      }
      int attachments = 0;
      while (parts.next().isPresent()) {
        attachments++;
      }
      return "taken, " + attachments + " attachments";
    } catch (Fault fault) {
      return fault.code().wire() + ": " + fault.text();
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
      request.checkRequestHashOf(response);
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
