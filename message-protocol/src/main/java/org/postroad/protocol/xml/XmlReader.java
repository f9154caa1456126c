// SPDX-License-Identifier: MIT

package org.postroad.protocol.xml;

import java.util.Optional;
import javax.xml.namespace.QName;
import org.postroad.protocol.fault.Fault;

/**
 * Pull reader over a whole document in memory: the one hardened XML parser, standing in for the
 * JDK's, whose default limits refuse legal SOAP and which reads external entities.
 *
 * <p>XML 1.0 with namespaces, well-formedness checked completely. A document type declaration, any
 * entity but the five predefined ones, XML 1.1 and everything beyond {@link XmlLimits} is refused
 * with {@code invalid_xml}, so no input costs more than a small multiple of its length. UTF-8 is
 * read in place; ISO-8859-1 and UTF-16 are turned into UTF-8 first, and offsets then refer to that
 * copy, see {@link #bytes()}.
 *
 * <p>White space outside the root element is not reported. Character data, CDATA sections and
 * references in a row come as one {@code TEXT}. An empty-element tag comes as {@code START} and
 * {@code END}, the latter of length 0.
 */
public final class XmlReader {
  public enum Token {
    START,
    END,
    TEXT,
    COMMENT,
    PROCESSING_INSTRUCTION,
    EOF
  }

  private final XmlScanner scan;
  private final XmlLimits limits;
  private final XmlEncoding encoding;
  private final XmlScope scope = new XmlScope();
  private final XmlAttributes attributes = new XmlAttributes();
  private final int contentStart;
  private Token token = Token.EOF;
  private boolean begun;
  private boolean rootSeen;
  private boolean selfClosing;
  private boolean plain = true;
  private int start;
  private int stop;

  private XmlReader(XmlEncoding encoding, XmlLimits limits) {
    this.encoding = encoding;
    this.limits = limits;
    this.scan = new XmlScanner(encoding.utf8(), limits);
    this.contentStart = XmlProlog.skip(scan, encoding);
  }

  public static XmlReader of(byte[] document) {
    return of(document, XmlLimits.DEFAULT);
  }

  public static XmlReader of(byte[] document, XmlLimits limits) {
    return new XmlReader(XmlEncoding.detect(document), limits);
  }

  /** What offsets refer to: the document as given, or its UTF-8 copy. Not to be written to. */
  public byte[] bytes() {
    return scan.in;
  }

  /** Whether {@link #bytes()} is a UTF-8 copy of a document in another encoding. */
  public boolean transcoded() {
    return encoding.transcoded();
  }

  public Optional<String> declaredEncoding() {
    return encoding.declared();
  }

  /** The offset behind byte order mark and XML declaration. */
  public int contentStart() {
    return contentStart;
  }

  public Token next() {
    if (token == Token.END) {
      scope.close();
    }
    begun = true;
    start = scan.at;
    if (token == Token.START && selfClosing) {
      stop = start;
      token = Token.END;
      return token;
    }
    token = scope.depth() == 0 ? outsideRoot() : insideElement();
    stop = scan.at;
    return token;
  }

  public Token token() {
    if (!begun) {
      throw new IllegalStateException("next() comes first");
    }
    return token;
  }

  private Token outsideRoot() {
    scan.skipSpace();
    start = scan.at;
    int c = scan.peek();
    if (c < 0) {
      if (!rootSeen) {
        throw scan.fail("the document has no element");
      }
      return Token.EOF;
    }
    if (c != '<') {
      throw scan.fail("text outside the root element");
    }
    if (scan.looksAt("<!DOCTYPE")) {
      throw scan.fail("a document type declaration is not allowed");
    }
    boolean element = !scan.looksAt("<!") && !scan.looksAt("<?");
    if (element && rootSeen) {
      throw scan.fail("a second root element");
    }
    return markup();
  }

  private Token insideElement() {
    int c = scan.peek();
    if (c < 0) {
      throw scan.fail("the document ends inside element '" + scope.local() + "'");
    }
    return c == '<' && !scan.looksAt("<![CDATA[") ? markup() : characterData();
  }

