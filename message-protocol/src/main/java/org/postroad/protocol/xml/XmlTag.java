// SPDX-License-Identifier: MIT

package org.postroad.protocol.xml;

import org.jspecify.annotations.Nullable;

/** The inside of a start tag: attributes, namespace declarations and what their prefixes mean. */
final class XmlTag {
  private XmlTag() {}

  /** Reads up to and with {@code >}; tells whether the tag closes itself. */
  static boolean attributes(
      XmlScanner scan, XmlScope scope, XmlAttributes attributes, XmlLimits limits) {
    int count = 0;
    while (true) {
      boolean space = scan.skipSpace();
      int c = scan.peek();
      if (c == '>') {
        scan.at++;
        return false;
      }
      if (c == '/') {
        scan.expect("/>");
        return true;
      }
      if (!space) {
        throw scan.fail("white space, '>' or '/>' expected");
      }
      if (++count > limits.attributes()) {
        throw scan.fail("more than " + limits.attributes() + " attributes");
      }
      attribute(scan, scope, attributes, limits);
    }
  }

  private static void attribute(
      XmlScanner scan, XmlScope scope, XmlAttributes attributes, XmlLimits limits) {
    int name = scan.qualifiedName();
    String prefix = scan.prefixOf(name);
    String local = scan.localOf(name);
    scan.skipSpace();
    scan.expect('=');
    scan.skipSpace();
    int from = scan.at + 1;
    boolean plain = value(scan, limits);
    int to = scan.at - 1;
    boolean defaulting = prefix.isEmpty() && local.equals("xmlns");
    if (!defaulting && !prefix.equals("xmlns")) {
      attributes.add(name, prefix, local, from, plain ? to : -to); // negative: to be decoded
      return;
    }
    String uri = plain ? scan.symbol(from, to) : XmlReferences.attribute(scan.in, from, to);
    declare(scan, scope, limits, defaulting ? "" : local, uri, name);
  }

  /** Moves behind a quoted value; tells whether its bytes are its text. */
  private static boolean value(XmlScanner scan, XmlLimits limits) {
    int quote = scan.peek();
    if (quote != '"' && quote != '\'') {
      throw scan.fail("a quoted attribute value expected");
    }
    int from = ++scan.at;
    boolean plain = true;
    for (int c = scan.peek(); c != quote; c = scan.peek()) {
      if (c < 0 || c == '<') {
        throw scan.fail("the end of an attribute value expected");
      }
      if (c == '&') {
        plain = false;
        scan.skipReference();
      } else {
        plain &= c >= ' ';
        scan.skipCharacter();
      }
    }
    if (scan.at - from > limits.valueBytes()) {
      throw scan.fail(from, "an attribute value longer than " + limits.valueBytes() + " bytes");
    }
    scan.at++;
    return plain;
  }

  static String value(XmlScanner scan, XmlAttributes attributes, int index) {
    int from = attributes.valueFrom(index);
    int to = attributes.valueTo(index);
    return to < 0 ? XmlReferences.attribute(scan.in, from, -to) : scan.decode(from, to);
  }

  private static void declare(
      XmlScanner scan, XmlScope scope, XmlLimits limits, String prefix, String uri, int name) {
    boolean legal =
        !prefix.equals("xmlns")
            && !uri.equals(Namespaces.XMLNS)
            && prefix.equals("xml") == uri.equals(Namespaces.XML)
            && (prefix.isEmpty() || !uri.isEmpty());
    if (!legal) {
      throw scan.fail(name, "an illegal declaration of namespace prefix '" + prefix + "'");
    }
    if (scope.declaredHere(prefix)) {
      throw scan.fail(name, "namespace prefix '" + prefix + "' is declared twice");
    }
    if (scope.declarations() == limits.namespaces()) {
      throw scan.fail(name, "more than " + limits.namespaces() + " namespaces in scope");
    }
    scope.declare(prefix, uri);
  }

  static String elementUri(XmlScanner scan, XmlScope scope, String prefix, int name) {
    return bound(scan, prefix.equals("xmlns") ? null : scope.uriOf(prefix), prefix, name);
  }

  /** Gives every attribute its namespace and refuses repeated ones. */
  static void resolve(XmlScanner scan, XmlScope scope, XmlAttributes attributes) {
    for (int i = 0; i < attributes.count(); i++) {
      String prefix = attributes.prefix(i);
      if (!prefix.isEmpty()) {
        attributes.resolve(i, bound(scan, scope.uriOf(prefix), prefix, attributes.rawName(i)));
      }
      if (attributes.repeats(i)) {
        throw scan.fail(
            attributes.rawName(i), "attribute '" + attributes.local(i) + "' appears twice");
      }
    }
  }

  private static String bound(XmlScanner scan, @Nullable String uri, String prefix, int name) {
    if (uri == null) {
      throw scan.fail(name, "namespace prefix '" + prefix + "' is not declared");
    }
    return uri;
  }
}
