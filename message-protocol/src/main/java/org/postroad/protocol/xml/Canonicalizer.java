// SPDX-License-Identifier: MIT

package org.postroad.protocol.xml;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.postroad.protocol.fault.Fault;
import org.postroad.protocol.fault.FaultCode;

/**
 * Canonical XML 1.0 and Exclusive XML Canonicalization 1.0, both without comments, of one element
 * of a document (D-007). Namespaces in scope, and for the inclusive form {@code xml:} attributes of
 * ancestors, are taken from the whole document.
 */
public final class Canonicalizer {
  /**
   * The two forms that occur; with comments, 1.1 and prefix lists are refused where methods are
   * read.
   */
  public enum Method {
    INCLUSIVE("http://www.w3.org/TR/2001/REC-xml-c14n-20010315"),
    EXCLUSIVE("http://www.w3.org/2001/10/xml-exc-c14n#");

    private final String uri;

    Method(String uri) {
      this.uri = uri;
    }

    public String uri() {
      return uri;
    }

    public static Optional<Method> ofUri(String uri) {
      return Arrays.stream(values()).filter(method -> method.uri.equals(uri)).findFirst();
    }
  }

  private static final Comparator<Attribute> ORDER =
      Comparator.comparing(Attribute::uri, Canonicalizer::byCodePoint)
          .thenComparing(Attribute::local, Canonicalizer::byCodePoint);

  private record Attribute(String uri, String local, String prefix, String value) {
    String qualifiedName() {
      return prefix.isEmpty() ? local : prefix + ':' + local;
    }
  }

  private final XmlReader reader;
  private final Method method;
  private final XmlWriter out;

  /** What has been written and is in scope in the output. */
  private final XmlScope rendered = new XmlScope();

  private Canonicalizer(XmlReader reader, Method method) {
    this.reader = reader;
    this.method = method;
    this.out = new XmlWriter(reader.bytes().length + 256);
  }

  /**
   * The canonical form of the element whose start tag begins at {@code elementStart}, an offset as
   * {@link XmlReader#start} gives it.
   */
  public static byte[] of(byte[] document, int elementStart, Method method) {
    var reader = XmlReader.of(document);
    var inherited = new ArrayList<List<Attribute>>();
    do {
      XmlReader.Token token = reader.next();
      if (token == XmlReader.Token.EOF || reader.start() > elementStart) {
        throw new IllegalArgumentException("no element begins at offset " + elementStart);
      }
      if (token == XmlReader.Token.END) {
        inherited.removeLast();
      } else if (token == XmlReader.Token.START && reader.start() < elementStart) {
        inherited.add(attributesOf(reader).stream().filter(Canonicalizer::isXml).toList());
      }
    } while (reader.token() != XmlReader.Token.START || reader.start() != elementStart);
    var canonicalizer = new Canonicalizer(reader, method);
    canonicalizer.apex(method == Method.INCLUSIVE ? inherited : List.of());
    canonicalizer.content();
    return canonicalizer.out.toByteArray();
  }

  /** The canonical form of the root element. */
  public static byte[] ofRoot(byte[] document, Method method) {
    var reader = XmlReader.of(document);
    reader.nextTag();
    return of(document, reader.start(), method);
  }

  private void apex(List<List<Attribute>> inherited) {
    var attributes = new ArrayList<>(attributesOf(reader));
    for (List<Attribute> ancestor : inherited.reversed()) {
      for (Attribute candidate : ancestor) {
        if (attributes.stream().noneMatch(own -> ORDER.compare(own, candidate) == 0)) {
          attributes.add(candidate);
        }
      }
    }
    XmlScope scope = reader.scope();
    start(0, scope.declarations(), attributes);
  }

  private void content() {
    int level = reader.depth();
    while (reader.next() != XmlReader.Token.END || reader.depth() > level) {
      switch (reader.token()) {
        case START -> start(reader.scope().first(), reader.scope().declarations(), own());
        case END -> end();
        case TEXT -> text();
        case PROCESSING_INSTRUCTION -> instruction();
        case COMMENT -> {}
        case EOF -> throw new Fault(FaultCode.INVALID_XML, "Invalid XML: the end in an element");
      }
    }
    end();
  }

  private List<Attribute> own() {
    return reader.attributeCount() == 0 ? List.of() : attributesOf(reader);
  }

  private void start(int firstDeclaration, int behindLast, List<Attribute> attributes) {
    String prefix = reader.prefix();
    out.start(prefix.isEmpty() ? reader.localName() : prefix + ':' + reader.localName());
    rendered.open();
    var used = new TreeMap<String, String>(Canonicalizer::byCodePoint);
    if (method == Method.INCLUSIVE) {
      for (int i = firstDeclaration; i < behindLast; i++) {
        used.put(reader.scope().declaredPrefix(i), reader.scope().declaredUri(i));
      }
    } else {
      used.put(prefix, reader.namespace());
      attributes.stream().filter(a -> !a.prefix.isEmpty()).forEach(a -> used.put(a.prefix, a.uri));
    }
    used.remove("xml");
    used.forEach((name, uri) -> {
      if (!uri.equals(rendered.uriOf(name))) {
        rendered.declare(name, uri);
        out.namespace(name, uri);
      }
    });
    attributes.stream().sorted(ORDER).forEach(a -> out.attribute(a.qualifiedName(), a.value));
  }

  private void end() {
    rendered.close();
    out.end();
  }

  private void text() {
    if (reader.plainText()) {
      out.plainText(reader.bytes(), reader.start(), reader.end());
    } else {
      out.text(reader.text());
    }
  }

  /** White space between the target and the data is one space, and CR cannot occur in it raw. */
  private void instruction() {
    String inside = reader.text();
    int behindTarget = 0;
    while (behindTarget < inside.length() && !XmlChars.isSpace(inside.charAt(behindTarget))) {
      behindTarget++;
    }
    int data = behindTarget;
    while (data < inside.length() && XmlChars.isSpace(inside.charAt(data))) {
      data++;
    }
    String target = inside.substring(0, behindTarget);
    out.raw("<?" + target + (data < inside.length() ? " " + inside.substring(data) : "") + "?>");
  }

  private static List<Attribute> attributesOf(XmlReader reader) {
    var attributes = new ArrayList<Attribute>(reader.attributeCount());
    for (int i = 0; i < reader.attributeCount(); i++) {
      attributes.add(
          new Attribute(
              reader.attributeNamespace(i),
              reader.attributeLocalName(i),
              reader.attributePrefix(i),
              reader.attributeValue(i)));
    }
    return attributes;
  }

  private static boolean isXml(Attribute attribute) {
    return attribute.uri.equals(Namespaces.XML);
  }

  /**
   * Order of code points, which is not that of UTF-16 units where surrogates meet U+E000 and up.
   */
  private static int byCodePoint(String a, String b) {
    int shorter = Math.min(a.length(), b.length());
    for (int i = 0; i < shorter; i++) {
      char x = a.charAt(i);
      char y = b.charAt(i);
      if (x != y) {
        boolean swap = Character.isSurrogate(x) != Character.isSurrogate(y);
        boolean high = Math.min(x, y) >= Character.MIN_SURROGATE;
        return swap && high ? Character.compare(y, x) : Character.compare(x, y);
      }
    }
    return Integer.compare(a.length(), b.length());
  }
}