  private Token markup() {
    int p = scan.at + 1;
    int c = p < scan.end ? scan.in[p] : -1;
    if (c == '/') {
      return endTag();
    }
    if (c == '?') {
      scan.at += 2;
      XmlProlog.skipInstruction(scan);
      return Token.PROCESSING_INSTRUCTION;
    }
    if (c == '!') {
      scan.expect("<!--");
      scan.skipBehind("--", "a comment");
      scan.expect('>');
      return Token.COMMENT;
    }
    return startTag();
  }

  private Token endTag() {
    if (scope.depth() == 0) {
      throw scan.fail("an end tag without a start tag");
    }
    scan.at += 2;
    int open = scope.rawName();
    while (scan.at < scan.end && isNameByte(open) && scan.in[scan.at] == scan.in[open]) {
      scan.at++;
      open++;
    }
    int c = scan.peek();
    if (isNameByte(open) || (c != '>' && !XmlChars.isSpace(c))) {
      throw scan.fail("the end tag of element '" + scope.local() + "' expected");
    }
    scan.skipSpace();
    scan.expect('>');
    return Token.END;
  }

  /** Whether the name of an open tag, which was checked, goes on at {@code p}. */
  private boolean isNameByte(int p) {
    int c = scan.in[p];
    return c != '>' && c != '/' && !XmlChars.isSpace(c);
  }

  private Token startTag() {
    scan.at++;
    rootSeen = true;
    if (scope.depth() == limits.depth()) {
      throw scan.fail("elements nested deeper than " + limits.depth());
    }
    int name = scan.qualifiedName();
    String prefix = scan.prefixOf(name);
    String local = scan.localOf(name);
    scope.open();
    attributes.clear();
    selfClosing = XmlTag.attributes(scan, scope, attributes, limits);
    scope.name(name, prefix, local, XmlTag.elementUri(scan, scope, prefix, name));
    XmlTag.resolve(scan, scope, attributes);
    return Token.START;
  }

  private Token characterData() {
    plain = true;
    while (true) {
      scan.skipPlainText();
      int c = scan.peek();
      if (c < 0) {
        throw scan.fail("the document ends inside element '" + scope.local() + "'");
      }
      if (c == '&') {
        plain = false;
        scan.skipReference();
      } else if (c == '\r') {
        plain = false;
        scan.at++;
      } else if (c == ']') {
        if (scan.looksAt("]]>")) {
          throw scan.fail("']]>' in character data");
        }
        scan.at++;
      } else if (scan.looksAt("<![CDATA[")) {
        plain = false;
        scan.at += "<![CDATA[".length();
        scan.skipBehind("]]>", "a CDATA section");
      } else {
        return Token.TEXT;
      }
    }
  }

  /** The offset of the first byte of the current token. */
  public int start() {
    return start;
  }

  /** The offset behind the last byte of the current token. */
  public int end() {
    return stop;
  }

  /** Number of open elements, the one that starts or ends here included. */
  public int depth() {
    return scope.depth();
  }

  public boolean selfClosing() {
    return token == Token.START && selfClosing;
  }

  public String namespace() {
    return inElement().uri();
  }

  public String localName() {
    return inElement().local();
  }

  public String prefix() {
    return inElement().prefix();
  }

  public QName name() {
    return new QName(namespace(), localName(), prefix());
  }

  private XmlScope inElement() {
    if (token != Token.START && token != Token.END) {
      throw new IllegalStateException("no element here but " + token);
    }
    return scope;
  }

  public boolean isStart(String namespace, String localName) {
    return token == Token.START && scope.local().equals(localName) && scope.uri().equals(namespace);
  }

  public int attributeCount() {
    return token == Token.START ? attributes.count() : 0;
  }

  public String attributeNamespace(int index) {
    return attributes.uri(checked(index));
  }

  public String attributeLocalName(int index) {
    return attributes.local(checked(index));
  }

  public String attributePrefix(int index) {
    return attributes.prefix(checked(index));
  }

  public String attributeValue(int index) {
    return XmlTag.value(scan, attributes, checked(index));
  }

  /** Whether the bytes of a value, as it is written, are its UTF-8 and stand in double quotes. */
  public boolean attributePlain(int index) {
    int from = attributes.valueFrom(checked(index));
    return attributes.valueTo(index) >= 0 && scan.in[from - 1] == '"';
  }

  /** The offset of the first byte between the quotes of a value, as it is written. */
  public int attributeValueStart(int index) {
    return attributes.valueFrom(checked(index));
  }

