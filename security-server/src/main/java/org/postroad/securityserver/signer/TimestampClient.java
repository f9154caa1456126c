// SPDX-License-Identifier: MIT
package org.postroad.securityserver.signer;

import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.postroad.protocol.algorithm.Digest;
import org.postroad.protocol.certificate.TimestampRequest;
import org.postroad.protocol.certificate.TimestampToken;
import org.postroad.protocol.fault.Fault;
import org.postroad.protocol.fault.FaultCode;
import org.postroad.securityserver.conf.Configuration;
import org.postroad.securityserver.messagelog.TimestampService;
import org.postroad.securityserver.net.HttpFetch;

/** Gets time-stamps from the configured authorities, in their order, until one succeeds (D-073). */
public final class TimestampClient implements TimestampService {

  private final HttpFetch fetch;
  private final Supplier<Configuration> configuration;
  private final Clock clock;

  public TimestampClient(HttpFetch fetch, Supplier<Configuration> configuration, Clock clock) {
    this.fetch = fetch;
    this.configuration = configuration;
    this.clock = clock;
  }

  @Override
  public byte[] stamp(Digest imprint) {
    Configuration current = configuration.get();
    List<String> failures = new ArrayList<>();
    for (URI url : current.server().timestampServices()) {
      try {
        return stamp(url, imprint, current);
      } catch (IOException | Fault e) {
        failures.add(url + ": " + e.getMessage());
      }
    }
    throw new Fault(
        FaultCode.TIMESTAMPING_FAILED,
        failures.isEmpty()
            ? "Cannot time-stamp messages: no timestamping services configured"
            : "No time-stamping service answered: " + failures);
  }

  private byte[] stamp(URI url, Digest imprint, Configuration current) throws IOException {
    HttpFetch.Fetched answer =
        fetch.post(
            url,
            "application/timestamp-query",
            TimestampRequest.of(imprint),
            TimestampToken.MAX_BYTES);
    if (answer.status() != 200) {
      throw new IOException("HTTP status " + answer.status());
    }
    return TimestampToken.fromResponse(
            answer.body(), imprint, current.global().trust(), clock.instant())
        .encoded();
  }
}
