// SPDX-License-Identifier: MIT

package org.postroad.protocol.message;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.postroad.protocol.fault.Fault;
import org.postroad.protocol.fault.FaultCode;
import org.postroad.protocol.fault.FaultReport;
import org.postroad.protocol.xml.Namespaces;

/**
 * One pass over a SOAP 1.1 envelope: at most one Header, then exactly one Body with exactly one
 * child, and nothing else. With a Fault in the body nothing more is asked of the header.
 */
final class SoapParser {
  private final byte[] bytes;
  private final SoapReader reader;
  private final SoapPlaces places = new SoapPlaces();
  private @Nullable SoapHeaderReader header;
  private boolean bodySeen;
  private String bodyName = "";
  private boolean bodyEmpty;
  private @Nullable FaultReport fault;

  SoapParser(byte[] bytes) {
    this.bytes = bytes;
    this.reader = new SoapReader(bytes);
  }

  SoapMessage parse() {
    if (!reader.nextChild() || !isSoap("Envelope")) {
      throw new Fault(FaultCode.INVALID_SOAP, "Malformed SOAP message: envelope missing");
    }
    while (reader.nextChild()) {
      if (isSoap("Header") && header == null && !bodySeen) {
        header = new SoapHeaderReader(reader, places);
        header.read();
      } else if (isSoap("Body") && !bodySeen) {
        bodySeen = true;
        body();
      } else {
        throw new Fault(
            FaultCode.INVALID_SOAP,
            "Malformed SOAP message: unexpected '%s' in envelope".formatted(reader.name()));
      }
    }
    reader.finish();
    return message();
  }

  private boolean isSoap(String name) {
    return reader.name().equals(name) && reader.namespace().equals(Namespaces.SOAP_ENV);
  }

  private void body() {
    while (reader.nextChild()) {
      if (!bodyName.isEmpty()) {
        throw invalidBody();
      }
      bodyName = reader.name();
      if (isSoap("Fault")) {
        fault = fault();
      } else {
        bodyEmpty = skipEmpty() && reader.namespace().equals(Namespaces.XROAD);
      }
    }
  }

  private boolean skipEmpty() {
    int inside = reader.xml().end();
    reader.skip();
    return reader.xml().start() == inside;
  }

  private FaultReport fault() {
    String code = "";
    String text = "";
    String detail = "";
    while (reader.nextChildAmongText()) {
      switch (reader.name()) {
        case "faultcode" -> code = reader.allText();
        case "faultstring" -> text = reader.allText();
        case "detail" -> detail = reader.allText();
        default -> reader.skip();
      }
    }
    return new FaultReport(code, text, detail.strip());
  }

  private SoapMessage message() {
    if (fault != null) {
      return new SoapMessage(bytes, reader.xml(), places, Optional.empty(), bodyName, false, fault);
    }
    if (header == null) {
      throw new Fault(FaultCode.MISSING_HEADER, "Malformed SOAP message: header missing");
    }
    SoapHeader fields = header.header();
    if (!bodySeen) {
      throw new Fault(FaultCode.MISSING_BODY, "Malformed SOAP message: body missing");
    }
    if (bodyName.isEmpty()) {
      throw invalidBody();
    }
    if (!bodyName.startsWith(fields.service().serviceCode())) {
      throw new Fault(
          FaultCode.INCONSISTENT_HEADERS,
          "Malformed SOAP message: service code does not match in header and body");
    }
    return new SoapMessage(
        bytes, reader.xml(), places, Optional.of(fields), bodyName, bodyEmpty, null);
  }

  private static Fault invalidBody() {
    return new Fault(
        FaultCode.INVALID_BODY, "Malformed SOAP message: body must have exactly one child element");
  }
}
