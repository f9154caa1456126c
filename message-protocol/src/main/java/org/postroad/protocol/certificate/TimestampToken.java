// SPDX-License-Identifier: MIT

package org.postroad.protocol.certificate;

import java.io.IOException;
import java.math.BigInteger;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.cmp.PKIStatus;
import org.bouncycastle.asn1.tsp.TimeStampResp;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.cms.CMSSignedData;
import org.bouncycastle.tsp.GenTimeAccuracy;
import org.bouncycastle.tsp.TSPException;
import org.bouncycastle.tsp.TimeStampToken;
import org.bouncycastle.tsp.TimeStampTokenInfo;
import org.jspecify.annotations.Nullable;
import org.postroad.protocol.algorithm.Digest;
import org.postroad.protocol.algorithm.DigestAlgorithm;
import org.postroad.protocol.fault.Fault;
import org.postroad.protocol.fault.FaultCode;

/**
 * An RFC 3161 time-stamp token: proof that a digest existed at a time (D-068, D-071, D-074).
 *
 * <p>The bytes are a CMS {@code SignedData} around {@code TSTInfo}. Reading checks the form:
 * exactly one signer, a signing-certificate attribute, a SHA-2 imprint. {@link #verify} checks that
 * the imprint is the digest expected and that the signer is an approved authority whose certificate
 * is for time-stamping only (sole, critical extended key usage) and was valid at the time stated.
 * The certificate itself is the approved one, not its issuer's, so revocation is the business of
 * whoever approves it.
 */
public final class TimestampToken {
  /** The largest token or response that is looked at. */
  public static final int MAX_BYTES = 64 * 1024;

  /** How far the time of a fresh token may be from now. */
  public static final Duration MAX_CLOCK_DIFFERENCE = Duration.ofMinutes(5);

  private static final int MAX_ACCURACY_SECONDS = 60;

  private final byte[] encoded;
  private final TimeStampToken token;
  private final Digest imprint;
  private final Instant time;
  private final TokenSigner signer;

  private TimestampToken(byte[] encoded, TimeStampToken token) {
    this.encoded = encoded;
    this.token = token;
    this.signer = TokenSigner.of(token);
    this.time = token.getTimeStampInfo().getGenTime().toInstant();
    DigestAlgorithm algorithm =
        Oids.digest(token.getTimeStampInfo().getMessageImprintAlgOID())
            .orElseThrow(() ->
                refusal(
                    "Time-stamp imprint algorithm is "
                        + token.getTimeStampInfo().getMessageImprintAlgOID()
                        + ", expected SHA-256, SHA-384 or SHA-512"));
    this.imprint = new Digest(algorithm, token.getTimeStampInfo().getMessageImprintDigest());
  }

  /** Reads a token. */
  public static TimestampToken parse(byte[] der) {
    requireOneValue(der);
    try {
      CMSSignedData signed = new CMSSignedData(der);
      byte[] content = content(signed);
      if (!DerShape.isOneValue(content, MAX_BYTES)) {
        throw refusal("Time-stamp token does not hold one DER structure");
      }
      TimeStampToken token = new TimeStampToken(signed);
      requireAcceptedContent(token.getTimeStampInfo());
      return new TimestampToken(der.clone(), token);
    } catch (Fault fault) {
      throw fault;
    } catch (CMSException | TSPException | IOException | RuntimeException e) {
      // The library answers malformed structures with exceptions of many kinds.
      throw unreadable("Time-stamp token cannot be read", e);
    }
  }

  /**
   * Takes the token from the answer of a time-stamping authority, verified and with the certificate
   * of that authority added where the authority left it out (D-071).
   *
   * @param now the token must state a time near it, since no nonce ties answer to question (D-067)
   */
  public static TimestampToken fromResponse(
      byte[] response, Digest imprint, Trust trust, Instant now) {
    TimestampToken token = parse(grantedToken(response));
    TimestampAuthority authority = token.verify(imprint, trust);
    Duration difference = Duration.between(token.time(), now).abs();
    if (difference.compareTo(MAX_CLOCK_DIFFERENCE) > 0) {
      throw refusal("Time-stamp states " + token.time() + ", asked for at " + now);
    }
    return token.with(authority.certificate());
  }

