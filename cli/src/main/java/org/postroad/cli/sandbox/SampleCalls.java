// SPDX-License-Identifier: MIT
package org.postroad.cli.sandbox;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.random.RandomGenerator;
import org.postroad.protocol.identifier.ServiceId;
import org.postroad.protocol.xml.Namespaces;
import org.postroad.protocol.xml.XmlWriter;

/** Requests of the tax agency's information system, as an integrator would write them. */
final class SampleCalls {

  private static final String BOUNDARY = "documents-of-the-tax-agency";
  private static final int LARGE_BODY = 20 * 1024 * 1024;

  private final URI consumer;
  private final String personCode;
  private final String familyName;
  private final RandomGenerator random;
  private final String run;

  SampleCalls(URI consumer, String personCode, String familyName, RandomGenerator random) {
    this.run = HexFormat.of().toHexDigits(random.nextInt());
    this.consumer = consumer;
    this.personCode = personCode;
    this.familyName = familyName;
    this.random = random;
  }

  /** One call and what a reader is told about it. */
  record Call(String title, String protocol, String queryId, HttpRequest request) {}

  List<Call> all() {
    return List.of(
        rest("REST GET of a person", queryId("rest-get"), Topology.PEOPLE, "/people/" + personCode)
            .build(HttpRequest.Builder::GET),
        rest("REST POST of a JSON search", queryId("rest-post"), Topology.PEOPLE, "/people/search")
            .build(request ->
                request
                    .header("Content-Type", "application/json")
                    .POST(BodyPublishers.ofString("{\"familyName\":\"" + familyName + "\"}"))),
        rest(
                "REST POST of a 20 MB document",
                queryId("rest-large"),
                Topology.PEOPLE,
                "/people/" + personCode + "/documents")
            .build(request ->
                request
                    .header("Content-Type", "application/octet-stream")
                    .POST(BodyPublishers.ofByteArray(randomBytes(LARGE_BODY)))),
        soap("SOAP personDetails", queryId("soap"), Topology.PERSON_DETAILS),
        soapWithAttachments("SOAP storeDocuments, two attachments", queryId("soap-attachments")),
        rest("REST GET without a right", queryId("refused"), Topology.STATISTICS, "/births")
            .build(HttpRequest.Builder::GET));
  }

  /** Another one in each run, since a message log is searched by it. */
  private String queryId(String name) {
    return name + "-" + run;
  }

  private record RestCall(String title, String queryId, HttpRequest.Builder request) {
    Call build(java.util.function.UnaryOperator<HttpRequest.Builder> more) {
      return new Call(title, "REST", queryId, more.apply(request).build());
    }
  }

  private RestCall rest(String title, String queryId, ServiceId service, String path) {
    return new RestCall(
        title,
        queryId,
        HttpRequest.newBuilder(consumer.resolve("/r1/" + service.encoded() + path))
            .header("X-Road-Client", Topology.TAX.subsystem().encoded())
            .header("X-Road-Id", queryId)
            .header("X-Road-UserId", "EE47101010033"));
  }

  private Call soap(String title, String queryId, ServiceId service) {
    HttpRequest request =
        HttpRequest.newBuilder(consumer)
            .header("Content-Type", "text/xml; charset=UTF-8")
            .header("SOAPAction", "\"\"")
            .POST(BodyPublishers.ofByteArray(envelope(queryId, service, personCode)))
            .build();
    return new Call(title, "SOAP", queryId, request);
  }

  private Call soapWithAttachments(String title, String queryId) {
    byte[] body =
        join(
            part("text/xml; charset=UTF-8", "<message@tax>"),
            envelope(queryId, Topology.STORE_DOCUMENTS, personCode),
            part("application/pdf", "<document1@tax>"),
            randomBytes(100_000),
            part("image/png", "<document2@tax>"),
            randomBytes(250_000),
            ascii("\r\n--" + BOUNDARY + "--\r\n"));
    HttpRequest request =
        HttpRequest.newBuilder(consumer)
            .header(
                "Content-Type",
                "multipart/related; type=\"text/xml\"; start=\"<message@tax>\"; boundary="
                    + BOUNDARY)
            .header("SOAPAction", "\"\"")
            .POST(BodyPublishers.ofByteArray(body))
            .build();
    return new Call(title, "SOAP", queryId, request);
  }

  /** A SOAP request of the tax agency for a service that takes the code of a person. */
  static byte[] envelope(String queryId, ServiceId service, String personCode) {
    XmlWriter xml = new XmlWriter().declaration();
    xml.start("soap:Envelope")
        .namespace("soap", Namespaces.SOAP_ENV)
        .namespace("xrd", Namespaces.XROAD)
        .namespace("id", Namespaces.IDENTIFIERS);
    xml.start("soap:Header");
    xml.start("xrd:client").attribute("id:objectType", "SUBSYSTEM");
    identifier(xml, Topology.TAX);
    xml.end();
    xml.start("xrd:service").attribute("id:objectType", "SERVICE");
    identifier(xml, Topology.POPULATION);
    xml.element("id:serviceCode", service.serviceCode()).end();
    xml.element("xrd:id", queryId)
        .element("xrd:userId", "EE47101010033")
        .element("xrd:protocolVersion", "4.0")
        .end();
    xml.start("soap:Body");
    xml.start("p:" + service.serviceCode()).namespace("p", "urn:population:registry:v1");
    xml.element("p:code", personCode).end();
    return xml.end().end().toByteArray();
  }

  private static void identifier(XmlWriter xml, Agency agency) {
    xml.element("id:xRoadInstance", agency.member().instance())
        .element("id:memberClass", agency.member().memberClass())
        .element("id:memberCode", agency.member().memberCode())
        .element("id:subsystemCode", agency.subsystemCode());
  }

  private static byte[] part(String contentType, String contentId) {
    return ascii(
        "\r\n--"
            + BOUNDARY
            + "\r\nContent-Type: "
            + contentType
            + "\r\nContent-Transfer-Encoding: binary\r\nContent-ID: "
            + contentId
            + "\r\n\r\n");
  }

  private byte[] randomBytes(int length) {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    return bytes;
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  private static byte[] join(byte[]... pieces) {
    java.io.ByteArrayOutputStream all = new java.io.ByteArrayOutputStream();
    for (byte[] piece : pieces) {
      all.writeBytes(piece);
    }
    return all.toByteArray();
  }
}
