// SPDX-License-Identifier: MIT
package org.postroad.cli.sandbox;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.postroad.protocol.message.SoapMessage;
import org.postroad.protocol.xml.Namespaces;
import org.postroad.protocol.xml.XmlElement;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a reader is shown of an answer: the texts of a SOAP body, a JSON document as it is, or code
 * and text of a fault.
 */
record ShownAnswer(String text, boolean refused) {

  static ShownAnswer of(HttpResponse<byte[]> response) {
    byte[] body = response.body();
    if (body.length > 0 && body[0] == '<') {
      return ofSoap(body);
    }
    if (response.headers().firstValue("X-Road-Error").isPresent()) {
      JsonNode error = JsonMapper.shared().readTree(body);
      return refusal(error.path("type").asString(""), error.path("message").asString(""));
    }
    return new ShownAnswer(new String(body, StandardCharsets.UTF_8), false);
  }

  private static ShownAnswer ofSoap(byte[] envelope) {
    Optional<ShownAnswer> fault =
        SoapMessage.parse(envelope).fault().map(report -> refusal(report.code(), report.text()));
    return fault.orElseGet(() -> {
      XmlElement body = XmlElement.parse(envelope).required(Namespaces.SOAP_ENV, "Body");
      return new ShownAnswer(
          body.children().stream()
              .map(each ->
                  each.name().getLocalPart() + ": " + texts(each).collect(Collectors.joining(", ")))
              .collect(Collectors.joining("; ")),
          false);
    });
  }

  private static ShownAnswer refusal(String code, String text) {
    return new ShownAnswer(code + ": " + text, true);
  }

  private static Stream<String> texts(XmlElement element) {
    List<XmlElement> children = element.children();
    return children.isEmpty()
        ? Stream.of(element.text().strip())
        : children.stream().flatMap(ShownAnswer::texts);
  }
}
