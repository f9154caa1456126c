// SPDX-License-Identifier: MIT

package org.postroad.protocol.certificate;

import java.io.IOException;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1Null;
import org.bouncycastle.asn1.cms.SignedData;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.cms.CMSSignedData;
import org.bouncycastle.cms.SignerId;
import org.bouncycastle.cms.SignerInformation;
import org.bouncycastle.cms.jcajce.JcaSimpleSignerInfoVerifierBuilder;
import org.bouncycastle.cms.jcajce.JcaX509CertSelectorConverter;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.tsp.TSPException;
import org.bouncycastle.tsp.TimeStampToken;
import org.jspecify.annotations.Nullable;
import org.postroad.protocol.fault.Fault;
import org.postroad.protocol.fault.FaultCode;

/**
 * The one signer of a time-stamp token. What its signature does not cover is allowed one value
 * only, so that no octet of a token can be changed unnoticed but those of enclosed certificates.
 */
final class TokenSigner {
  private final TimeStampToken token;
  private final SignerInformation signer;

  private TokenSigner(TimeStampToken token, SignerInformation signer) {
    this.token = token;
    this.signer = signer;
  }

  /** The signer of a token; that there is exactly one, {@link TimeStampToken} has seen to. */
  static TokenSigner of(TimeStampToken token) {
    CMSSignedData signed = token.toCMSSignedData();
    SignerInformation signer = signed.getSignerInfos().getSigners().iterator().next();
    requireStrictStructure(signed, signer);
    requireAcceptedAlgorithms(signer);
    return new TokenSigner(token, signer);
  }

  /** Whether the token says that this certificate signed it. */
  boolean claims(X509Certificate certificate) {
    SignerId id = signer.getSID();
    return new JcaX509CertSelectorConverter().getCertSelector(id).match(certificate)
        && (id.getIssuer() == null
            || Arrays.equals(
                encoded(id.getIssuer()), certificate.getIssuerX500Principal().getEncoded()));
  }

  /** Why the token is not validly signed by the certificate, or nothing when it is. */
  Optional<TSPException> check(X509Certificate certificate) {
    if (certificate.hasUnsupportedCriticalExtension()) {
      return Optional.of(new TSPException("unknown critical extension in its certificate"));
    }
    try {
      var verifiers = new JcaSimpleSignerInfoVerifierBuilder();
      if (Oids.isPss(signer.toASN1Structure().getDigestEncryptionAlgorithm())) {
        // The library looks PSS up by a name that only its own provider knows.
        verifiers.setProvider(new BouncyCastleProvider());
      }
      token.validate(verifiers.build(certificate));
      return Optional.empty();
    } catch (TSPException e) {
      return Optional.of(e);
    } catch (OperatorCreationException | RuntimeException e) {
      return Optional.of(new TSPException("it cannot be verified", e));
    }
  }

  @Override
  public String toString() {
    SignerId id = signer.getSID();
    return id.getIssuer() == null
        ? "named by key identifier"
        : id.getSerialNumber() + " of " + id.getIssuer();
  }

  private static void requireStrictStructure(CMSSignedData signed, SignerInformation signer) {
    Set<AlgorithmIdentifier> digests = signed.getDigestAlgorithmIDs();
    boolean bySerial = signer.getSID().getIssuer() != null;
    boolean strict =
        signed.toASN1Structure().getContentType().equals(PKCSObjectIdentifiers.signedData)
            && signed.getVersion() == 3
            && signer.getVersion() == (bySerial ? 1 : 3)
            && isCanonical(signed, signer)
            && digests.size() == 1
            && digests.stream().allMatch(digest -> isSame(digest, signer.getDigestAlgorithmID()));
    if (!strict) {
      throw refusal("Time-stamp token is not SignedData of version 3 with one digest algorithm");
    }
  }

  /** The library takes any tag for an optional element; the bytes must be those it would write. */
  private static boolean isCanonical(CMSSignedData signed, SignerInformation signer) {
    var raw = SignedData.getInstance(signed.toASN1Structure().getContent()).getSignerInfos();
    return Arrays.equals(encoded(raw.getObjectAt(0)), encoded(signer.toASN1Structure()));
  }

  private static boolean isSame(AlgorithmIdentifier first, AlgorithmIdentifier second) {
    return first.getAlgorithm().equals(second.getAlgorithm()) && isBare(first) && isBare(second);
  }

  private static boolean isBare(AlgorithmIdentifier algorithm) {
    @Nullable ASN1Encodable parameters = algorithm.getParameters();
    return parameters == null || parameters instanceof ASN1Null;
  }

  private static void requireAcceptedAlgorithms(SignerInformation signer) {
    AlgorithmIdentifier signature = signer.toASN1Structure().getDigestEncryptionAlgorithm();
    boolean accepted =
        Oids.digest(signer.getDigestAlgorithmID().getAlgorithm()).isPresent()
            && Oids.isAcceptedCmsSignature(signature)
            && (Oids.isPss(signature) || isBare(signature));
    if (!accepted) {
      throw refusal(
          "Time-stamp is signed with "
              + signer.getDigestAlgOID()
              + " and "
              + signer.getEncryptionAlgOID()
              + ", expected RSA or ECDSA with SHA-2");
    }
  }

  private static byte[] encoded(ASN1Encodable value) {
    try {
      return value.toASN1Primitive().getEncoded(ASN1Encoding.DER);
    } catch (IOException e) {
      throw new IllegalStateException("a name cannot be encoded", e);
    }
  }

  private static Fault refusal(String text) {
    return new Fault(FaultCode.TIMESTAMPING_FAILED, text);
  }
}
