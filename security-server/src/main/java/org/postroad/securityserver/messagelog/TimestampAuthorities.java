// SPDX-License-Identifier: MIT
package org.postroad.securityserver.messagelog;

import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.function.Supplier;
import org.postroad.protocol.algorithm.Digest;
import org.postroad.protocol.certificate.TimestampRequest;
import org.postroad.protocol.certificate.TimestampToken;
import org.postroad.protocol.certificate.Trust;
import org.postroad.protocol.fault.Fault;
import org.postroad.protocol.fault.FaultCode;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the configured time-stamping services in their order until one gives a token that can be
 * trusted (D-067, D-071, D-073). A service that answers nonsense is passed over like one that does
 * not answer.
 */
public final class TimestampAuthorities implements TimestampService {

  /** Sends a request and returns the whole body of a 200 answer. */
  @FunctionalInterface
  public interface Post {
    /**
     * Waits at most 20 seconds for a connection and 60 for the answer.
     *
     * @param contentType of what is sent; the length is sent too
     * @param limit most bytes of an answer that are read; a longer one is an {@link IOException}
     */
    byte[] post(URI url, String contentType, byte[] body, int limit) throws IOException;
  }

  private static final Logger LOG = LoggerFactory.getLogger(TimestampAuthorities.class);
  private static final String CONTENT_TYPE = "application/timestamp-query";

  private final Supplier<List<URI>> urls;
  private final Supplier<Trust> trust;
  private final Post post;
  private final Clock clock;

  /** The suppliers are asked for each token, so that a new configuration counts at once. */
  public TimestampAuthorities(
      Supplier<List<URI>> urls, Supplier<Trust> trust, Post post, Clock clock) {
    this.urls = urls;
    this.trust = trust;
    this.post = post;
    this.clock = clock;
  }

  @Override
  public boolean isConfigured() {
    return !urls.get().isEmpty();
  }

  @Override
  public byte[] stamp(Digest imprint) {
    Fault last = new Fault(FaultCode.TIMESTAMPING_FAILED, "No time-stamping service is configured");
    for (URI url : urls.get()) {
      try {
        return stamp(url, imprint);
      } catch (IOException | IllegalArgumentException | Fault e) {
        LOG.warn("Time-stamping service {} gave no time-stamp", url, e);
        last =
            new Fault(
                FaultCode.TIMESTAMPING_FAILED,
                "No time-stamping service gave a time-stamp, last " + url + ": " + e.getMessage(),
                e);
      }
    }
    throw last;
  }

  private byte[] stamp(URI url, Digest imprint) throws IOException {
    byte[] response =
        post.post(url, CONTENT_TYPE, TimestampRequest.of(imprint), TimestampToken.MAX_BYTES);
    return TimestampToken.fromResponse(response, imprint, trust.get(), clock.instant()).encoded();
  }
}
