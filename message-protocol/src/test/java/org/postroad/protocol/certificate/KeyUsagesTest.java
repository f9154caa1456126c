// SPDX-License-Identifier: MIT

package org.postroad.protocol.certificate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.security.cert.X509Certificate;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.postroad.protocol.fault.FaultCode;
import org.postroad.testing.TestCertificate;

class KeyUsagesTest {

  @ParameterizedTest
  @CsvSource({
    "digitalSignature, false, true",
    "nonRepudiation, true, false",
    "keyEncipherment, false, true",
    "dataEncipherment, false, true",
    "keyAgreement, false, false",
    "keyCertSign, false, false",
    "cRLSign, false, false"
  })
  void eachKeyUsageBitMeansOneThing(String bit, boolean signing, boolean authentication)
      throws ReflectiveOperationException {
    X509Certificate certificate =
        TestCertificate.subject("CN=x")
            .keyUsage(KeyUsage.class.getField(bit).getInt(null))
            .selfSigned()
            .certificate();
    assertEquals(signing, KeyUsages.isSigning(certificate));
    assertEquals(authentication, KeyUsages.isAuthentication(certificate));
  }

  @Test
  void clientAuthenticationAloneIsEnoughForTls() {
    var certificate =
        TestCertificate.subject("CN=x")
            .extendedKeyUsage(false, KeyPurposeId.id_kp_clientAuth)
            .selfSigned()
            .certificate();
    assertEquals(KeyUse.AUTHENTICATION, KeyUsages.useOf(certificate));
    var server =
        TestCertificate.subject("CN=x")
            .extendedKeyUsage(false, KeyPurposeId.id_kp_serverAuth)
            .selfSigned()
            .certificate();
    assertFalse(KeyUsages.isAuthentication(server));
  }

  @Test
  void bothUsesOrNoneAreRefused() {
    var both =
        TestCertificate.subject("CN=x")
            .keyUsage(KeyUsage.nonRepudiation | KeyUsage.digitalSignature)
            .selfSigned()
            .certificate();
    var none = TestCertificate.subject("CN=x").selfSigned().certificate();
    Refused.with(FaultCode.INCORRECT_CERTIFICATE, "is both a signing", () -> KeyUsages.useOf(both));
    Refused.with(FaultCode.INCORRECT_CERTIFICATE, "is neither", () -> KeyUsages.useOf(none));
    assertFalse(KeyUsages.isSigning(none));
    assertFalse(KeyUsages.isAuthentication(none));
  }
}
