// SPDX-License-Identifier: MIT

package org.postroad.cli.sandbox.trust;

import java.io.IOException;
import java.math.BigInteger;
import java.security.cert.CertificateEncodingException;
import java.time.Clock;
import java.util.Date;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.ocsp.OCSPObjectIdentifiers;
import org.bouncycastle.asn1.oiw.OIWObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateHolder;
import org.bouncycastle.cert.ocsp.BasicOCSPRespBuilder;
import org.bouncycastle.cert.ocsp.CertificateID;
import org.bouncycastle.cert.ocsp.CertificateStatus;
import org.bouncycastle.cert.ocsp.OCSPException;
import org.bouncycastle.cert.ocsp.OCSPReq;
import org.bouncycastle.cert.ocsp.OCSPRespBuilder;
import org.bouncycastle.cert.ocsp.Req;
import org.bouncycastle.cert.ocsp.RespID;
import org.bouncycastle.cert.ocsp.RevokedStatus;
import org.bouncycastle.cert.ocsp.UnknownStatus;
import org.bouncycastle.operator.DigestCalculatorProvider;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaDigestCalculatorProviderBuilder;
import org.jspecify.annotations.Nullable;
import org.postroad.protocol.token.TokenContentSigner;

/**
 * Answers OCSP questions about certificates of the sandbox: good, revoked or unknown, as of now.
 * The CertID is echoed as asked, the responder's certificate is enclosed, {@code nextUpdate} is
 * left out.
 */
final class OcspAnswers {
  private static final int MAX_QUESTIONS = 16;

  private final SandboxAuthority authority;
  private final Clock clock;

  OcspAnswers(SandboxAuthority authority, Clock clock) {
    this.authority = authority;
    this.clock = clock;
  }

  byte[] answer(byte[] question) {
    OCSPReq request;
    Req[] questions;
    try {
      request = new OCSPReq(question);
      questions = request.getRequestList();
    } catch (IOException | RuntimeException e) {
      return refusal(OCSPRespBuilder.MALFORMED_REQUEST);
    }
    if (questions.length == 0 || questions.length > MAX_QUESTIONS) {
      return refusal(OCSPRespBuilder.MALFORMED_REQUEST);
    }
    try {
      return answer(request, questions);
    } catch (OCSPException
        | OperatorCreationException
        | CertificateEncodingException
        | IOException e) {
      return refusal(OCSPRespBuilder.INTERNAL_ERROR);
    }
  }

  private byte[] answer(OCSPReq request, Req[] questions)
      throws OCSPException, OperatorCreationException, CertificateEncodingException, IOException {
    authority.issued().follow();
    DigestCalculatorProvider digests = new JcaDigestCalculatorProviderBuilder().build();
    X509CertificateHolder responder = new JcaX509CertificateHolder(authority.ocspCertificate());
    Date now = Date.from(clock.instant());
    var builder = new BasicOCSPRespBuilder(responderId(responder, digests));
    for (Req question : questions) {
      @Nullable CertificateStatus status = status(question.getCertID(), digests);
      builder.addResponse(question.getCertID(), status, now, null, null);
    }
    @Nullable Extension nonce = request.getExtension(OCSPObjectIdentifiers.id_pkix_ocsp_nonce);
    if (nonce != null) {
      builder.setResponseExtensions(new Extensions(nonce));
    }
    var basic =
        builder.build(
            new TokenContentSigner(authority.ocspKey()),
            new X509CertificateHolder[] {responder},
            now);
    return new OCSPRespBuilder().build(OCSPRespBuilder.SUCCESSFUL, basic).getEncoded();
  }

  /** Null is how the library says good. */
  private @Nullable CertificateStatus status(CertificateID id, DigestCalculatorProvider digests)
      throws OCSPException, CertificateEncodingException {
    var ca = new JcaX509CertificateHolder(authority.caCertificate());
    if (!id.matchesIssuer(ca, digests)) {
      return new UnknownStatus();
    }
    BigInteger serial = id.getSerialNumber();
    return switch (authority.issued().status(serial)) {
      case GOOD -> null;
      case REVOKED ->
          new RevokedStatus(Date.from(authority.issued().revokedAt(serial).orElseThrow()));
      case UNKNOWN -> new UnknownStatus();
    };
  }

  private static RespID responderId(
      X509CertificateHolder responder, DigestCalculatorProvider digests)
      throws OCSPException, OperatorCreationException {
    SubjectPublicKeyInfo key = responder.getSubjectPublicKeyInfo();
    return new RespID(
        key, digests.get(new AlgorithmIdentifier(OIWObjectIdentifiers.idSHA1, DERNull.INSTANCE)));
  }

  private static byte[] refusal(int status) {
    try {
      return new OCSPRespBuilder().build(status, null).getEncoded();
    } catch (OCSPException | IOException e) {
      throw new IllegalStateException("an OCSP refusal cannot be encoded", e);
    }
  }
}
