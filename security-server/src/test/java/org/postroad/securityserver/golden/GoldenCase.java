// SPDX-License-Identifier: MIT
package org.postroad.securityserver.golden;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;

/**
 * One exchange that is captured.
 *
 * @param expect {@code success}, or the code of the fault that the response carries
 * @param asked the whole HTTP request of the information system
 * @param answered the whole HTTP response of the service
 */
record GoldenCase(
    String name, String comment, String spec, String expect, byte[] asked, byte[] answered) {

  private static final String REST = "/r1/DEV/COM/1234/TestService/rest";
  private static final String REST_HEADERS = "X-Road-Client: DEV/COM/4321/TestClient";
  private static final String TEXT = "Content-Type: text/xml; charset=UTF-8";
  private static final String RELATED =
      "Content-Type: multipart/related; type=\"text/xml\"; boundary=MIME";

  static List<GoldenCase> all() {
    return List.of(
        new GoldenCase(
            "soap",
            "SOAP without attachments: both messages are signed directly",
            "C-025 to C-040, C-046, C-047, A-045, A-046",
            "success",
            request("POST / HTTP/1.1", envelope("getState", "soap", ""), TEXT, "SOAPAction: \"\""),
            response(envelope("getState", "soap", "Response"), TEXT)),
        new GoldenCase(
            "soap-attachments",
            "SOAP, two attachments there and one back: batch signatures over all parts",
            "C-033, C-038, D-024, D-029",
            "success",
            request(
                "POST / HTTP/1.1",
                related(envelope("getState", "soap-attachments", ""), "first", "c2Vjb25k"),
                RELATED),
            response(
                related(envelope("getState", "soap-attachments", "Response"), "third"), RELATED)),
        new GoldenCase(
            "rest-get",
            "REST, a body in the response only: the request is signed directly",
            "B-030 to B-035, B-038, C-039, D-025",
            "success",
            request("GET " + REST + "/a%2Fb?c=%20d HTTP/1.1", "", REST_HEADERS, "Accept: */*"),
            response("{\"a\":1}", "Content-Type: application/json")),
        new GoldenCase(
            "rest-post",
            "REST, a body in both messages",
            "B-030 to B-035, B-038, B-039, C-039, D-024",
            "success",
            request(
                "POST " + REST + " HTTP/1.1",
                "{\"b\":2}",
                REST_HEADERS,
                "X-Road-Id: golden-rest-post",
                "Content-Type: application/json"),
            response("created", "Content-Type: text/plain", "ETag: \"7\"")),
        new GoldenCase(
            "rest-delete",
            "REST, no body in either message",
            "B-030, B-031, B-037, B-038, D-025",
            "success",
            request("DELETE " + REST + "/7 HTTP/1.1", "", REST_HEADERS),
            "HTTP/1.1 204 \r\nConnection: close\r\n\r\n".getBytes(UTF_8)),
        new GoldenCase(
            "fault-early",
            "A refusal before the response has begun: a SOAP fault is the whole of it",
            "C-048, A-052, A-053",
            "server.serverproxy.unknown_service",
            request("POST / HTTP/1.1", envelope("other", "fault-early", ""), TEXT),
            new byte[0]),
        new GoldenCase(
            "fault-of-service",
            "A SOAP fault of the service stands where the message would, unsigned",
            "A-056, A-057, C-049",
            "Server.Closed",
            request("POST / HTTP/1.1", envelope("getState", "fault-of-service", ""), TEXT),
            response(
                "<E:Envelope xmlns:E=\"http://schemas.xmlsoap.org/soap/envelope/\"><E:Body>"
                    + "<E:Fault><faultcode>Server.Closed</faultcode><faultstring>Not today"
                    + "</faultstring></E:Fault></E:Body></E:Envelope>",
                TEXT)),
        new GoldenCase(
            "fault-late",
            "A failure after the response has begun: a fault stands where the signature would",
            "C-043, C-049",
            "server.serverproxy.service_failed.mime_parsing_failed",
            request("POST / HTTP/1.1", envelope("getState", "fault-late", ""), TEXT),
            response(
                related(envelope("getState", "fault-late", "Response"), "cut")
                    .replace("\r\n--MIME--\r\n", ""),
                RELATED)));
  }

  private static byte[] request(String line, String body, String... headers) {
    return http(line + "\r\nHost: client.test", body, headers);
  }

  private static byte[] response(String body, String... headers) {
    return http("HTTP/1.1 200 OK", body, headers);
  }

  private static byte[] http(String first, String body, String... headers) {
    String length = body.isEmpty() ? "" : "Content-Length: " + body.getBytes(UTF_8).length + "\r\n";
    return (first + "\r\n" + String.join("\r\n", headers) + "\r\n")
        .concat(length + "Connection: close\r\n\r\n" + body)
        .getBytes(UTF_8);
  }

  private static String related(String envelope, String... attachments) {
    var text = new StringBuilder("--MIME\r\n" + TEXT + "\r\n\r\n" + envelope);
    for (int i = 0; i < attachments.length; i++) {
      text.append("\r\n--MIME\r\nContent-Type: application/octet-stream\r\nContent-ID: <")
          .append(i + 1)
          .append("@golden>\r\n\r\n")
          .append(attachments[i]);
    }
    return text.append("\r\n--MIME--\r\n").toString();
  }

  static String envelope(String service, String id, String suffix) {
    return """
    <?xml version="1.0" encoding="UTF-8"?>
    <E:Envelope xmlns:E="http://schemas.xmlsoap.org/soap/envelope/"
        xmlns:x="http://x-road.eu/xsd/xroad.xsd" xmlns:id="http://x-road.eu/xsd/identifiers">
      <E:Header>
        <x:client id:objectType="SUBSYSTEM">
          <id:xRoadInstance>DEV</id:xRoadInstance>
          <id:memberClass>COM</id:memberClass>
          <id:memberCode>4321</id:memberCode>
          <id:subsystemCode>TestClient</id:subsystemCode>
        </x:client>
        <x:service id:objectType="SERVICE">
          <id:xRoadInstance>DEV</id:xRoadInstance>
          <id:memberClass>COM</id:memberClass>
          <id:memberCode>1234</id:memberCode>
          <id:subsystemCode>TestService</id:subsystemCode>
          <id:serviceCode>%s</id:serviceCode>
        </x:service>
        <x:id>golden-%s</x:id>
        <x:protocolVersion>4.0</x:protocolVersion>
      </E:Header>
      <E:Body><p:%s xmlns:p="urn:golden">žluťoučký</p:%s></E:Body>
    </E:Envelope>
    """
        .formatted(service, id, service + suffix, service + suffix);
  }
}
