// SPDX-License-Identifier: MIT
package org.postroad.securityserver.consumer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postroad.protocol.fault.Fault;
import org.postroad.protocol.fault.FaultCode;

/** */
final class SoapActionTest {
  @ParameterizedTest
  @ValueSource(strings = {"", "\"\"", "\"urn:x\"", "\"http://x.test/a?b#c\"", "\"relative\""})
  void acceptsNothingAndQuotedUris(String value) {
    assertEquals(value, SoapAction.check(value));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"abc", "urn:x", "\"", "\"urn:x", "urn:x\"", "\"http://x y\"", "\"a\"b\"", "''"})
  void refusesAnythingElse(String value) {
    Fault fault = assertThrows(Fault.class, () -> SoapAction.check(value));
    assertEquals(FaultCode.INVALID_SOAP_ACTION, fault.code());
    assertEquals("Malformed SOAPAction header", fault.text());
  }
}
