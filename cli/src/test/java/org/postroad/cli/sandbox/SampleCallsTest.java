// SPDX-License-Identifier: MIT
package org.postroad.cli.sandbox;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.postroad.protocol.message.SoapMessage;
import org.postroad.testing.IdentifierSchema;

/**
 * The SOAP calls of the sandbox are a model for others, so their identifiers keep to the schema.
 */
class SampleCallsTest {

  @Test
  void identifiersAreInTheirOrderWithTheQualifiedType() throws Exception {
    byte[] envelope = SampleCalls.envelope("q-1", Topology.STORE_DOCUMENTS, "47101010033");
    assertEquals(2, new IdentifierSchema().validate(envelope));
    assertEquals(Topology.STORE_DOCUMENTS, SoapMessage.parse(envelope).service());
  }
}
