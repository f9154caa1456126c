// SPDX-License-Identifier: MIT
package org.postroad.securityserver.signer;

import java.io.IOException;
import java.net.URI;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.postroad.protocol.certificate.OcspLocations;
import org.postroad.protocol.certificate.OcspRequest;
import org.postroad.protocol.certificate.OcspResponse;
import org.postroad.protocol.fault.Fault;
import org.postroad.protocol.fault.FaultCode;
import org.postroad.protocol.globalconf.CostStrategy;
import org.postroad.protocol.globalconf.GlobalConfiguration;
import org.postroad.protocol.mime.Headers;
import org.postroad.securityserver.net.HttpFetch;
import org.postroad.securityserver.signer.AskedResponders.Failure;
import org.postroad.securityserver.signer.AskedResponders.Outcome;

/** Asks for the status of one certificate, one responder after the other (C40, C44). */
public final class OcspClient {

  /** How long connecting to a responder may take. */
  public static final Duration CONNECT = Duration.ofSeconds(20);

  /** How long its answer may take. */
  public static final Duration ANSWER = Duration.ofSeconds(60);

  private static final String REQUEST = "application/ocsp-request";
  private static final String RESPONSE = "application/ocsp-response";

  private final HttpFetch fetch;
  private final CostStrategy costs;
  private final Map<String, Outcome> last = new ConcurrentHashMap<>();

  /**
   * @param costs which of the responders of an authority are asked, and in which order
   */
  public OcspClient(HttpFetch fetch, CostStrategy costs) {
    this.fetch = fetch;
    this.costs = costs;
  }

  /** The first response that proves the certificate good now; a fault that names every attempt. */
  public OcspResponse ask(
      X509Certificate certificate,
      X509Certificate issuer,
      GlobalConfiguration global,
      Instant now) {
    byte[] request = OcspRequest.forCertificate(certificate, issuer);
    List<String> failures = new ArrayList<>();
    for (String url : OcspLocations.of(certificate, costs.responders(global, issuer))) {
      Failure failure = Failure.UNREACHABLE;
      try {
        HttpFetch.Fetched answer = post(url, request);
        failure = Failure.REFUSED;
        requireOk(answer);
        failure = Failure.UNREADABLE;
        OcspResponse response = OcspResponse.parse(answer.body());
        failure = Failure.UNPROVEN;
        response.verify(certificate, issuer, global.trust(), now);
        last.put(url, new Outcome(now, Optional.empty()));
        return response;
      } catch (IOException | IllegalArgumentException | Fault e) {
        last.put(url, new Outcome(now, Optional.of(failure)));
        failures.add(url + ": " + e.getMessage());
      }
    }
    throw new Fault(
        FaultCode.CERT_VALIDATION,
        "No OCSP response for "
            + certificate.getSubjectX500Principal()
            + (failures.isEmpty() ? ": its authority has no responder" : ": " + failures));
  }

  private HttpFetch.Fetched post(String url, byte[] request) throws IOException {
    return fetch.fetch(
        "POST",
        URI.create(url),
        Headers.of("Content-Type", REQUEST).with("Accept", RESPONSE),
        request,
        OcspResponse.MAX_BYTES);
  }

  private static void requireOk(HttpFetch.Fetched answer) throws IOException {
    if (answer.status() != 200) {
      throw new IOException("HTTP status " + answer.status());
    }
  }

  /** How each responder was when it was last asked, by its address. */
  Map<String, Outcome> last() {
    return Map.copyOf(last);
  }
}
