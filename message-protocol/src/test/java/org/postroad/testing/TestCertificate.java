// SPDX-License-Identifier: MIT

package org.postroad.testing;

import java.io.IOException;
import java.math.BigInteger;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.ocsp.OCSPObjectIdentifiers;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.cert.CertIOException;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.postroad.protocol.certificate.Certificates;

/**
 * Makes certificates of any kind, right or wrong. Start from {@link #subject(String)}, change what
 * the test is about, end with {@link #issuedBy} or {@link #selfSigned}.
 */
public final class TestCertificate {
  private final List<Extension> extensions = new ArrayList<>();
  private X500Name subject;
  private KeyPair pair = TestKey.newPair();
  private BigInteger serial = new BigInteger(62, new SecureRandom()).add(BigInteger.ONE);
  private Instant notBefore = TestAuthority.NOW.minus(Duration.ofDays(30));
  private Instant notAfter = TestAuthority.NOW.plus(Duration.ofDays(300));
  private Optional<X500Name> issuerName = Optional.empty();

  private TestCertificate(X500Name subject) {
    this.subject = subject;
  }

  /** A subject such as {@code C=FI, O=Org, CN=1234}, encoded in that order. */
  public static TestCertificate subject(String subject) {
    return new TestCertificate(new X500Name(subject));
  }

  public TestCertificate subject(X500Name name) {
    subject = name;
    return this;
  }

  public TestCertificate key(KeyPair keys) {
    pair = keys;
    return this;
  }

  public TestCertificate serial(BigInteger number) {
    serial = number;
    return this;
  }

  public TestCertificate valid(Instant from, Instant to) {
    notBefore = from;
    notAfter = to;
    return this;
  }

  /** Writes another issuer than the one that signs. */
  public TestCertificate issuerName(String name) {
    issuerName = Optional.of(new X500Name(name));
    return this;
  }

  public TestCertificate keyUsage(int bits) {
    return extension(Extension.keyUsage, true, new KeyUsage(bits));
  }

  public TestCertificate extendedKeyUsage(boolean critical, KeyPurposeId... purposes) {
    return extension(Extension.extendedKeyUsage, critical, new ExtendedKeyUsage(purposes));
  }

  public TestCertificate authority() {
    return extension(Extension.basicConstraints, true, new BasicConstraints(true))
        .keyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign);
  }

  public TestCertificate authority(int pathLength) {
    return extension(Extension.basicConstraints, true, new BasicConstraints(pathLength))
        .keyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign);
  }

  public TestCertificate signing() {
    return keyUsage(KeyUsage.nonRepudiation);
  }

  public TestCertificate authentication() {
    return keyUsage(
            KeyUsage.digitalSignature | KeyUsage.keyEncipherment | KeyUsage.dataEncipherment)
        .extendedKeyUsage(false, KeyPurposeId.id_kp_clientAuth, KeyPurposeId.id_kp_serverAuth);
  }

  public TestCertificate ocspSigning() {
    return keyUsage(KeyUsage.digitalSignature)
        .extendedKeyUsage(false, KeyPurposeId.id_kp_OCSPSigning)
        .extension(OCSPObjectIdentifiers.id_pkix_ocsp_nocheck, false, DERNull.INSTANCE);
  }

  public TestCertificate timestamping() {
    return keyUsage(KeyUsage.digitalSignature)
        .extendedKeyUsage(true, KeyPurposeId.id_kp_timeStamping);
  }

  public TestCertificate extension(
      ASN1ObjectIdentifier type, boolean critical, ASN1Encodable value) {
    try {
      extensions.add(Extension.create(type, critical, value));
      return this;
    } catch (IOException e) {
      throw new IllegalArgumentException(e);
    }
  }

  public TestKey selfSigned() {
    return build(subject, pair);
  }

  public TestKey issuedBy(TestKey issuer) {
    var name = X500Name.getInstance(issuer.certificate().getSubjectX500Principal().getEncoded());
    return build(name, issuer.pair());
  }

  private TestKey build(X500Name signerName, KeyPair signer) {
    try {
      var builder =
          new X509v3CertificateBuilder(
              issuerName.orElse(signerName),
              serial,
              Date.from(notBefore),
              Date.from(notAfter),
              subject,
              SubjectPublicKeyInfo.getInstance(pair.getPublic().getEncoded()));
      for (Extension extension : extensions) {
        builder.addExtension(extension);
      }
      String algorithm =
          signer.getPrivate().getAlgorithm().equals("EC") ? "SHA256withECDSA" : "SHA256withRSA";
      var holder = builder.build(new JcaContentSignerBuilder(algorithm).build(signer.getPrivate()));
      return new TestKey(pair, Certificates.parse(holder.getEncoded()));
    } catch (CertIOException | OperatorCreationException e) {
      throw new IllegalStateException(e);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
