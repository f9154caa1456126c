// SPDX-License-Identifier: MIT

package org.postroad.protocol.certificate;

import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import org.postroad.protocol.fault.Fault;
import org.postroad.protocol.fault.FaultCode;

/**
 * The OCSP side of a chain: every certificate below the root needs a response that proves it good
 * (C-011, C02, D-047).
 *
 * <p>Of several responses for one certificate only the newest counts, so that an old good answer
 * does not cover a newer revocation. Faults are nested in invalid_cert_path.
 */
public final class OcspCheck {
  /** More responses than any chain needs. */
  public static final int MAX_RESPONSES = 32;

  private OcspCheck() {}

  /** Refuses unless each certificate of the chain below its root was good at the instant. */
  public static void chain(
      CertificateChain chain, List<byte[]> responses, Trust trust, Instant at) {
    var _ = prove(chain, responses, trust, at);
  }

  /** The same; tells when else these responses prove it. */
  static Window prove(CertificateChain chain, List<byte[]> responses, Trust trust, Instant at) {
    try {
      if (responses.size() > MAX_RESPONSES) {
        throw new Fault(
            FaultCode.CERT_VALIDATION,
            responses.size() + " OCSP responses, at most " + MAX_RESPONSES + " expected");
      }
      List<OcspResponse> parsed = responses.stream().map(der -> parsed(der, trust)).toList();
      Window window = Window.ALWAYS;
      for (X509Certificate certificate : chain.withoutRoot()) {
        X509Certificate issuer = chain.issuerOf(certificate);
        OcspResponse response = newestFor(certificate, issuer, parsed);
        window = window.and(response.prove(certificate, issuer, trust, at));
        trust.ocspResponses().remember(VerifiedOnce.key(response.encoded()), response);
      }
      return window;
    } catch (Fault fault) {
      throw fault.within(FaultCode.INVALID_CERT_PATH);
    }
  }

  /** A response is read once while it is in use; only those that were verified are remembered. */
  private static OcspResponse parsed(byte[] der, Trust trust) {
    return trust
        .ocspResponses()
        .find(VerifiedOnce.key(der))
        .orElseGet(() -> OcspResponse.parse(der));
  }

  private static OcspResponse newestFor(
      X509Certificate certificate, X509Certificate issuer, List<OcspResponse> responses) {
    return responses.stream()
        .filter(response -> response.isFor(certificate, issuer))
        .max(Comparator.comparing(OcspResponse::thisUpdate))
        .orElseThrow(() ->
            new Fault(
                FaultCode.CERT_VALIDATION,
                "Unable to find OCSP response for certificate "
                    + Certificates.displayName(certificate)));
  }
}
