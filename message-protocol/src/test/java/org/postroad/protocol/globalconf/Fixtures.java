// SPDX-License-Identifier: MIT

package org.postroad.protocol.globalconf;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.util.Date;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.junit.jupiter.api.function.Executable;
import org.postroad.protocol.algorithm.SignatureAlgorithm;
import org.postroad.protocol.algorithm.SigningKey;
import org.postroad.protocol.certificate.Certificates;
import org.postroad.protocol.fault.Fault;
import org.postroad.protocol.fault.FaultCode;

/** Keys, certificates and the one assertion the tests of this room share. */
final class Fixtures {
  static final TestKey RSA = TestKey.rsa("internalSigningKey");
  static final TestKey OTHER_RSA = TestKey.rsa("externalSigningKey");
  static final TestKey EC = TestKey.ec("ecSigningKey");

  private Fixtures() {}

  /** A key pair and a long expired self-signed certificate of it (A02). */
  record TestKey(KeyPair pair, X509Certificate certificate) {
    static TestKey rsa(String name) {
      try {
        var generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        return of(name, generator.generateKeyPair(), "SHA256withRSA");
      } catch (GeneralSecurityException e) {
        throw new IllegalStateException(e);
      }
    }

    static TestKey ec(String name) {
      try {
        var generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        return of(name, generator.generateKeyPair(), "SHA256withECDSA");
      } catch (GeneralSecurityException e) {
        throw new IllegalStateException(e);
      }
    }

    SigningKey signer(SignatureAlgorithm algorithm) {
      return new SigningKey() {
        @Override
        public SignatureAlgorithm algorithm() {
          return algorithm;
        }

        @Override
        public byte[] sign(byte[] data) {
          try {
            var signature = algorithm.newSigner(pair.getPrivate());
            signature.update(data);
            return signature.sign();
          } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
          }
        }
      };
    }

    private static TestKey of(String name, KeyPair pair, String algorithm) {
      try {
        var subject = new X500Name("CN=" + name);
        var builder =
            new JcaX509v3CertificateBuilder(
                subject,
                BigInteger.ONE,
                Date.from(Instant.EPOCH),
                Date.from(Instant.EPOCH.plusSeconds(1)),
                subject,
                pair.getPublic());
        var signer = new JcaContentSignerBuilder(algorithm).build(pair.getPrivate());
        return new TestKey(pair, Certificates.parse(builder.build(signer).getEncoded()));
      } catch (OperatorCreationException | java.io.IOException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  static Fault assertFault(FaultCode code, Executable executable) {
    Fault fault = assertThrows(Fault.class, executable);
    assertEquals(code, fault.path().getFirst(), fault.getMessage());
    return fault;
  }
}
