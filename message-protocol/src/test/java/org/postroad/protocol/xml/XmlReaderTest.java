// SPDX-License-Identifier: MIT

package org.postroad.protocol.xml;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.xml.namespace.QName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.postroad.protocol.fault.Fault;
import org.postroad.protocol.fault.FaultCode;

class XmlReaderTest {
  private static final XmlLimits TIGHT = new XmlLimits(3, 4, 3, 8, 10, 200);

  private static XmlReader reader(String document) {
    return XmlReader.of(document.getBytes(UTF_8));
  }

  private static void readAll(byte[] document, XmlLimits limits) {
    XmlReader reader = XmlReader.of(document, limits);
    while (reader.next() != XmlReader.Token.EOF) {
      assertTrue(reader.start() <= reader.end() && reader.end() <= reader.bytes().length);
    }
  }

  private static void refuses(byte[] document) {
    var fault =
        assertThrows(Fault.class, () -> readAll(document, XmlLimits.DEFAULT), () -> text(document));
    assertEquals(FaultCode.INVALID_XML, fault.code());
  }

  private static String text(byte[] document) {
    return new String(document, ISO_8859_1);
  }

  @Test
  void tellsWhereAttributeValuesAre() {
    String text = "<e a='1' xmlns:p='u' p:b = \"\u00E4&lt;2\" c=''/>";
    byte[] document = text.getBytes(UTF_8);
    var reader = XmlReader.of(document);
    reader.next();
    var values = new ArrayList<String>();
    for (int i = 0; i < reader.attributeCount(); i++) {
      int from = reader.attributeValueStart(i);
      int length = reader.attributeValueEnd(i) - from;
      values.add(new String(document, from, length, UTF_8));
    }
    assertEquals(List.of("1", "\u00E4&lt;2", ""), values);
    assertThrows(IndexOutOfBoundsException.class, () -> reader.attributeValueEnd(3));
  }

  @Test
  void givesTokensWithTheirBytes() {
    String document = "<?xml version=\"1.0\"?>\n<!--c--><a:b xmlns:a='u' x='1'>t&amp;<c/></a:b>\n";
    XmlReader reader = reader(document);
    assertEquals(XmlReader.Token.COMMENT, reader.next());
    assertEquals("<!--c-->", document.substring(reader.start(), reader.end()));
    assertEquals(XmlReader.Token.START, reader.next());
    assertEquals("<a:b xmlns:a='u' x='1'>", document.substring(reader.start(), reader.end()));
    assertEquals(new QName("u", "b"), reader.name());
    assertEquals("a", reader.prefix());
    assertEquals(1, reader.depth());
    assertEquals(1, reader.attributeCount());
    assertEquals(Optional.of("1"), reader.attribute("", "x"));
    assertEquals(1, reader.namespaceCount());
    assertEquals("a", reader.namespacePrefix(0));
    assertEquals("u", reader.namespaceUri(0));
    assertEquals(XmlReader.Token.TEXT, reader.next());
    assertEquals("t&", reader.text());
    assertFalse(reader.plainText());
    assertEquals("t&amp;", document.substring(reader.start(), reader.end()));
    assertEquals(XmlReader.Token.START, reader.next());
    assertTrue(reader.selfClosing());
    assertEquals(2, reader.depth());
    assertEquals(Optional.of("u"), reader.uriOf("a"));
    assertEquals(Optional.empty(), reader.uriOf("q"));
    assertEquals(XmlReader.Token.END, reader.next());
    assertEquals(reader.start(), reader.end());
    assertEquals("c", reader.localName());
    assertEquals(XmlReader.Token.END, reader.next());
    assertEquals("</a:b>", document.substring(reader.start(), reader.end()));
    assertEquals("b", reader.localName());
    assertEquals(XmlReader.Token.EOF, reader.next());
    assertEquals(XmlReader.Token.EOF, reader.next());
  }

