// SPDX-License-Identifier: MIT

package org.postroad.protocol.message;

import java.nio.charset.StandardCharsets;
import org.postroad.protocol.xml.Namespaces;
import org.postroad.protocol.xml.XmlElement;
import org.postroad.protocol.xml.XmlReader;
import org.postroad.protocol.xml.XmlWriter;

/**
 * A second, slower look at the body of a message that was parsed, for the few that this server
 * answers itself. What is made keeps all other bytes, but a document in another encoding becomes
 * UTF-8.
 */
final class SoapBody {
  private final XmlReader xml;

  /** The reader stands at the start tag of the body's child. */
  private SoapBody(XmlReader xml) {
    this.xml = xml;
  }

  static SoapBody of(byte[] message) {
    XmlReader xml = XmlReader.of(message);
    xml.nextTag();
    xml.nextTag();
    while (!xml.isStart(Namespaces.SOAP_ENV, "Body")) {
      xml.skipElement();
      xml.nextTag();
    }
    return new SoapBody(xml);
  }

  /** The child as a tree. */
  XmlElement child() {
    xml.nextTag();
    return XmlElement.read(xml);
  }

  /** The message with this instead of everything in the body. */
  byte[] replacedBy(byte[] element) {
    int from = xml.end();
    int level = xml.depth();
    while (xml.next() != XmlReader.Token.END || xml.depth() > level) {}
    byte[] in = xml.bytes();
    return begin(from).raw(element).raw(in, xml.start(), in.length).toByteArray();
  }

  /** The message with another local name for the child. */
  byte[] renamedTo(String localName) {
    xml.nextTag();
    byte[] in = xml.bytes();
    byte[] prefix = bytes(xml.prefix().isEmpty() ? "" : xml.prefix() + ':');
    int length = prefix.length + bytes(xml.localName()).length;
    byte[] name = bytes(localName);
    int nameInStart = xml.start() + 1 + prefix.length;
    int behindStart = xml.start() + 1 + length;
    boolean selfClosing = xml.selfClosing();
    xml.skipElement();
    XmlWriter out = begin(nameInStart).raw(name);
    if (!selfClosing) {
      int nameInEnd = xml.start() + 2 + prefix.length;
      out.raw(in, behindStart, nameInEnd).raw(name);
      return out.raw(in, xml.start() + 2 + length, in.length).toByteArray();
    }
    return out.raw(in, behindStart, in.length).toByteArray();
  }

  /** The document up to there, with a declaration that is true of what will follow. */
  private XmlWriter begin(int to) {
    XmlWriter out = new XmlWriter(xml.bytes().length + 1024);
    boolean utf8 = xml.declaredEncoding().orElse("UTF-8").regionMatches(true, 0, "UTF", 0, 3);
    if (xml.transcoded() || !utf8) {
      return out.declaration().raw(xml.bytes(), xml.contentStart(), to);
    }
    return out.raw(xml.bytes(), 0, to);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