  /** The time stated in the token. */
  public Instant time() {
    return time;
  }

  /** The serial number the authority gave. */
  public BigInteger serialNumber() {
    return token.getTimeStampInfo().getSerialNumber();
  }

  /** The algorithm of the imprint; the data must be digested with it before {@link #verify}. */
  public DigestAlgorithm imprintAlgorithm() {
    return imprint.algorithm();
  }

  /** The digest the token speaks of. */
  public Digest imprint() {
    return imprint;
  }

  /** The bytes; not to be written to. */
  public byte[] encoded() {
    return encoded;
  }

  /**
   * Refuses unless the token is an approved authority's word on this very digest.
   *
   * @return the authority
   */
  public TimestampAuthority verify(Digest expected, Trust trust) {
    if (!imprint.matches(expected)) {
      throw refusal("Time-stamp is for another " + imprint.algorithm().jcaName() + " digest");
    }
    List<TimestampAuthority> named =
        trust.timestampAuthorities().stream().filter(a -> signer.claims(a.certificate())).toList();
    if (named.isEmpty()) {
      throw refusal(
          "Time-stamp is not signed by an approved time-stamping authority, signer " + signer);
    }
    List<TSPException> refusals = new ArrayList<>();
    for (TimestampAuthority authority : named) {
      Optional<TSPException> refusal = signer.check(authority.certificate());
      if (refusal.isEmpty()) {
        return authority;
      }
      refusals.add(refusal.get());
    }
    throw unreadable(
        "Time-stamp of "
            + named.getFirst().name()
            + " is not valid: "
            + refusals.getFirst().getMessage(),
        refusals.getFirst());
  }

  private TimestampToken with(X509Certificate certificate) {
    return TokenCertificates.add(token.toCMSSignedData(), certificate)
        .map(TimestampToken::parse)
        .orElse(this);
  }

  private static byte[] grantedToken(byte[] response) {
    requireOneValue(response);
    try {
      var answer = TimeStampResp.getInstance(ASN1Primitive.fromByteArray(response));
      int status = answer.getStatus().getStatus().intValue();
      if (status != PKIStatus.GRANTED && status != PKIStatus.GRANTED_WITH_MODS) {
        throw refusal("Time-stamping authority refused with status " + status);
      }
      if (answer.getTimeStampToken() == null) {
        throw refusal("Time-stamping authority granted without a token");
      }
      return answer.getTimeStampToken().getEncoded();
    } catch (Fault fault) {
      throw fault;
    } catch (IOException | RuntimeException e) {
      throw unreadable("Answer of the time-stamping authority cannot be read", e);
    }
  }

  private static byte[] content(CMSSignedData signed) {
    if (signed.getSignedContent() == null
        || !(signed.getSignedContent().getContent() instanceof byte[] content)) {
      throw refusal("Time-stamp token has no content");
    }
    return content;
  }

  private static void requireAcceptedContent(TimeStampTokenInfo info) {
    @Nullable Extensions extensions = info.toASN1Structure().getExtensions();
    if (extensions != null && extensions.hasAnyCriticalExtensions()) {
      throw refusal("Time-stamp has a critical extension that is not understood");
    }
    @Nullable GenTimeAccuracy accuracy = info.getGenTimeAccuracy();
    if (accuracy != null && accuracy.getSeconds() > MAX_ACCURACY_SECONDS) {
      throw refusal("Time-stamp is accurate to " + accuracy.getSeconds() + " seconds only");
    }
  }

  private static void requireOneValue(byte[] der) {
    if (!DerShape.isOneValue(der, MAX_BYTES)) {
      throw refusal("Time-stamp of " + der.length + " bytes is not one DER structure");
    }
  }

  private static Fault refusal(String text) {
    return new Fault(FaultCode.TIMESTAMPING_FAILED, text);
  }

  private static Fault unreadable(String text, Exception cause) {
    return new Fault(FaultCode.TIMESTAMPING_FAILED, text, cause);
  }
}
