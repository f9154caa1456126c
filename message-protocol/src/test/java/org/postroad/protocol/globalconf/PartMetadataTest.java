// SPDX-License-Identifier: MIT

package org.postroad.protocol.globalconf;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.postroad.protocol.globalconf.Fixtures.assertFault;

import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postroad.protocol.fault.FaultCode;

class PartMetadataTest {

  @Test
  void writesTheFieldsOfTheReferenceAndReadsThemBack() {
    var metadata =
        new PartMetadata(
            Optional.of("SHARED-PARAMETERS"),
            Optional.of("DEV"),
            Optional.of(Instant.parse("2035-11-07T04:52:26Z")),
            Optional.empty(),
            Optional.of("/V6/1/shared-params.xml"),
            6);
    assertEquals(
        """
        {"contentIdentifier":"SHARED-PARAMETERS","instanceIdentifier":"DEV",\
        "expirationDate":"2035-11-07T04:52:26Z","contentLocation":"/V6/1/shared-params.xml",\
        "configurationVersion":"6"}\
        """,
        new String(metadata.toJson(), UTF_8));
    assertEquals(metadata, PartMetadata.parse(metadata.toJson()));
  }

  @Test
  void absentFieldsMeanVersion2ForEver() {
    var metadata = PartMetadata.parse("{\"contentFileName\":null}".getBytes(UTF_8));
    assertEquals(PartMetadata.ofVersion(2), metadata);
    assertEquals(
        "{\"configurationVersion\":\"3\"}", new String(PartMetadata.ofVersion(3).toJson(), UTF_8));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "xxx",
        "[",
        "{\"configurationVersion\":6}",
        "{\"configurationVersion\":\"six\"}",
        "{\"expirationDate\":\"soon\"}",
        "{\"instanceIdentifier\":[\"DEV\"]}"
      })
  void otherTextIsRefused(String json) {
    assertFault(FaultCode.MALFORMED_GLOBAL_CONF, () -> PartMetadata.parse(json.getBytes(UTF_8)));
  }

  @Test
  void deepNestingIsRefused() {
    byte[] deep = "[".repeat(16_000).getBytes(UTF_8);
    assertFault(FaultCode.MALFORMED_GLOBAL_CONF, () -> PartMetadata.parse(deep));
  }
}
