// SPDX-License-Identifier: MIT

package org.postroad.testing;

import java.io.IOException;
import java.math.BigInteger;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1GeneralizedTime;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.DERSet;
import org.bouncycastle.asn1.cms.Attribute;
import org.bouncycastle.asn1.cms.AttributeTable;
import org.bouncycastle.asn1.cms.CMSAttributes;
import org.bouncycastle.asn1.cms.Time;
import org.bouncycastle.asn1.ess.ESSCertIDv2;
import org.bouncycastle.asn1.ess.SigningCertificateV2;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.tsp.Accuracy;
import org.bouncycastle.asn1.tsp.MessageImprint;
import org.bouncycastle.asn1.tsp.TSTInfo;
import org.bouncycastle.asn1.tsp.TimeStampReq;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateHolder;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.cms.CMSProcessableByteArray;
import org.bouncycastle.cms.CMSSignedDataGenerator;
import org.bouncycastle.cms.DefaultSignedAttributeTableGenerator;
import org.bouncycastle.cms.jcajce.JcaSignerInfoGeneratorBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaDigestCalculatorProviderBuilder;
import org.bouncycastle.util.CollectionStore;
import org.postroad.protocol.algorithm.Digest;
import org.postroad.protocol.certificate.Certificates;
import org.postroad.protocol.certificate.TimestampRequest;

/**
 * Makes time-stamp tokens and responses, right or forged. Start from {@link #of}, end with {@link
 * #token} or {@link #response}. Nothing here checks that the signer may sign time-stamps.
 */
public final class TestTimestamp {
  private static final ASN1ObjectIdentifier POLICY = new ASN1ObjectIdentifier("1.2.3.4.1");

  private final Digest imprint;
  private final Instant time;
  private final List<TestKey> moreSigners = new ArrayList<>();
  private boolean enclose;
  private int status;
  private Optional<String> algorithm = Optional.empty();
  private Optional<Accuracy> accuracy = Optional.empty();
  private Optional<Extensions> extensions = Optional.empty();
  private Optional<X509Certificate> named = Optional.empty();
  private Optional<X509Certificate> attributed = Optional.empty();
  private boolean attribute = true;

  private TestTimestamp(Digest imprint, Instant time) {
    this.imprint = imprint;
    this.time = time;
  }

  public static TestTimestamp of(Digest imprint, Instant time) {
    return new TestTimestamp(imprint, time);
  }

  public TestTimestamp encloseCertificate() {
    enclose = true;
    return this;
  }

  public TestTimestamp algorithm(String jcaName) {
    algorithm = Optional.of(jcaName);
    return this;
  }

  public TestTimestamp accuracySeconds(int seconds) {
    accuracy = Optional.of(new Accuracy(new ASN1Integer(seconds), null, null));
    return this;
  }

  public TestTimestamp criticalExtension(ASN1ObjectIdentifier type) {
    extensions = Optional.of(new Extensions(new Extension(type, true, new byte[] {5, 0})));
    return this;
  }

  /** Names another certificate as the signer's than the one whose key signs. */
  public TestTimestamp namedAs(X509Certificate certificate) {
    named = Optional.of(certificate);
    return this;
  }

  /** Puts another certificate's digest into the signing-certificate attribute. */
  public TestTimestamp attributedTo(X509Certificate certificate) {
    attributed = Optional.of(certificate);
    return this;
  }

  public TestTimestamp withoutCertificateAttribute() {
    attribute = false;
    return this;
  }

  public TestTimestamp alsoSignedBy(TestKey signer) {
    moreSigners.add(signer);
    return this;
  }

  /** The status of the response; 0 is granted. */
  public TestTimestamp status(int value) {
    status = value;
    return this;
  }

  /** A response with this status and no token. */
  public static byte[] emptyResponse(int status) {
    return encoded(new DERSequence(new DERSequence(new ASN1Integer(status))));
  }

  public byte[] response(TestKey signer) {
    try {
      var parts = new ASN1EncodableVector();
      parts.add(new DERSequence(new ASN1Integer(status)));
      parts.add(ASN1Primitive.fromByteArray(token(signer)));
      return encoded(new DERSequence(parts));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  public byte[] token(TestKey signer) {
    try {
      var generator = new CMSSignedDataGenerator();
      addSigner(generator, signer);
      for (TestKey more : moreSigners) {
        addSigner(generator, more);
      }
      List<X509CertificateHolder> certificates = new ArrayList<>();
      if (enclose) {
        certificates.add(new JcaX509CertificateHolder(signer.certificate()));
      }
      generator.addCertificates(new CollectionStore<>(certificates));
      var content =
          new CMSProcessableByteArray(PKCSObjectIdentifiers.id_ct_TSTInfo, encoded(info()));
      return generator.generate(content, true).toASN1Structure().getEncoded("DER");
    } catch (CMSException
        | OperatorCreationException
        | CertificateEncodingException
        | IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private TSTInfo info() {
    MessageImprint messageImprint =
        TimeStampReq.getInstance(TimestampRequest.of(imprint)).getMessageImprint();
    return new TSTInfo(
        POLICY,
        messageImprint,
        new ASN1Integer(BigInteger.TEN),
        new ASN1GeneralizedTime(Date.from(time)),
        accuracy.orElse(null),
        null,
        null,
        null,
        extensions.orElse(null));
  }

  private void addSigner(CMSSignedDataGenerator generator, TestKey signer)
      throws OperatorCreationException, CertificateEncodingException {
    var builder =
        new JcaSignerInfoGeneratorBuilder(new JcaDigestCalculatorProviderBuilder().build());
    builder.setSignedAttributeGenerator(
        new DefaultSignedAttributeTableGenerator(attributes(signer)));
    generator.addSignerInfoGenerator(
        builder.build(signer.contentSigner(algorithm), named.orElse(signer.certificate())));
  }

  private AttributeTable attributes(TestKey signer) {
    var attributes = new ASN1EncodableVector();
    attributes.add(new Attribute(CMSAttributes.signingTime, new DERSet(new Time(Date.from(time)))));
    if (attribute) {
      byte[] digest = Certificates.sha256(attributed.orElse(signer.certificate())).value();
      attributes.add(
          new Attribute(
              PKCSObjectIdentifiers.id_aa_signingCertificateV2,
              new DERSet(new SigningCertificateV2(new ESSCertIDv2(digest)))));
    }
    return new AttributeTable(attributes);
  }

  private static byte[] encoded(ASN1Encodable value) {
    try {
      return value.toASN1Primitive().getEncoded("DER");
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
