// SPDX-License-Identifier: MIT

package org.postroad.protocol.certificate;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.postroad.protocol.fault.FaultCode;
import org.postroad.testing.ReferenceVectors;
import org.postroad.testing.TestAuthority;

class CertificatesTest {
  private static final X509Certificate CERTIFICATE = TestAuthority.create().root().certificate();

  @Test
  void readsDerPemAndBase64OfEither() {
    byte[] der = Certificates.encoded(CERTIFICATE);
    byte[] pem = Certificates.pem(CERTIFICATE).getBytes(US_ASCII);
    byte[] explained = ("Subject: somebody\r\n" + Certificates.pem(CERTIFICATE)).getBytes(US_ASCII);
    for (byte[] form : List.of(der, pem, explained)) {
      assertEquals(CERTIFICATE, Certificates.parse(form));
      assertEquals(
          CERTIFICATE, Certificates.parseBase64(Base64.getMimeEncoder().encodeToString(form)));
    }
  }

  @Test
  void refusesAnythingButOneCertificate() {
    byte[] der = Certificates.encoded(CERTIFICATE);
    String pem = Certificates.pem(CERTIFICATE);
    refuses(new byte[0]);
    refuses(Arrays.copyOf(der, der.length + 1));
    refuses(Arrays.copyOf(der, der.length - 1));
    refuses(new byte[Certificates.MAX_BYTES + 1]);
    refuses((pem + pem).getBytes(US_ASCII));
    refuses(pem.replace("END", "FIN").getBytes(US_ASCII));
    refuses(pem.replace("\n", "!\n").getBytes(US_ASCII));
    refuses(
        "-----BEGIN CERTIFICATE-----\naGVsbG8=\n-----END CERTIFICATE-----\n".getBytes(US_ASCII));
    refuses("hello".getBytes(US_ASCII));
    Refused.with(FaultCode.INCORRECT_CERTIFICATE, "base64", () -> Certificates.parseBase64("####"));
  }

  @Test
  void validityIncludesBothEnds() {
    var from = CERTIFICATE.getNotBefore().toInstant();
    var to = CERTIFICATE.getNotAfter().toInstant();
    assertTrue(Certificates.isValidAt(CERTIFICATE, from));
    assertTrue(Certificates.isValidAt(CERTIFICATE, to));
    assertFalse(Certificates.isValidAt(CERTIFICATE, from.minusMillis(1)));
    assertFalse(Certificates.isValidAt(CERTIFICATE, to.plusMillis(1)));
  }

  @Tag(ReferenceVectors.TAG)
  @Test
  void knowsThePeersCertificatesAndTheirRegisteredHash() throws IOException {
    var folder = ReferenceVectors.path("live/certificates");
    var authentication = Certificates.parse(Files.readAllBytes(folder.resolve("SS1-auth.crt.pem")));
    var signing = Certificates.parse(Files.readAllBytes(folder.resolve("SS1-sign.crt.pem")));
    assertEquals(
        "Sh5Vce2ZhlAYFtFdnxMWAZaQxWZ72sk0xYznwBlNFPM=",
        Certificates.sha256(authentication).base64());
    assertEquals(KeyUse.AUTHENTICATION, KeyUsages.useOf(authentication));
    assertEquals(KeyUse.SIGNING, KeyUsages.useOf(signing));
    assertEquals(40, Certificates.sha1Hex(signing).length());
  }

  private static void refuses(byte[] bytes) {
    Refused.with(FaultCode.INCORRECT_CERTIFICATE, "", () -> Certificates.parse(bytes));
  }
}
