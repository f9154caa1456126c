// SPDX-License-Identifier: MIT
package org.postroad.securityserver.golden;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.postroad.testing.ReferenceVectors;

/**
 * An exchange recorded between two reference servers, and from it what the information system must
 * have asked and the service have answered.
 */
record Recording(String name, byte[] request, byte[] response) {

  static Recording of(String name) throws IOException {
    return new Recording(name, file(name + "-request"), file(name + "-response"));
  }

  private static byte[] file(String name) throws IOException {
    return Files.readAllBytes(ReferenceVectors.path("live/transport/" + name + ".bin"));
  }

  /** The ids that the two servers made up, in the order in which they needed them. */
  String[] ids() {
    List<String> ids = new ArrayList<>();
    ids.add(field(request, "x-road-request-id"));
    find(request, "\r\nx-road-id:DEV-([-0-9a-f]+)\r\n").ifPresent(ids::add);
    find(response, "<faultDetail xmlns=\"\">([-0-9a-f]+)</faultDetail>").ifPresent(ids::add);
    return ids.toArray(String[]::new);
  }

  /** The whole HTTP request of the information system. */
  byte[] asked() {
    Optional<String> rest = part(request, "application/x-road-rest-request");
    return rest.isPresent() ? askedByRest(rest.get()) : askedBySoap();
  }

  private byte[] askedByRest(String head) {
    List<String> lines = new ArrayList<>(head.lines().toList());
    String first = lines.removeFirst() + " " + lines.removeFirst() + " HTTP/1.1";
    lines.removeIf(line -> line.startsWith("x-road-request-id:") || line.startsWith("x-road-id:"));
    lines.addFirst("Host: client.test");
    lines.addFirst(first);
    return message(lines, part(request, "application/x-road-rest-body").orElse(""));
  }

  private byte[] askedBySoap() {
    String type = field(request, "x-original-content-type");
    String action = field(request, "x-original-soapaction");
    List<String> lines =
        new ArrayList<>(List.of("POST / HTTP/1.1", "Host: client.test", "Content-Type: " + type));
    if (!action.isEmpty()) {
      lines.add("SOAPAction: " + action);
    }
    String soap = part(request, "text/xml; charset=UTF-8").orElseThrow();
    return message(lines, type.startsWith("multipart/") ? multipart(soap) : soap);
  }

  /** With the one attachment of the recording. */
  private String multipart(String soap) {
    String attachment =
        find(request, "\r\n--xatt[A-Za-z]+\r\n(content-type: .*?)\r\n--xatt").orElseThrow();
    return "--BB\r\nContent-Type: text/xml; charset=UTF-8\r\n\r\n"
        + (soap + "\r\n--BB\r\n" + attachment + "\r\n--BB--\r\n");
  }

  /** The whole HTTP response of the service, or nothing where it was not asked. */
  byte[] answered() {
    Optional<String> rest = part(response, "application/x-road-rest-response");
    if (rest.isPresent()) {
      List<String> lines = new ArrayList<>(rest.get().lines().toList());
      String first = "HTTP/1.1 " + lines.removeFirst() + " " + lines.removeFirst();
      lines.removeIf(line -> line.startsWith("x-road-"));
      lines.addFirst(first);
      return message(lines, part(response, "application/x-road-rest-body").orElse(""));
    }
    Optional<String> soap = part(response, "text/xml; charset=UTF-8");
    List<String> lines =
        List.of("HTTP/1.1 200 OK", "Content-Type: " + field(response, "x-original-content-type"));
    return soap.map(text -> text.replaceFirst("<xroad:requestHash.*</xroad:requestHash>", ""))
        .map(text -> message(lines, text))
        .orElse(new byte[0]);
  }

  private static byte[] message(List<String> head, String body) {
    var out = new ByteArrayOutputStream();
    List<String> lines = new ArrayList<>(head);
    if (!body.isEmpty()) {
      lines.add("Content-Length: " + body.length());
    }
    lines.add("Connection: close");
    out.writeBytes((String.join("\r\n", lines) + "\r\n\r\n" + body).getBytes(ISO_8859_1));
    return out.toByteArray();
  }

  /** The body of the first part with this content type. */
  private static Optional<String> part(byte[] message, String contentType) {
    return find(message, "content-type: " + Pattern.quote(contentType) + "\r\n\r\n(.*?)\r\n--xtop");
  }

  private static Optional<String> find(byte[] message, String pattern) {
    return Pattern.compile(pattern, Pattern.DOTALL)
        .matcher(new String(RawHttp.body(message), ISO_8859_1))
        .results()
        .map(found -> found.group(1))
        .findFirst();
  }

  private static String field(byte[] message, String name) {
    return RawHttp.head(message)
        .lines()
        .filter(line -> line.startsWith(name + ": "))
        .map(line -> line.substring(name.length() + 2))
        .findFirst()
        .orElse("");
  }
}
