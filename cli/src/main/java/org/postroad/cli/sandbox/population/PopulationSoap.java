// SPDX-License-Identifier: MIT
package org.postroad.cli.sandbox.population;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.postroad.protocol.fault.Fault;
import org.postroad.protocol.mime.ContentType;
import org.postroad.protocol.mime.MultipartLimits;
import org.postroad.protocol.mime.MultipartReader;
import org.postroad.protocol.xml.Namespaces;
import org.postroad.protocol.xml.XmlElement;
import org.postroad.protocol.xml.XmlReader;
import org.postroad.protocol.xml.XmlWriter;

/**
 * The SOAP interface, as its WSDL says: {@code personDetails}, and {@code storeDocuments} with the
 * documents as attachments. The headers of a request are copied to its response as they came.
 */
final class PopulationSoap implements HttpHandler {

  static final String NAMESPACE = "urn:population:registry:v1";
  private static final int LARGEST_MESSAGE = 1024 * 1024;

  private final PopulationDatabase database;

  PopulationSoap(PopulationDatabase database) {
    this.database = database;
  }

  @Override
  public void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] answer;
      try {
        answer = answer(exchange);
      } catch (Fault fault) {
        answer = faultOf("Client", fault.text());
      }
      exchange.getResponseHeaders().set("Content-Type", "text/xml; charset=UTF-8");
      exchange.sendResponseHeaders(200, answer.length);
      exchange.getResponseBody().write(answer);
    }
  }

  private byte[] answer(HttpExchange exchange) throws IOException {
    ContentType type =
        ContentType.parse(
            Optional.ofNullable(exchange.getRequestHeaders().getFirst("Content-Type")).orElse(""));
    InputStream body = exchange.getRequestBody();
    if (!type.mediaType().equals("multipart/related")) {
      return answer(body.readNBytes(LARGEST_MESSAGE), List.of());
    }
    MultipartReader parts =
        new MultipartReader(body, type.parameter("boundary").orElse(""), MultipartLimits.DEFAULT);
    byte[] message = parts.next() ? parts.body().readNBytes(LARGEST_MESSAGE) : new byte[0];
    List<PopulationRest.Received> documents = new ArrayList<>();
    while (parts.next()) {
      documents.add(PopulationRest.Received.readAll(parts.body()));
    }
    return answer(message, documents);
  }

  private byte[] answer(byte[] message, List<PopulationRest.Received> documents) {
    Envelope envelope = Envelope.read(message);
    XmlElement request = envelope.body();
    String code = request.childText(NAMESPACE, "code").orElse("");
    Optional<Person> person = database.find(code);
    if (person.isEmpty()) {
      return faultOf("Client", "No person has the code " + code);
    }
    return switch (request.name().getLocalPart()) {
      case "personDetails" -> envelope.reply(details(person.get()));
      case "storeDocuments" -> envelope.reply(stored(code, documents));
      default -> faultOf("Client", "Unknown operation " + request.name().getLocalPart());
    };
  }

  private static byte[] details(Person person) {
    XmlWriter xml = new XmlWriter();
    xml.start("p:personDetailsResponse").attribute("xmlns:p", NAMESPACE);
    element(xml, "p:code", person.code());
    element(xml, "p:givenName", person.givenName());
    element(xml, "p:familyName", person.familyName());
    element(xml, "p:dateOfBirth", person.dateOfBirth().toString());
    element(xml, "p:municipality", person.municipality());
    return xml.end().toByteArray();
  }

  private byte[] stored(String code, List<PopulationRest.Received> documents) {
    XmlWriter xml = new XmlWriter();
    xml.start("p:storeDocumentsResponse").attribute("xmlns:p", NAMESPACE);
    for (PopulationRest.Received document : documents) {
      database.storeDocument(code, document.length(), document.sha256());
      xml.start("p:document");
      element(xml, "p:length", Long.toString(document.length()));
      element(xml, "p:sha256", document.sha256());
      xml.end();
    }
    return xml.end().toByteArray();
  }

  private static void element(XmlWriter xml, String name, String text) {
    xml.start(name).text(text).end();
  }

  private static byte[] faultOf(String code, String text) {
    XmlWriter xml = new XmlWriter();
    xml.start("soap:Envelope").attribute("xmlns:soap", Namespaces.SOAP_ENV);
    xml.start("soap:Body").start("soap:Fault");
    element(xml, "faultcode", "soap:" + code);
    element(xml, "faultstring", text);
    return xml.end().end().end().toByteArray();
  }

  /** A request envelope: its start tag and header as they came, and its body's one child. */
  private record Envelope(String startTag, String header, String prefix, XmlElement body) {

    static Envelope read(byte[] message) {
      XmlElement tree = XmlElement.parse(message);
      XmlElement body =
          tree.required(Namespaces.SOAP_ENV, "Body").children().stream()
              .findFirst()
              .orElseThrow(() ->
                  new Fault(org.postroad.protocol.fault.FaultCode.INVALID_BODY, "Empty Body"));
      XmlReader reader = XmlReader.of(message);
      while (reader.next() != XmlReader.Token.START) {}
      String startTag = slice(reader.bytes(), reader.start(), reader.end());
      String prefix = reader.prefix().isEmpty() ? "" : reader.prefix() + ":";
      reader.nextTag();
      int from = reader.start();
      reader.skipElement();
      return new Envelope(startTag, slice(reader.bytes(), from, reader.end()), prefix, body);
    }

    byte[] reply(byte[] content) {
      return (startTag
              + header
              + "<"
              + prefix
              + "Body>"
              + new String(content, StandardCharsets.UTF_8)
              + "</"
              + prefix
              + "Body></"
              + prefix
              + "Envelope>")
          .getBytes(StandardCharsets.UTF_8);
    }

    private static String slice(byte[] bytes, int from, int to) {
      return new String(bytes, from, to - from, StandardCharsets.UTF_8);
    }
  }
}