  /** The offset of the closing quote of a value. */
  public int attributeValueEnd(int index) {
    return Math.abs(attributes.valueTo(checked(index)));
  }

  public Optional<String> attribute(String namespace, String localName) {
    int index = token == Token.START ? attributes.find(namespace, localName) : -1;
    return index < 0 ? Optional.empty() : Optional.of(attributeValue(index));
  }

  private int checked(int index) {
    if (index < 0 || index >= attributeCount()) {
      throw new IndexOutOfBoundsException(index);
    }
    return index;
  }

  /** Number of namespace declarations on this start tag. */
  public int namespaceCount() {
    return token == Token.START ? scope.declarations() - scope.first() : 0;
  }

  public String namespacePrefix(int index) {
    return scope.declaredPrefix(scope.first() + index);
  }

  public String namespaceUri(int index) {
    return scope.declaredUri(scope.first() + index);
  }

  /** Every declaration in scope, outermost first. */
  XmlScope scope() {
    return scope;
  }

  /** The namespace a prefix stands for here; the empty prefix is always bound, if only to "". */
  public Optional<String> uriOf(String prefix) {
    return scope.find(prefix);
  }

  /** The decoded character data of a {@code TEXT}, the inside of a comment or instruction. */
  public String text() {
    return switch (token) {
      case TEXT -> plain ? scan.decode(start, stop) : XmlReferences.text(scan.in, start, stop);
      case COMMENT -> XmlReferences.literal(scan.in, start + 4, stop - 3);
      case PROCESSING_INSTRUCTION -> XmlReferences.literal(scan.in, start + 2, stop - 2);
      case START, END, EOF -> throw new IllegalStateException("no text here but " + token);
    };
  }

  /** Whether the bytes of this {@code TEXT} are its UTF-8: no CDATA, no reference, no CR. */
  public boolean plainText() {
    return token == Token.TEXT && plain;
  }

  /** Whether this is a {@code TEXT} of white space only, however it is written. */
  public boolean isWhiteSpace() {
    if (token != Token.TEXT) {
      return false;
    }
    for (int i = start; plain && i < stop; i++) {
      if (!XmlChars.isSpace(scan.in[i])) {
        return false;
      }
    }
    return plain || text().chars().allMatch(XmlChars::isSpace);
  }

  /** Refuses anything but this token here. */
  public void require(Token expected, String namespace, String localName) {
    boolean same =
        token() == expected && scope.local().equals(localName) && scope.uri().equals(namespace);
    if (!same) {
      String kind = expected == Token.START ? "element" : "end of element";
      throw unexpected(kind + " '" + localName + "' of namespace '" + namespace + "'");
    }
  }

  /** A fault that names what stands here and what was expected. */
  public Fault unexpected(String expected) {
    String here =
        switch (token) {
          case START -> "element '" + scope.local() + "'";
          case END -> "the end of element '" + scope.local() + "'";
          case TEXT -> "text";
          case COMMENT -> "a comment";
          case PROCESSING_INSTRUCTION -> "a processing instruction";
          case EOF -> "the end";
        };
    return scan.fail(start, here + " where " + expected + " was expected");
  }

  /**
   * From a {@code START} to its {@code END}: the text in between, which must be one piece.
   * Comments, instructions and child elements are refused, since readers differ in what they make
   * of them.
   */
  public String elementText() {
    if (token() != Token.START) {
      throw unexpected("an element");
    }
    if (next() == Token.END) {
      return "";
    }
    if (token != Token.TEXT) {
      throw unexpected("text only");
    }
    String value = text();
    if (next() != Token.END) {
      throw unexpected("text only");
    }
    return value;
  }

  /** From a {@code START} to its {@code END}; what is skipped is checked like everything else. */
  public void skipElement() {
    if (token() != Token.START) {
      throw unexpected("an element");
    }
    int level = depth();
    do {
      next();
    } while (token != Token.END || depth() > level);
  }

  /** The next {@code START} or {@code END} over white space, comments and instructions. */
  public Token nextTag() {
    next();
    while (token != Token.START && token != Token.END) {
      if (token == Token.EOF || (token == Token.TEXT && !isWhiteSpace())) {
        throw unexpected("a tag");
      }
      next();
    }
    return token;
  }
}
