// SPDX-License-Identifier: MIT

package org.postroad.registry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.util.Date;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.junit.jupiter.api.function.Executable;
import org.postroad.protocol.certificate.Certificates;
import org.postroad.protocol.fault.Fault;
import org.postroad.protocol.fault.FaultCode;

/** Self-signed certificates of the kinds a registry is given. */
public final class TestCertificates {
  public static final X509Certificate AUTHORITY = authority("Test authority");
  public static final X509Certificate AUTHENTICATION = of("SS1", KeyUsage.digitalSignature, false);
  public static final X509Certificate OTHER_AUTHENTICATION =
      of("SS2", KeyUsage.keyEncipherment, false);
  public static final X509Certificate SIGNING = of("Member", KeyUsage.nonRepudiation, false);

  private TestCertificates() {}

  public static X509Certificate authority(String name) {
    return of(name, KeyUsage.keyCertSign, true);
  }

  public static X509Certificate authentication(String name) {
    return of(name, KeyUsage.digitalSignature, false);
  }

  private static X509Certificate of(String name, int usage, boolean authority) {
    try {
      var generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"));
      KeyPair pair = generator.generateKeyPair();
      var subject = new X500Name("CN=" + name);
      var builder =
          new JcaX509v3CertificateBuilder(
              subject,
              BigInteger.TWO,
              Date.from(Instant.parse("2026-01-01T00:00:00Z")),
              Date.from(Instant.parse("2036-01-01T00:00:00Z")),
              subject,
              pair.getPublic());
      builder.addExtension(Extension.keyUsage, true, new KeyUsage(usage));
      if (authority) {
        builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(true));
      }
      var signer = new JcaContentSignerBuilder("SHA256withECDSA").build(pair.getPrivate());
      return Certificates.parse(builder.build(signer).getEncoded());
    } catch (GeneralSecurityException | OperatorCreationException | IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Runs what must be refused with that code. */
  public static Fault assertFault(FaultCode code, Executable executable) {
    Fault fault = assertThrows(Fault.class, executable);
    assertEquals(code, fault.path().getFirst(), fault.getMessage());
    return fault;
  }
}
