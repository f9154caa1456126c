// SPDX-License-Identifier: MIT

package org.postroad.protocol.message;

import java.util.Optional;
import org.postroad.protocol.fault.Fault;
import org.postroad.protocol.fault.FaultCode;
import org.postroad.protocol.xml.XmlReader;

/** The XML reader as SOAP needs it: what is not well-formed is {@code invalid_soap}. */
final class SoapReader {
  private final XmlReader xml;

  SoapReader(byte[] bytes) {
    this.xml = open(bytes);
  }

  private static XmlReader open(byte[] bytes) {
    try {
      return XmlReader.of(bytes);
    } catch (Fault fault) {
      throw invalid(fault);
    }
  }

  XmlReader xml() {
    return xml;
  }

  String namespace() {
    return xml.namespace();
  }

  String name() {
    return xml.localName();
  }

  Optional<String> attribute(String namespace, String localName) {
    return xml.attribute(namespace, localName);
  }

  /** The next child element of an element; false at its end. Text between them is refused. */
  boolean nextChild() {
    try {
      return xml.nextTag() == XmlReader.Token.START;
    } catch (Fault fault) {
      throw invalid(fault);
    }
  }

  /** The same, but over any text, for faults, which are passed on however they look. */
  boolean nextChildAmongText() {
    try {
      XmlReader.Token token = xml.next();
      while (token != XmlReader.Token.START && token != XmlReader.Token.END) {
        token = xml.next();
      }
      return token == XmlReader.Token.START;
    } catch (Fault fault) {
      throw invalid(fault);
    }
  }

  String text() {
    try {
      return xml.elementText();
    } catch (Fault fault) {
      throw invalid(fault);
    }
  }

  void skip() {
    try {
      xml.skipElement();
    } catch (Fault fault) {
      throw invalid(fault);
    }
  }

  /** All text in an element and below, for faults, which nobody relies on. */
  String allText() {
    try {
      var text = new StringBuilder();
      int level = xml.depth();
      while (xml.next() != XmlReader.Token.END || xml.depth() > level) {
        if (xml.token() == XmlReader.Token.TEXT) {
          text.append(xml.text());
        }
      }
      return text.toString();
    } catch (Fault fault) {
      throw invalid(fault);
    }
  }

  /** Reads on to the end of the document. */
  void finish() {
    try {
      while (xml.token() != XmlReader.Token.EOF) {
        xml.next();
      }
    } catch (Fault fault) {
      throw invalid(fault);
    }
  }

  private static Fault invalid(Fault fault) {
    return new Fault(FaultCode.INVALID_SOAP, fault.text(), fault);
  }
}
