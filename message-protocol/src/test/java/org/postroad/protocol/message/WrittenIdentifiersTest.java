// SPDX-License-Identifier: MIT
package org.postroad.protocol.message;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.postroad.protocol.message.Fixtures.HEADER;
import static org.postroad.protocol.message.Fixtures.envelope;
import static org.postroad.protocol.message.Fixtures.request;
import static org.postroad.protocol.message.Fixtures.soap;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.postroad.testing.IdentifierSchema;
import org.xml.sax.SAXException;

/** Identifiers that this module writes are in their order, with the qualified type. */
class WrittenIdentifiersTest {
  private static final IdentifierSchema SCHEMA = new IdentifierSchema();
  private static final String SERVER =
      """
      <x:securityServer id:objectType="SERVER"><id:serverCode>SS1</id:serverCode>
      <id:memberCode>1234</id:memberCode><id:memberClass>COM</id:memberClass>
      <id:xRoadInstance>DEV</id:xRoadInstance></x:securityServer>
      """;

  @Test
  void messagesWithoutBody() throws Exception {
    SoapMessage message = soap(envelope(HEADER + SERVER, "<t:getState xmlns:t=\"urn:t\"/>"));
    assertEquals(3, SCHEMA.validate(message.metadata()));
    String member = HEADER.replaceFirst("<id:subsystemCode>TestClient</id:subsystemCode>", "");
    String plain = member.replaceFirst("<id:serviceVersion>v1</id:serviceVersion>", "");
    assertEquals(2, SCHEMA.validate(soap(envelope(plain, "<getState/>")).metadata()));
  }

  @ParameterizedTest
  @CsvSource({
    "' id:objectType=\"SERVICE\"', ' objectType=\"SERVICE\"'",
    "'\"SERVICE\"', '\"CENTRALSERVICE\"'",
    "<id:memberClass>COM</id:memberClass>, ''",
    "</id:serviceCode>, </id:serviceCode><id:subsystemCode>late</id:subsystemCode>",
    "</id:serviceCode>, </id:serviceCode><id:centralServiceCode>x</id:centralServiceCode>"
  })
  void theSchemaIsNotIndifferent(String from, String to) throws Exception {
    assertEquals(2, SCHEMA.validate(request().getBytes(UTF_8)));
    String changed = request().replace(from, to);
    if (to.isEmpty() || to.startsWith(" objectType")) {
      // Left-out parts are for the reader to miss; an unqualified type makes it no identifier.
      assertEquals(to.isEmpty() ? 2 : 1, SCHEMA.validate(changed.getBytes(UTF_8)));
    } else {
      assertThrows(SAXException.class, () -> SCHEMA.validate(changed.getBytes(UTF_8)));
    }
  }
}