  @Test
  void readsUtf8InPlace() {
    byte[] document = "\uFEFF<a>\u00E4\u20AC\uD83D\uDE00</a>".getBytes(UTF_8);
    XmlReader reader = XmlReader.of(document);
    assertSame(document, reader.bytes());
    assertEquals(3, reader.contentStart());
    reader.next();
    assertEquals("\u00E4\u20AC\uD83D\uDE00", reader.elementText());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "text",
        "<",
        "<a",
        "<a>",
        "<a/",
        "<a></b>",
        "<a></ab>",
        "<ab></a>",
        "<a></a",
        "</a>",
        "<a/><b/>",
        "<a/>x",
        "x<a/>",
        "<a/>&amp;",
        "<a/><![CDATA[]]>",
        "<a><b></a></b>",
        "< a/>",
        "<a>]]></a>",
        "<a>&</a>",
        "<a>&lt</a>",
        "<a>&unknown;</a>",
        "<a>&LT;</a>",
        "<a>&#;</a>",
        "<a>&#x;</a>",
        "<a>&#xG;</a>",
        "<a>&#1a;</a>",
        "<a>&#0;</a>",
        "<a>&#x1F;</a>",
        "<a>&#xD800;</a>",
        "<a>&#xFFFE;</a>",
        "<a>&#x110000;</a>",
        "<a>&#99999999999999;</a>",
        "<a>&#X41;</a>",
        "<a>\u0001</a>",
        "<a>\uFFFE</a>",
        "<a>\u000C</a>",
        "<a b/>",
        "<a b=/>",
        "<a b=c/>",
        "<a b='c/>",
        "<a b='<'/>",
        "<a b='&'/>",
        "<a b='1' b='2'/>",
        "<a b='1'c='2'/>",
        "<a b='\u0002'/>",
        "<a =''/>",
        "<a 1=''/>",
        "<1/>",
        "<-/>",
        "<a:/>",
        "<:a/>",
        "<a:b:c/>",
        "<a:b/>",
        "<a b:c=''/>",
        "<a xmlns:b=''/>",
        "<a xmlns:xmlns='u'/>",
        "<xmlns:a/>",
        "<a xmlns:xml='u'/>",
        "<a xmlns:b='http://www.w3.org/XML/1998/namespace'/>",
        "<a xmlns='http://www.w3.org/XML/1998/namespace'/>",
        "<a xmlns='http://www.w3.org/2000/xmlns/'/>",
        "<a xmlns='u' xmlns='v'/>",
        "<a xmlns:b='u' xmlns:c='u' b:d='' c:d=''/>",
        "<a><!-- -- --></a>",
        "<a><!--a---></a>",
        "<a><!--a</a>",
        "<a><!-x--></a>",
        "<a><!--\u0003--></a>",
        "<a><![CDATA[</a>",
        "<a><![cdata[]]></a>",
        "<a><![CDATA[\u0004]]></a>",
        "<a><!X></a>",
        "<a><?xml version='1.0'?></a>",
        "<?xml?><a/>",
        "<a><?XmL ?></a>",
        "<a><?b:c ?></a>",
        "<a><??></a>",
        "<a><?b</a>",
        "<a><?b?c?></a>",
        " <?xml version='1.0'?><a/>",
        "<?xml version='1.1'?><a/>",
        "<?xml version='1.0' encoding=''?><a/>",
        "<?xml version='1.0' encoding='1'?><a/>",
        "<?xml version='1.0' standalone='maybe'?><a/>",
        "<?xml version='1.0' standalone='yes' encoding='UTF-8'?><a/>",
        "<?xml encoding='UTF-8'?><a/>",
        "<?xml version='1.0'encoding='UTF-8'?><a/>",
        "<?xml version='1.0'>",
        "<!DOCTYPE a><a/>",
        "<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>",
        "<!doctype a><a/>",
        "<!ENTITY b 'c'><a/>",
        "<a/><!DOCTYPE a>",
        "<a><!DOCTYPE a></a>",
        "<a></a b='1'>",
        "<a></ a>"
      })
  void refusesWhatIsNotWellFormed(String document) {
    refuses(document.getBytes(UTF_8));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<a/>",
        "<a ></a >",
        "<a\n\tb = 'c'\n/>",
        "<a b='&quot;\"' c=\"'\"/>",
        "<a>]] ]></a>",
        "<a>></a>",
        "<?xml version=\"1.0\" encoding='utf-8' standalone='no' ?>\n<a/>",
        "<a>&#x10FFFF;&#9;</a>",
        "<a xmlns='u'><b xmlns=''/></a>",
        "<a xml:lang='x'/>",
        "<_.-\u00B7/>",
        "<\u00E4:\u00F6 xmlns:\u00E4='u'/>",
        "<a xmlns:xml='http://www.w3.org/XML/1998/namespace'/>",
        "<?b?><a/><?c d?><!---->",
        "<a>\u0085\u007F</a>",
        "<a xmlns:b='u' b:c='' c=''/>",
        "<a><?xml-b c='<&'?></a>",
        "<a><![CDATA[]]]]><![CDATA[>]]></a>",
        "<a xmlns:b='u'><c xmlns:b='v' b:d=''/><b:e/></a>"
      })
  void takesWhatIsWellFormed(String document) {
    assertDoesNotThrow(() -> readAll(document.getBytes(UTF_8), XmlLimits.DEFAULT));
  }

  @ParameterizedTest
  @CsvSource({
    "C0 80",
    "C1 BF",
    "E0 80 80",
    "E0 9F BF",
    "F0 80 80 80",
    "F0 8F BF BF",
    "ED A0 80",
    "ED BF BF",
    "F4 90 80 80",
    "F5 80 80 80",
    "80",
    "BF",
    "C3",
    "E2 82",
    "F0 9F 98",
    "C3 28",
    "E2 28 A1",
    "EF BF BE",
    "EF BF BF",
    "FF",
    "FE"
  })
  void refusesMalformedUtf8Everywhere(String hex) {
    String raw = new String(java.util.HexFormat.ofDelimiter(" ").parseHex(hex), ISO_8859_1);
    for (String place :
        new String[] {
          "<a>?</a>", "<a b='?'/>", "<a?/>", "<a><!--?--></a>", "<a><![CDATA[?]]></a>"
        }) {
      refuses(place.replace("?", raw).getBytes(ISO_8859_1));
      refuses(place.substring(0, place.indexOf('?')).concat(raw).getBytes(ISO_8859_1));
    }
  }

  @Test
  void turnsOtherEncodingsIntoUtf8() {
    String body = "<a b='\u00E4'>\u00F6</a>";
    assertTranscoded("<?xml version='1.0' encoding='ISO-8859-1'?>" + body, ISO_8859_1);
    assertTranscoded("<?xml version='1.0' encoding='iso-8859-1'?>" + body, ISO_8859_1);
    assertTranscoded("<?xml version='1.0' encoding='UTF-16'?>" + body, UTF_16);
    assertTranscoded("\uFEFF<?xml version='1.0' encoding='utf-16'?>" + body, UTF_16LE);
    assertTranscoded("\uFEFF" + body, UTF_16LE);
    assertTranscoded("\uFEFF" + body, UTF_16BE);
    assertTranscoded("<?xml version='1.0'?>" + body, UTF_16LE);
    assertTranscoded("<?xml version='1.0' encoding='UTF-16BE'?>" + body, UTF_16BE);
  }

  private static void assertTranscoded(String document, Charset charset) {
    XmlReader reader = XmlReader.of(document.getBytes(charset));
    assertTrue(reader.transcoded());
    reader.nextTag();
    assertEquals(Optional.of("\u00E4"), reader.attribute("", "b"));
    assertEquals("\u00F6", reader.elementText());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "UTF-7",
        "UTF-32",
        "windows-1252",
        "EBCDIC-CP-US",
        "UTF-16",
        "IBM037",
        "ISO-8859-15",
        "x"
      })
  void refusesOtherEncodings(String name) {
    refuses(("<?xml version='1.0' encoding='" + name + "'?><a/>").getBytes(UTF_8));
  }

  @Test
  void refusesEncodingsThatContradictThemselves() {
    refuses("\uFEFF<?xml version='1.0' encoding='ISO-8859-1'?><a/>".getBytes(UTF_8));
    refuses("\uFEFF<?xml version='1.0' encoding='UTF-8'?><a/>".getBytes(UTF_16LE));
    refuses("<?xml version='1.0' encoding='US-ASCII'?><a>\u00E4</a>".getBytes(UTF_8));
    refuses("\uFEFF\uFEFF<a/>".getBytes(UTF_16LE));
    refuses("\uFEFF\uFEFF<a/>".getBytes(UTF_8));
    refuses(new byte[] {(byte) 0xFF, (byte) 0xFE, '<', 0, 'a', 0, '/', 0, '>'});
    refuses(
        ("<?xml version='1.0'" + " ".repeat(400) + "encoding='ISO-8859-1'?><a/>")
            .getBytes(US_ASCII));
    refuses("<a/>".getBytes(UTF_16LE));
    refuses("<a/>".getBytes(Charset.forName("IBM037")));
  }

  @Test
  void normalisesLineEndsAndAttributeValues() {
    XmlReader reader =
        reader("<a b=' x\r\ny\rz\n\tw&#10;&#13;&#9; '>1\r\n2\r3\n&#13;<![CDATA[\r\n&amp;]]></a>");
    reader.next();
    assertEquals(Optional.of(" x y z  w\n\r\t "), reader.attribute("", "b"));
    assertEquals("1\n2\n3\n\r\n&amp;", reader.elementText());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<a><b><c><d/></c></b></a>",
        "<a b='' c='' d='' e='' f=''/>",
        "<abcdefghi/>",
        "<a abcdefghi=''/>",
        "<a b='12345678901'/>",
        "<a xmlns:b='u' xmlns:c='u'><d xmlns:e='u' xmlns:f='u'/></a>",
        "<a xmlns:b='u' xmlns:c='u' xmlns:d='u' xmlns:e='u' xmlns:f='u'/>"
      })
  void holdsItsLimits(String document) {
    assertThrows(Fault.class, () -> readAll(document.getBytes(UTF_8), TIGHT));
    assertDoesNotThrow(() -> readAll(document.getBytes(UTF_8), XmlLimits.DEFAULT));
  }

  @Test
  void takesWhatIsJustWithinItsLimits() {
    String document = "<a xmlns:b='u' xmlns:c='u' xmlns:d='u'><b:bcdefg h='123456789'/></a>";
    assertDoesNotThrow(() -> readAll(document.getBytes(UTF_8), TIGHT));
    assertThrows(Fault.class, () -> readAll((document + " ".repeat(200)).getBytes(UTF_8), TIGHT));
  }

  @Test
  void takesLegalSoapThatTheJdkRefusesByDefault() {
    String deep = "<a>".repeat(127) + "<b>&lt;</b>" + "</a>".repeat(127);
    assertDoesNotThrow(() -> readAll(deep.getBytes(UTF_8), XmlLimits.DEFAULT));
    refuses(("<a>".repeat(129) + "</a>".repeat(129)).getBytes(UTF_8));
    var wide = new StringBuilder("<a");
    for (int i = 0; i < 256; i++) {
      wide.append(" a").append(i).append("=''");
    }
    assertDoesNotThrow(() -> readAll((wide + "/>").getBytes(UTF_8), XmlLimits.DEFAULT));
    refuses((wide + " b=''/>").getBytes(UTF_8));
    String references = "<a>" + "&lt;".repeat(100_000) + "</a>";
    assertDoesNotThrow(() -> readAll(references.getBytes(UTF_8), XmlLimits.DEFAULT));
  }

  @Test
  void oneTextIsOneToken() {
    XmlReader reader = reader("<a>x<![CDATA[y]]>&amp;z</a>");
    reader.next();
    assertEquals("xy&z", reader.elementText());
    for (String split :
        new String[] {"<a>x<!-- -->y</a>", "<a>x<?p?>y</a>", "<a>x<b/></a>", "<a><!-- --></a>"}) {
      XmlReader other = reader(split);
      other.next();
      assertThrows(Fault.class, other::elementText);
    }
    XmlReader empty = reader("<a/>");
    empty.next();
    assertEquals("", empty.elementText());
  }

  @Test
  void nextTagSkipsWhiteSpaceOnly() {
    XmlReader reader = reader("<a> <!-- c --> &#x20; <?p?><b>x<c/></b> </a>");
    assertEquals(XmlReader.Token.START, reader.nextTag());
    assertEquals(XmlReader.Token.START, reader.nextTag());
    assertEquals("b", reader.localName());
    reader.skipElement();
    assertEquals("b", reader.localName());
    assertEquals(XmlReader.Token.END, reader.nextTag());
    XmlReader other = reader("<a> x <b/></a>");
    other.nextTag();
    assertThrows(Fault.class, other::nextTag);
  }

  @Test
  void skippedElementsAreCheckedToo() {
    XmlReader reader = reader("<a><b><c>&bad;</c></b></a>");
    reader.next();
    reader.next();
    assertThrows(Fault.class, reader::skipElement);
  }

  @Test
  void requireNamesWhatIsThere() {
    XmlReader reader = reader("<a xmlns='u'/>");
    reader.next();
    reader.require(XmlReader.Token.START, "u", "a");
    assertTrue(reader.isStart("u", "a"));
    assertThrows(Fault.class, () -> reader.require(XmlReader.Token.START, "v", "a"));
    var fault = assertThrows(Fault.class, () -> reader.require(XmlReader.Token.START, "u", "b"));
    assertTrue(fault.text().contains("'a' where element 'b'"), fault.text());
  }

  @Test
  void namesOfTheSameSpellingAndOtherNamesAreToldApart() {
    var document = new StringBuilder("<r>");
    for (int i = 0; i < 2000; i++) {
      document.append("<n").append(i).append(">x</n").append(i).append("><n/>");
    }
    XmlReader reader = reader(document.append("</r>").toString());
    reader.next();
    for (int i = 0; i < 2000; i++) {
      reader.next();
      assertEquals("n" + i, reader.localName());
      reader.skipElement();
      reader.next();
      assertEquals("n", reader.localName());
      reader.next();
    }
  }
}
