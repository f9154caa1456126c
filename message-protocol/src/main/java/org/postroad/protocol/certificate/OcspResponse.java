// SPDX-License-Identifier: MIT

package org.postroad.protocol.certificate;

import java.io.IOException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.ocsp.CertID;
import org.bouncycastle.asn1.ocsp.OCSPResponse;
import org.bouncycastle.asn1.ocsp.ResponseBytes;
import org.bouncycastle.cert.ocsp.BasicOCSPResp;
import org.bouncycastle.cert.ocsp.CertificateStatus;
import org.bouncycastle.cert.ocsp.OCSPException;
import org.bouncycastle.cert.ocsp.OCSPResp;
import org.bouncycastle.cert.ocsp.RevokedStatus;
import org.bouncycastle.cert.ocsp.SingleResp;
import org.jspecify.annotations.Nullable;
import org.postroad.protocol.fault.Fault;
import org.postroad.protocol.fault.FaultCode;

/**
 * One OCSP response: what an authority said of certificates at one moment (D-048 to D-053, C40 to
 * C43).
 *
 * <p>The bytes are a DER {@code OCSPResponse} of status successful around a basic response;
 * anything else is refused when parsed. All single responses are searched, and every one that names
 * the certificate must say good and be fresh, so that no order of entries hides a revocation.
 * Reading does not verify: only {@link #verify} makes an answer worth something.
 */
public final class OcspResponse {
  /** The largest response that is looked at. */
  public static final int MAX_BYTES = 64 * 1024;

  /** How far {@code thisUpdate} may lie after the instant of the check: clocks differ. */
  public static final Duration MAX_SKEW = Duration.ofMinutes(5);

  private static final int MAX_ENTRIES = 64;

  private final byte[] encoded;
  private final BasicOCSPResp basic;
  private final List<SingleResp> entries;

  private OcspResponse(byte[] encoded, BasicOCSPResp basic) {
    this.encoded = encoded;
    this.basic = basic;
    this.entries = List.of(basic.getResponses());
  }

  /** Reads a response from DER. */
  public static OcspResponse parse(byte[] der) {
    if (!DerShape.isOneValue(der, MAX_BYTES)) {
      throw refusal("OCSP response of " + der.length + " bytes is not one DER structure");
    }
    try {
      var structure = OCSPResponse.getInstance(ASN1Primitive.fromByteArray(der));
      @Nullable ResponseBytes body = structure.getResponseBytes();
      if (body != null && !DerShape.isOneValue(body.getResponse().getOctets(), MAX_BYTES)) {
        throw refusal("OCSP response does not hold one DER structure");
      }
      var outer = new OCSPResp(structure);
      if (outer.getStatus() != OCSPResp.SUCCESSFUL) {
        throw refusal("OCSP responder answered with status " + outer.getStatus() + ", expected 0");
      }
      if (!(outer.getResponseObject() instanceof BasicOCSPResp basic)) {
        throw refusal("OCSP response is not a basic response");
      }
      int count = basic.getResponses().length;
      if (count == 0 || count > MAX_ENTRIES) {
        throw refusal("OCSP response has " + count + " entries, expected 1 to " + MAX_ENTRIES);
      }
      basic.getProducedAt();
      return new OcspResponse(der.clone(), basic);
    } catch (IOException | OCSPException | IllegalArgumentException | IllegalStateException e) {
      throw new Fault(FaultCode.INCORRECT_VALIDATION_INFO, "OCSP response cannot be read", e);
    }
  }

  /** The bytes as they came; not to be written to. */
  public byte[] encoded() {
    return encoded;
  }

  /** The oldest {@code thisUpdate} among its entries. */
  public Instant thisUpdate() {
    return entries.stream()
        .map(entry -> entry.getThisUpdate().toInstant())
        .min(Instant::compareTo)
        .orElseThrow();
  }

  /** Whether an entry names the certificate. */
  public boolean isFor(X509Certificate certificate, X509Certificate issuer) {
    return !entriesFor(OcspCertId.of(certificate, issuer)).isEmpty();
  }

  /**
   * Refuses unless this response proves that the certificate was good at the instant: it names the
   * certificate, comes from a responder authorised for this very issuer, is neither older than the
   * freshness nor from the future, is not past {@code nextUpdate}, and says good.
   */
  public void verify(X509Certificate certificate, X509Certificate issuer, Trust trust, Instant at) {
    List<SingleResp> about = entriesFor(OcspCertId.of(certificate, issuer));
    if (about.isEmpty()) {
      throw refusal(
          "OCSP response does not apply to certificate (sn = "
              + certificate.getSerialNumber()
              + ")");
    }
    OcspSigner signer = OcspSigner.of(basic, encoded, certificate, issuer, trust);
    signer.checkValidAt(at);
    for (SingleResp entry : about) {
      checkTimes(entry, trust, at);
      checkGood(entry);
    }
  }

  private List<SingleResp> entriesFor(CertID certificate) {
    return entries.stream()
        .filter(entry -> OcspCertId.same(certificate, entry.getCertID().toASN1Primitive()))
        .toList();
  }

  private static void checkTimes(SingleResp entry, Trust trust, Instant at) {
    Instant thisUpdate = entry.getThisUpdate().toInstant();
    if (thisUpdate.isBefore(at.minus(trust.ocspFreshness()))) {
      throw refusal("OCSP response is too old (thisUpdate: " + thisUpdate + ")");
    }
    if (thisUpdate.isAfter(at.plus(MAX_SKEW))) {
      throw refusal(
          "OCSP response is from the future (thisUpdate: "
              + thisUpdate
              + ", checked at "
              + at
              + ")");
    }
    @Nullable Date nextUpdate = entry.getNextUpdate();
    if (trust.verifyNextUpdate() && nextUpdate != null && nextUpdate.toInstant().isBefore(at)) {
      throw refusal(
          "OCSP nextUpdate is too old, atDate: " + at + " nextUpdate: " + nextUpdate.toInstant());
    }
  }

  private static void checkGood(SingleResp entry) {
    @Nullable CertificateStatus statusOtherThanGood = entry.getCertStatus();
    if (statusOtherThanGood == null) {
      return;
    }
    String text =
        statusOtherThanGood instanceof RevokedStatus revoked
            ? "REVOKED (date: " + revoked.getRevocationTime().toInstant() + ")"
            : "UNKNOWN";
    throw new Fault(
        FaultCode.CERT_VALIDATION, "OCSP response indicates certificate status is " + text);
  }

  private static Fault refusal(String text) {
    return new Fault(FaultCode.INCORRECT_VALIDATION_INFO, text);
  }

  @Override
  public String toString() {
    return "OCSP response of " + thisUpdate() + " (" + Arrays.hashCode(encoded) + ")";
  }
}
