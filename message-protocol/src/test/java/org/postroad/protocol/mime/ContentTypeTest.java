// SPDX-License-Identifier: MIT

package org.postroad.protocol.mime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.postroad.protocol.fault.Fault;
import org.postroad.protocol.fault.FaultCode;

class ContentTypeTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "text/xml|text/xml",
        " Text/XML ;charset=UTF-8|text/xml; charset=UTF-8",
        "text/xml; Charset=\"utf-8\";|text/xml; charset=utf-8",
        "multipart/related; type=\"text/xml\"; boundary=BB|multipart/related; type=\"text/xml\";"
            + " boundary=BB",
        "multipart/related; type=text/xml; boundary=a=b|multipart/related; type=\"text/xml\";"
            + " boundary=\"a=b\"",
        "a/b; c=\"x\\\"y;z\" ; d = e|a/b; c=\"x\\\"y;z\"; d=e",
        "application/xop+xml; type=\"application/soap+xml\"|application/xop+xml;"
            + " type=\"application/soap+xml\"",
        "a/b;;c=d|a/b; c=d",
        "signature/bdoc-1.0/ts|signature/bdoc-1.0/ts"
      })
  void parsesAndPrints(String text, String printed) {
    assertEquals(printed, ContentType.parse(text).toString());
    assertEquals(printed, ContentType.parse(printed).toString());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "text",
        "/xml",
        "text/",
        "te xt/xml",
        "text/xml, text/plain",
        "text/xml/",
        "a/b; c",
        "a/b; c=",
        "a/b; =d",
        "a/b; c=\"d",
        "a/b; c=\"d\"e",
        "a/b; c=d e",
        "a/b; c=1; C=2",
        "a/b; c\n=d",
        "a/b; c=\"x\\"
      })
  void refuses(String text) {
    var fault = assertThrows(Fault.class, () -> ContentType.parse(text));
    assertEquals(FaultCode.INVALID_CONTENT_TYPE, fault.code());
  }

  @Test
  void findsParameters() {
    var type = ContentType.parse("Multipart/Mixed; Boundary=aBc");
    assertTrue(type.is("multipart/mixed"));
    assertEquals("aBc", type.boundary());
    var fault = assertThrows(Fault.class, () -> ContentType.parse("multipart/mixed").boundary());
    assertEquals("Multipart content type is missing required boundary", fault.text());
  }
}
