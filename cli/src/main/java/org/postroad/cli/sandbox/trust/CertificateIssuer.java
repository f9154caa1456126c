// SPDX-License-Identifier: MIT

package org.postroad.cli.sandbox.trust;

import java.io.IOException;
import java.math.BigInteger;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Date;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.ocsp.OCSPObjectIdentifiers;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.AccessDescription;
import org.bouncycastle.asn1.x509.AuthorityInformationAccess;
import org.bouncycastle.asn1.x509.AuthorityKeyIdentifier;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.SubjectKeyIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.postroad.protocol.algorithm.DigestAlgorithm;
import org.postroad.protocol.algorithm.SigningKey;
import org.postroad.protocol.certificate.Certificates;
import org.postroad.protocol.certificate.KeyUse;
import org.postroad.protocol.token.TokenContentSigner;

/** Writes and signs certificates, one method for each kind the sandbox has. */
final class CertificateIssuer {
  private static final int SERIAL_BITS = 120;

  private final X509Certificate ca;
  private final SigningKey key;
  private final SecureRandom random;

  CertificateIssuer(X509Certificate ca, SigningKey key, SecureRandom random) {
    this.ca = ca;
    this.key = key;
    this.random = random;
  }

  /** The self-signed certificate of an authority that issues end certificates only. */
  static X509Certificate authority(
      String subject,
      PublicKey publicKey,
      SigningKey key,
      SecureRandom random,
      Instant from,
      Instant to) {
    X500Name name = new X500Name(subject);
    return new Draft(name, name, publicKey, random, from, to)
        .with(Extension.basicConstraints, true, new BasicConstraints(0))
        .with(Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign))
        .signedBy(key);
  }

  X509Certificate ocspSigner(String subject, PublicKey publicKey, Instant from, Instant to) {
    return draft(new X500Name(subject), publicKey, from, to)
        .with(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature))
        .with(
            Extension.extendedKeyUsage, false, new ExtendedKeyUsage(KeyPurposeId.id_kp_OCSPSigning))
        .with(OCSPObjectIdentifiers.id_pkix_ocsp_nocheck, false, DERNull.INSTANCE)
        .signedBy(key);
  }

  X509Certificate timestamper(String subject, PublicKey publicKey, Instant from, Instant to) {
    return draft(new X500Name(subject), publicKey, from, to)
        .with(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature))
        .with(
            Extension.extendedKeyUsage, true, new ExtendedKeyUsage(KeyPurposeId.id_kp_timeStamping))
        .signedBy(key);
  }

  /** A signing or authentication certificate as asked for in a request. */
  X509Certificate member(
      CertificateRequest request, KeyUse use, Instant from, Instant to, String ocspUrl) {
    Draft draft =
        draft(request.subject(), request.key(), from, to)
            .with(
                Extension.authorityInfoAccess,
                false,
                new AuthorityInformationAccess(
                    AccessDescription.id_ad_ocsp,
                    new GeneralName(GeneralName.uniformResourceIdentifier, ocspUrl)));
    if (!request.dnsNames().isEmpty()) {
      draft.with(
          Extension.subjectAlternativeName,
          false,
          new GeneralNames(
              request.dnsNames().stream()
                  .map(name -> new GeneralName(GeneralName.dNSName, name))
                  .toArray(GeneralName[]::new)));
    }
    return switch (use) {
      case SIGNING ->
          draft.with(Extension.keyUsage, true, new KeyUsage(KeyUsage.nonRepudiation)).signedBy(key);
      case AUTHENTICATION ->
          draft
              .with(
                  Extension.keyUsage,
                  true,
                  new KeyUsage(
                      KeyUsage.digitalSignature
                          | KeyUsage.keyEncipherment
                          | KeyUsage.dataEncipherment))
              .with(
                  Extension.extendedKeyUsage,
                  false,
                  new ExtendedKeyUsage(
                      new KeyPurposeId[] {
                        KeyPurposeId.id_kp_clientAuth, KeyPurposeId.id_kp_serverAuth
                      }))
              .signedBy(key);
    };
  }

  private Draft draft(X500Name subject, PublicKey publicKey, Instant from, Instant to) {
    if (!from.isBefore(to) || to.isAfter(ca.getNotAfter().toInstant())) {
      throw new IllegalArgumentException(
          "validity from " + from + " to " + to + " does not lie in that of the authority");
    }
    X500Name issuer = X500Name.getInstance(ca.getSubjectX500Principal().getEncoded());
    return new Draft(issuer, subject, publicKey, random, from, to)
        .with(
            Extension.authorityKeyIdentifier,
            false,
            new AuthorityKeyIdentifier(keyIdentifier(info(ca.getPublicKey()))))
        .with(Extension.basicConstraints, true, new BasicConstraints(false));
  }

  private static byte[] keyIdentifier(SubjectPublicKeyInfo key) {
    return DigestAlgorithm.SHA1.digest(key.getPublicKeyData().getOctets()).value();
  }

  private static SubjectPublicKeyInfo info(PublicKey key) {
    return SubjectPublicKeyInfo.getInstance(key.getEncoded());
  }

  /** A certificate before it is signed. */
  private static final class Draft {
    private final X509v3CertificateBuilder builder;

    Draft(
        X500Name issuer,
        X500Name subject,
        PublicKey key,
        SecureRandom random,
        Instant from,
        Instant to) {
      var serial = new BigInteger(SERIAL_BITS, random).add(BigInteger.ONE);
      builder =
          new X509v3CertificateBuilder(
              issuer, serial, Date.from(from), Date.from(to), subject, info(key));
      with(
          Extension.subjectKeyIdentifier,
          false,
          new SubjectKeyIdentifier(keyIdentifier(info(key))));
    }

    Draft with(
        org.bouncycastle.asn1.ASN1ObjectIdentifier type, boolean critical, ASN1Encodable value) {
      try {
        builder.addExtension(type, critical, value);
        return this;
      } catch (IOException e) {
        throw new IllegalStateException("an extension cannot be encoded", e);
      }
    }

    X509Certificate signedBy(SigningKey key) {
      try {
        return Certificates.parse(builder.build(new TokenContentSigner(key)).getEncoded());
      } catch (IOException e) {
        throw new IllegalStateException("a certificate cannot be encoded", e);
      }
    }
  }
}
