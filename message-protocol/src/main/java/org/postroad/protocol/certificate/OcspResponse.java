// SPDX-License-Identifier: MIT

package org.postroad.protocol.certificate;

import java.io.IOException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1Object;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.ocsp.BasicOCSPResponse;
import org.bouncycastle.asn1.ocsp.CertID;
import org.bouncycastle.asn1.ocsp.OCSPResponse;
import org.bouncycastle.asn1.ocsp.ResponseBytes;
import org.bouncycastle.cert.ocsp.BasicOCSPResp;
import org.bouncycastle.cert.ocsp.OCSPException;
import org.bouncycastle.cert.ocsp.OCSPResp;
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
  private final OcspSignature signature;
  private final List<OcspEntry> entries;

  private OcspResponse(byte[] encoded, OcspSignature signature, List<OcspEntry> entries) {
    this.encoded = encoded;
    this.signature = signature;
    this.entries = entries;
  }

  /** Reads a response from DER. */
  public static OcspResponse parse(byte[] der) {
    if (!DerShape.isOneValue(der, MAX_BYTES)) {
      throw refusal("OCSP response of " + der.length + " bytes is not one DER structure");
    }
    try {
      var structure = OCSPResponse.getInstance(ASN1Primitive.fromByteArray(der));
      requireSame(der, structure);
      BasicOCSPResp basic = basic(structure);
      List<OcspEntry> entries =
          Arrays.stream(basic.getResponses()).limit(MAX_ENTRIES + 1L).map(OcspEntry::of).toList();
      if (entries.isEmpty() || entries.size() > MAX_ENTRIES) {
        throw refusal(
            "OCSP response has "
                + basic.getResponses().length
                + " entries, expected 1 to "
                + MAX_ENTRIES);
      }
      return new OcspResponse(der.clone(), OcspSignature.of(basic), entries);
    } catch (Fault fault) {
      throw fault;
    } catch (IOException | OCSPException | RuntimeException e) {
      // The library answers malformed structures with exceptions of many kinds.
      throw new Fault(FaultCode.INCORRECT_VALIDATION_INFO, "OCSP response cannot be read", e);
    }
  }

  /** The bytes as they came; not to be written to. */
  public byte[] encoded() {
    return encoded;
  }

  /** The oldest {@code thisUpdate} among its entries. */
  public Instant thisUpdate() {
    return entries.stream().map(OcspEntry::thisUpdate).min(Instant::compareTo).orElseThrow();
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
    var _ = prove(certificate, issuer, trust, at);
  }

  /** The same; tells when else this response proves it. */
  Window prove(X509Certificate certificate, X509Certificate issuer, Trust trust, Instant at) {
    List<OcspEntry> about = entriesFor(OcspCertId.of(certificate, issuer));
    if (about.isEmpty()) {
      throw refusal(
          "OCSP response does not apply to certificate (sn = "
              + certificate.getSerialNumber()
              + ")");
    }
    if (entries.stream().anyMatch(OcspEntry::hasCriticalExtension)) {
      throw refusal("OCSP response has a critical extension that is not understood");
    }
    OcspSigner signer = OcspSigner.of(signature, encoded, certificate, issuer, trust);
    signer.checkValidAt(at);
    Window window = signer.window();
    for (OcspEntry entry : about) {
      entry.checkTimes(trust, at);
      entry.checkGood();
      window = window.and(entry.window(trust));
    }
    return window;
  }

  private List<OcspEntry> entriesFor(CertID certificate) {
    return entries.stream()
        .filter(entry -> OcspCertId.same(certificate, entry.certificate()))
        .toList();
  }

  private static BasicOCSPResp basic(OCSPResponse response) throws OCSPException, IOException {
    int status = response.getResponseStatus().getIntValue();
    if (status != OCSPResp.SUCCESSFUL) {
      throw refusal("OCSP responder answered with status " + status + ", expected 0");
    }
    @Nullable ResponseBytes body = response.getResponseBytes();
    if (body == null || !DerShape.isOneValue(body.getResponse().getOctets(), MAX_BYTES)) {
      throw refusal("OCSP response does not hold one DER structure");
    }
    if (new OCSPResp(response).getResponseObject() instanceof BasicOCSPResp basic) {
      requireSame(
          body.getResponse().getOctets(),
          BasicOCSPResponse.getInstance(body.getResponse().getOctets()));
      return basic;
    }
    throw refusal("OCSP response is not a basic response");
  }

  /** The library takes any tag for an optional element; the bytes must be those it would write. */
  private static void requireSame(byte[] der, ASN1Object read) throws IOException {
    if (!Arrays.equals(der, read.getEncoded(ASN1Encoding.DER))) {
      throw refusal("OCSP response is not canonical DER");
    }
  }

  private static Fault refusal(String text) {
    return new Fault(FaultCode.INCORRECT_VALIDATION_INFO, text);
  }
}
