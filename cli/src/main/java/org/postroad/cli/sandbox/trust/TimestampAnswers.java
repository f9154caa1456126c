// SPDX-License-Identifier: MIT

package org.postroad.cli.sandbox.trust;

import java.io.IOException;
import java.math.BigInteger;
import java.security.SecureRandom;
import java.security.cert.CertificateEncodingException;
import java.time.Clock;
import java.util.Date;
import java.util.List;
import java.util.Set;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERSet;
import org.bouncycastle.asn1.cmp.PKIFailureInfo;
import org.bouncycastle.asn1.cmp.PKIStatus;
import org.bouncycastle.asn1.cms.Attribute;
import org.bouncycastle.asn1.cms.AttributeTable;
import org.bouncycastle.asn1.cms.CMSAttributes;
import org.bouncycastle.asn1.cms.Time;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateHolder;
import org.bouncycastle.cms.DefaultSignedAttributeTableGenerator;
import org.bouncycastle.cms.SignerInfoGenerator;
import org.bouncycastle.cms.SignerInfoGeneratorBuilder;
import org.bouncycastle.operator.DigestCalculatorProvider;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaDigestCalculatorProviderBuilder;
import org.bouncycastle.tsp.TSPException;
import org.bouncycastle.tsp.TimeStampRequest;
import org.bouncycastle.tsp.TimeStampResponseGenerator;
import org.bouncycastle.tsp.TimeStampTokenGenerator;
import org.bouncycastle.util.CollectionStore;
import org.postroad.protocol.token.TokenContentSigner;

/**
 * Stamps digests with the time, as RFC 3161 has it: SHA-2 imprints, the signing-certificate
 * attribute, certificates only when asked for.
 */
final class TimestampAnswers {
  private static final ASN1ObjectIdentifier POLICY =
      new ASN1ObjectIdentifier("2.25.212486034168493672381716226301480573214");

  private static final Set<String> IMPRINTS =
      Set.of(
          NISTObjectIdentifiers.id_sha256.getId(),
          NISTObjectIdentifiers.id_sha384.getId(),
          NISTObjectIdentifiers.id_sha512.getId());

  private static final int SERIAL_BITS = 120;

  private final SandboxAuthority authority;
  private final Clock clock;
  private final SecureRandom random;

  TimestampAnswers(SandboxAuthority authority, Clock clock, SecureRandom random) {
    this.authority = authority;
    this.clock = clock;
    this.random = random;
  }

  byte[] answer(byte[] question) {
    try {
      Date now = Date.from(clock.instant());
      var answers = new TimeStampResponseGenerator(tokens(now), IMPRINTS);
      TimeStampRequest request;
      try {
        request = new TimeStampRequest(question);
      } catch (IOException | RuntimeException e) {
        return answers
            .generateFailResponse(
                PKIStatus.REJECTION, PKIFailureInfo.badDataFormat, "not a TimeStampReq")
            .getEncoded();
      }
      var serial = new BigInteger(SERIAL_BITS, random).add(BigInteger.ONE);
      return answers.generate(request, serial, now).getEncoded();
    } catch (TSPException
        | IOException
        | OperatorCreationException
        | CertificateEncodingException e) {
      throw new IllegalStateException("the sandbox cannot stamp", e);
    }
  }

  private TimeStampTokenGenerator tokens(Date now)
      throws TSPException, OperatorCreationException, CertificateEncodingException {
    DigestCalculatorProvider digests = new JcaDigestCalculatorProviderBuilder().build();
    X509CertificateHolder certificate = new JcaX509CertificateHolder(authority.tsaCertificate());
    var signingTime = new Attribute(CMSAttributes.signingTime, new DERSet(new Time(now)));
    SignerInfoGenerator signer =
        new SignerInfoGeneratorBuilder(digests)
            .setSignedAttributeGenerator(
                new DefaultSignedAttributeTableGenerator(
                    new AttributeTable(new DERSet(signingTime))))
            .build(new TokenContentSigner(authority.tsaKey()), certificate);
    var tokens =
        new TimeStampTokenGenerator(
            signer, digests.get(new AlgorithmIdentifier(NISTObjectIdentifiers.id_sha256)), POLICY);
    tokens.setAccuracySeconds(1);
    tokens.addCertificates(new CollectionStore<>(List.of(certificate)));
    return tokens;
  }
}
