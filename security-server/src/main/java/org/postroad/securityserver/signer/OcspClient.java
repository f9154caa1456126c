// SPDX-License-Identifier: MIT
package org.postroad.securityserver.signer;

import java.io.IOException;
import java.net.URI;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.postroad.protocol.certificate.OcspLocations;
import org.postroad.protocol.certificate.OcspRequest;
import org.postroad.protocol.certificate.OcspResponse;
import org.postroad.protocol.certificate.Trust;
import org.postroad.protocol.fault.Fault;
import org.postroad.protocol.fault.FaultCode;
import org.postroad.securityserver.net.HttpFetch;

/** Asks for the status of one certificate, one responder after the other (C40, C44). */
public final class OcspClient {

  private final HttpFetch fetch;

  public OcspClient(HttpFetch fetch) {
    this.fetch = fetch;
  }

  /** The first response that proves the certificate good now; a fault that names every attempt. */
  public OcspResponse ask(
      X509Certificate certificate, X509Certificate issuer, Trust trust, Instant now) {
    byte[] request = OcspRequest.forCertificate(certificate, issuer);
    List<String> failures = new ArrayList<>();
    for (String url : OcspLocations.of(certificate, issuer, trust)) {
      try {
        OcspResponse response = OcspResponse.parse(post(url, request));
        response.verify(certificate, issuer, trust, now);
        return response;
      } catch (IOException | IllegalArgumentException | Fault e) {
        failures.add(url + ": " + e.getMessage());
      }
    }
    throw new Fault(
        FaultCode.CERT_VALIDATION,
        "No OCSP response for "
            + certificate.getSubjectX500Principal()
            + (failures.isEmpty() ? ": its authority has no responder" : ": " + failures));
  }

  private byte[] post(String url, byte[] request) throws IOException {
    HttpFetch.Fetched answer =
        fetch.post(URI.create(url), "application/ocsp-request", request, OcspResponse.MAX_BYTES);
    if (answer.status() != 200) {
      throw new IOException("HTTP status " + answer.status());
    }
    return answer.body();
  }
}
