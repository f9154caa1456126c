// SPDX-License-Identifier: MIT
package org.postroad.protocol.signature;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import org.postroad.protocol.algorithm.Digest;
import org.postroad.protocol.algorithm.DigestAlgorithm;
import org.postroad.protocol.algorithm.StrictBase64;
import org.postroad.protocol.certificate.Certificates;
import org.postroad.protocol.fault.Fault;
import org.postroad.protocol.fault.FaultCode;
import org.postroad.protocol.xml.Namespaces;
import org.postroad.protocol.xml.XmlLimits;
import org.postroad.protocol.xml.XmlReader;
import org.postroad.protocol.xml.XmlReader.Token;

/**
 * Reads a document of a closed grammar: whatever is not asked for is refused.
 *
 * <p>An element is read as {@link #open}, its attributes, then either {@link #content}, children
 * and {@link #close}, or {@link #text}, or {@link #base64}. Between elements there may be white
 * space. Comments, processing instructions and CDATA are refused wherever they stand.
 */
final class StrictReader {

  private static final int DER_SEQUENCE = 0x30;
  private static final int MAXIMUM_BYTES = 4 * 1024 * 1024;

  private final XmlReader in;
  private final FaultCode code;
  private final boolean fixedPrefixes;
  private final CanonicalBytes canonical = new CanonicalBytes();
  private Token token = Token.EOF;
  private int attributesTaken;

  private StrictReader(byte[] document, FaultCode code, boolean fixedPrefixes) {
    this.in = XmlReader.of(document, XmlLimits.DEFAULT.withDocumentBytes(MAXIMUM_BYTES));
    this.code = code;
    this.fixedPrefixes = fixedPrefixes;
    next();
  }

  /** Prefixes are free and may be declared anywhere. */
  static StrictReader ofHashChain(byte[] document) {
    return new StrictReader(document, FaultCode.MALFORMED_HASH_CHAIN, false);
  }

  /** Prefixes are {@code ds} and {@code xades} and declared by outer elements only (D-003). */
  static StrictReader ofSignature(byte[] document) {
    return new StrictReader(document, FaultCode.MALFORMED_SIGNATURE, true);
  }

  private void next() {
    token = in.next();
    if (token == Token.TEXT) {
      if (!in.plainText() || !in.isWhiteSpace()) {
        throw refuse("text between elements");
      }
      canonical.text(in);
      token = in.next();
    }
    switch (token) {
      case START -> canonical.start(in);
      case END -> canonical.end(in);
      case EOF -> {}
      case COMMENT, PROCESSING_INSTRUCTION, TEXT ->
          throw refuse("a comment, processing instruction or text between elements");
    }
  }

  /** Whether the next element is this one. */
  boolean isAt(String namespace, String localName) {
    return in.isStart(namespace, localName);
  }

  /** Whether the current element has no further child. */
  boolean isEnd() {
    return token == Token.END;
  }

  /** Whether the next tag follows without white space before it. */
  boolean startsAt(int offset) {
    return in.start() == offset;
  }

  /** Where the current tag ends. */
  int tagEnd() {
    return in.end();
  }

  /** Requires the next element to be this one. */
  StrictReader open(String namespace, String localName) {
    require(namespace, localName);
    if (fixedPrefixes && in.namespaceCount() != 0) {
      throw refuse(localName + " declares a namespace");
    }
    return this;
  }

  /** The same of an outer element, whose declarations are added to the scope. */
  StrictReader open(String namespace, String localName, NamespaceScope scope) {
    require(namespace, localName);
    if (!scope.add(in)) {
      throw refuse(localName + " declares a namespace or prefix that is not expected");
    }
    return this;
  }

  private void require(String namespace, String localName) {
    if (!in.isStart(namespace, localName) || !hasFixedPrefix(namespace)) {
      throw refuse("the element " + localName + " of " + namespace + " was expected");
    }
    attributesTaken = 0;
  }

  private boolean hasFixedPrefix(String namespace) {
    return !fixedPrefixes
        || switch (namespace) {
          case Namespaces.DS -> in.prefix().equals("ds");
          case Namespaces.XADES -> in.prefix().equals("xades");
          default -> true;
        };
  }

  /** A required attribute of the element just opened. */
  String attribute(String name) {
    return optionalAttribute(name)
        .orElseThrow(() -> refuse(in.localName() + " without attribute " + name));
  }

  Optional<String> optionalAttribute(String name) {
    var value = in.attribute("", name);
    if (value.isPresent()) {
      attributesTaken++;
    }
    return value;
  }

