// SPDX-License-Identifier: MIT

package org.postroad.protocol.globalconf;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.postroad.protocol.globalconf.Fixtures.EC;
import static org.postroad.protocol.globalconf.Fixtures.RSA;
import static org.postroad.protocol.globalconf.Fixtures.assertFault;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postroad.protocol.fault.FaultCode;
import org.postroad.protocol.globalconf.ConfigurationAnchor.Source;
import org.postroad.protocol.globalconf.PrivateParameters.ManagementService;
import org.postroad.protocol.identifier.MemberId;
import org.postroad.protocol.identifier.SubsystemId;

class PrivateParametersTest {
  private static final ConfigurationAnchor PARTNER =
      new ConfigurationAnchor(
          Optional.of(Instant.parse("2026-01-02T03:04:05.678Z")),
          "EE",
          List.of(new Source("http://ee.example/externalconf", List.of(RSA.certificate()))));
  private static final PrivateParameters PARAMETERS =
      new PrivateParameters(
          "DEV",
          List.of(PARTNER),
          new ManagementService(
              "https://cs:4001/managementservice/",
              Optional.of(EC.certificate()),
              new SubsystemId(new MemberId("DEV", "GOV", "1"), "MANAGEMENT")),
          Duration.ofMinutes(1));

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 4, 5, 6})
  void readsBackWhatItWrote(int version) {
    assertEquals(PARAMETERS, PrivateParameters.parse(PARAMETERS.toXml(version)));
  }

  @Test
  void aPartnersUnreadableCertificateDoesNotStopTheInstance() {
    String text = new String(PARAMETERS.toXml(6), UTF_8);
    String broken = text.replaceFirst("<verificationCert>[^<]*<", "<verificationCert>YmFyCg==<");
    ConfigurationAnchor partner =
        PrivateParameters.parse(broken.getBytes(UTF_8)).federatedInstances().getFirst();
    assertEquals("EE", partner.instance());
    assertEquals(List.of(), partner.sources().getFirst().verificationCertificates());
  }

  @Test
  void missingPiecesAreRefused() {
    String text = new String(PARAMETERS.toXml(6), UTF_8);
    for (String element :
        List.of("timeStampingIntervalSeconds", "managementService", "instanceIdentifier")) {
      String broken =
          text.replace("<" + element + ">", "<x>").replace("</" + element + ">", "</x>");
      assertFault(
          FaultCode.MALFORMED_GLOBAL_CONF, () -> PrivateParameters.parse(broken.getBytes(UTF_8)));
    }
  }
}
