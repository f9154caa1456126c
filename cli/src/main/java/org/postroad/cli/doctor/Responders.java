// SPDX-License-Identifier: MIT
package org.postroad.cli.doctor;

import java.io.IOException;
import java.net.URI;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.postroad.protocol.certificate.OcspLocations;
import org.postroad.protocol.certificate.OcspRequest;
import org.postroad.protocol.certificate.OcspResponse;
import org.postroad.protocol.fault.Fault;
import org.postroad.protocol.globalconf.CostStrategy;
import org.postroad.protocol.globalconf.GlobalConfiguration;
import org.postroad.securityserver.messagelog.TimestampAuthorities;

/** The OCSP responders of an authority, asked about one certificate as the server asks them. */
final class Responders {
  private static final String TYPE = "application/ocsp-request";

  private final TimestampAuthorities.Post post;
  private final GlobalConfiguration global;
  private final CostStrategy costs;

  Responders(TimestampAuthorities.Post post, GlobalConfiguration global, CostStrategy costs) {
    this.post = post;
    this.global = global;
    this.costs = costs;
  }

  /**
   * What they say.
   *
   * @param good whether one of them proves the certificate good
   * @param answered whether one of them answered at all
   * @param text of each that did not
   */
  record Answer(boolean good, boolean answered, List<String> text) {
    Answer {
      text = List.copyOf(text);
    }

    /** Why the certificate is not good though somebody was asked. */
    Optional<String> refusal() {
      return good || !answered ? Optional.empty() : Optional.of(String.join("; ", text));
    }

    Optional<String> silence() {
      return good || answered
          ? Optional.empty()
          : Optional.of(text.isEmpty() ? "its authority has none" : String.join("; ", text));
    }
  }

  Answer ask(X509Certificate certificate, X509Certificate issuer, Instant now) {
    byte[] request = OcspRequest.forCertificate(certificate, issuer);
    List<String> failures = new ArrayList<>();
    boolean answered = false;
    for (String url : OcspLocations.of(certificate, costs.responders(global, issuer))) {
      try {
        byte[] answer = post.post(URI.create(url), TYPE, request, OcspResponse.MAX_BYTES);
        answered = true;
        OcspResponse.parse(answer).verify(certificate, issuer, global.trust(), now);
        return new Answer(true, true, List.of());
      } catch (Fault refused) {
        failures.add(url + ": " + refused.text());
      } catch (IOException | IllegalArgumentException e) {
        failures.add(url + ": " + e.getMessage());
      }
    }
    return new Answer(false, answered, failures);
  }
}