  private void endAttributes() {
    if (attributesTaken != in.attributeCount()) {
      throw refuse(in.localName() + " with an attribute that does not belong there");
    }
  }

  /** From an opened element to its first child or its end. */
  StrictReader content() {
    endAttributes();
    next();
    return this;
  }

  /** Requires the end of the current element and moves behind it. */
  void close() {
    if (token != Token.END) {
      throw refuse("the end of an element was expected");
    }
    next();
  }

  /** Requires that the document ends here. */
  void end() {
    if (token != Token.EOF) {
      throw refuse("the end of the document was expected");
    }
  }

  /** The text of the opened element, which has no children; moves behind it. */
  String text() {
    String name = in.localName();
    endAttributes();
    token = in.next();
    String text = "";
    if (token == Token.TEXT) {
      if (!in.plainText() && hasByte('<')) {
        throw refuse("a CDATA section in " + name);
      }
      canonical.text(in);
      text = in.text();
      token = in.next();
    }
    endOf(name);
    return text;
  }

  /** The decoded base64 text of the opened element; moves behind it. */
  byte[] base64() {
    String name = in.localName();
    endAttributes();
    token = in.next();
    if (token != Token.TEXT || !(in.plainText() || hasOnlyCarriageReturnReferences())) {
      throw refuse("base64 was expected in " + name);
    }
    canonical.text(in);
    byte[] ascii =
        in.plainText()
            ? Arrays.copyOfRange(in.bytes(), in.start(), in.end())
            : in.text().getBytes(ISO_8859_1);
    byte[] value =
        StrictBase64.decodeLines(ascii)
            .orElseThrow(() -> refuse("the base64 in " + name + " is not well-formed"));
    token = in.next();
    endOf(name);
    return value;
  }

  private void endOf(String name) {
    if (token != Token.END) {
      throw refuse("nothing but text was expected in " + name);
    }
    canonical.end(in);
    next();
  }

  private boolean hasByte(char wanted) {
    byte[] bytes = in.bytes();
    for (int i = in.start(); i < in.end(); i++) {
      if (bytes[i] == wanted) {
        return true;
      }
    }
    return false;
  }

  /** Some peers break base64 lines by CR LF, which XML can only carry as a reference and an LF. */
  private boolean hasOnlyCarriageReturnReferences() {
    byte[] bytes = in.bytes();
    for (int i = in.start(); i < in.end(); i++) {
      if (bytes[i] == '&') {
        boolean known = matches(bytes, i, "&#13;") || matches(bytes, i, "&#xD;");
        if (!known) {
          return false;
        }
      } else if (bytes[i] == '<' || bytes[i] == '\r') {
        return false;
      }
    }
    return true;
  }

  private static boolean matches(byte[] bytes, int from, String ascii) {
    for (int i = 0; i < ascii.length(); i++) {
      if (from + i >= bytes.length || bytes[from + i] != ascii.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  /** An element that only names an algorithm; moves behind it. */
  String algorithm(String namespace, String localName) {
    open(namespace, localName);
    String uri = attribute("Algorithm");
    content().close();
    return uri;
  }

  /** An element that names a digest algorithm good enough for signatures; moves behind it. */
  DigestAlgorithm digestMethod(String namespace, String localName) {
    String uri = algorithm(namespace, localName);
    return DigestAlgorithm.ofUri(uri)
        .filter(DigestAlgorithm::isCollisionResistant)
        .orElseThrow(() -> refuse("the digest algorithm " + uri + " is not allowed"));
  }

  /** A {@code ds:DigestValue}; moves behind it. */
  Digest digestValue(DigestAlgorithm algorithm) {
    byte[] value = open(Namespaces.DS, "DigestValue").base64();
    if (value.length != algorithm.length()) {
      throw refuse(algorithm.jcaName() + " does not have " + value.length + " octets");
    }
    return new Digest(algorithm, value);
  }

  /** A certificate in DER; base64 of anything else that holds one is refused. */
  X509Certificate certificate(byte[] der) {
    if (der.length == 0 || der[0] != DER_SEQUENCE) {
      throw refuse("a certificate that is not DER");
    }
    return Certificates.parse(der);
  }

  /** From here on, the opened element included, what is read is also kept in canonical form. */
  StrictReader startCanonical(boolean exclusive) {
    canonical.begin(in, exclusive);
    return this;
  }

  /** The canonical form of the element that ends here, with these namespaces at its top. */
  byte[] endCanonical(Map<String, String> namespaces) {
    return canonical.finish(namespaces);
  }

  Fault refuse(String why) {
    return new Fault(code, why + ", near byte " + in.start());
  }
}
