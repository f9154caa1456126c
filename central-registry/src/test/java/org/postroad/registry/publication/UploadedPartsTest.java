// SPDX-License-Identifier: MIT

package org.postroad.registry.publication;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.postroad.registry.TestCertificates.assertFault;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.postroad.protocol.fault.FaultCode;
import org.postroad.registry.publication.PartCommand.UploadPart;

/** The forms of parts that are uploaded (E48). */
class UploadedPartsTest {
  private static final String CLIENT =
      "<monitoringClientId i:objectType='MEMBER'><i:xRoadInstance>EE</i:xRoadInstance>"
          + "<i:memberClass>GOV</i:memberClass><i:memberCode>1</i:memberCode></monitoringClientId>";

  private static byte[] conf(String content) {
    return ("<x:conf xmlns:x='http://x-road.eu/xsd/xroad.xsd'"
            + " xmlns:i='http://x-road.eu/xsd/identifiers'>"
            + content
            + "</x:conf>")
        .getBytes(UTF_8);
  }

  @ParameterizedTest
  @CsvSource({
    "MONITORING, <monitoringClient/>",
    "FETCHINTERVAL, <ocspFetchInterval>600</ocspFetchInterval>",
    "NEXTUPDATE, <verifyNextUpdate>false</verifyNextUpdate>",
    "NEXTUPDATE, ' <!-- why --> <verifyNextUpdate>1</verifyNextUpdate> '"
  })
  void whatHasItsFormIsTaken(String identifier, String content) {
    assertEquals("f.xml", UploadPart.of(identifier, "f.xml", conf(content)).fileName());
  }

  @Test
  void aMonitoringClientIsTaken() {
    byte[] part = conf("<monitoringClient>" + CLIENT + "</monitoringClient>");
    assertTrue(UploadPart.of("MONITORING", "f.xml", part).content().length() > part.length);
  }

  @ParameterizedTest
  @CsvSource({
    "FOO, <foo/>",
    "SHARED-PARAMETERS, <instanceIdentifier>EE</instanceIdentifier>",
    "MONITORING, ''",
    "MONITORING, <monitoringClient><other/></monitoringClient>",
    "MONITORING, <monitoringClient/><more/>",
    "FETCHINTERVAL, <ocspFetchInterval>often</ocspFetchInterval>",
    "FETCHINTERVAL, <ocspFetchInterval>60<x/></ocspFetchInterval>",
    "FETCHINTERVAL, <ocspFetchInterval>60</ocspFetchInterval><x/>",
    "NEXTUPDATE, ''",
    "NEXTUPDATE, <x:verifyNextUpdate>true</x:verifyNextUpdate>",
    "NEXTUPDATE, <verifyNextUpdate>yes</verifyNextUpdate>",
    "NEXTUPDATE, <verifyNextUpdate"
  })
  void anythingElseIsRefused(String identifier, String content) {
    assertFault(
        FaultCode.MALFORMED_GLOBAL_CONF, () -> UploadPart.of(identifier, "f.xml", conf(content)));
  }
}
