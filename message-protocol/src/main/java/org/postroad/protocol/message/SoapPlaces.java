// SPDX-License-Identifier: MIT

package org.postroad.protocol.message;

import java.nio.charset.StandardCharsets;
import org.postroad.protocol.xml.XmlReader;
import org.postroad.protocol.xml.XmlWriter;

/** Where in a SOAP message the id and the request hash stand, so that a hash can be put in. */
final class SoapPlaces {
  private static final byte[] DECLARATION =
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>".getBytes(StandardCharsets.UTF_8);

  private int idEnd;
  private String prefix = "";
  private boolean prefixIsLocal;
  private String namespace = "";
  private int hashStart;
  private int hashEnd;

  void beginId(XmlReader xml) {
    prefix = xml.prefix();
    namespace = xml.namespace();
    prefixIsLocal = false;
    for (int i = 0; i < xml.namespaceCount(); i++) {
      prefixIsLocal |= xml.namespacePrefix(i).equals(prefix);
    }
  }

  void endId(XmlReader xml) {
    idEnd = xml.end();
  }

  void beginHash(XmlReader xml) {
    hashStart = xml.start();
  }

  void endHash(XmlReader xml) {
    hashEnd = xml.end();
  }

  /**
   * The document with a hash right behind the id and with that element's prefix, instead of one
   * that was there. All other bytes stay, but a document in another encoding becomes UTF-8.
   */
  byte[] insert(RequestHash hash, XmlReader xml) {
    byte[] in = xml.bytes();
    String name = prefix.isEmpty() ? "requestHash" : prefix + ":requestHash";
    var out = new XmlWriter(in.length + 256);
    int from = 0;
    if (xml.transcoded()) {
      out.raw(DECLARATION);
      from = xml.contentStart();
    }
    if (hashEnd > 0 && hashStart < idEnd) {
      out.raw(in, from, hashStart);
      from = hashEnd;
    }
    out.raw(in, from, idEnd).start(name);
    if (prefixIsLocal) {
      out.namespace(prefix, namespace);
    }
    out.attribute("algorithmId", hash.algorithm()).text(hash.value()).end();
    from = idEnd;
    if (hashStart >= idEnd) {
      out.raw(in, from, hashStart);
      from = hashEnd;
    }
    return out.raw(in, from, in.length).toByteArray();
  }
}
