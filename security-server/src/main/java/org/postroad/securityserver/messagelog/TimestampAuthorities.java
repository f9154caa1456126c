// SPDX-License-Identifier: MIT
package org.postroad.securityserver.messagelog;

import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
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
  private final Map<URI, Outcome> outcomes = new ConcurrentHashMap<>();

  /**
   * How a service was the last time it was asked.
   *
   * @param errorCode nothing where it gave a time-stamp
   */
  public record Outcome(Instant at, Optional<String> errorCode) {}

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
        byte[] token = stamp(url, imprint);
        outcomes.put(url, new Outcome(clock.instant(), Optional.empty()));
        return token;
      } catch (IOException | IllegalArgumentException | Fault e) {
        outcomes.put(url, new Outcome(clock.instant(), Optional.of(code(e))));
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

  private static String code(Exception failure) {
    FaultCode code =
        switch (failure) {
          case Fault fault -> fault.code();
          case IOException _ -> FaultCode.NETWORK_ERROR;
          default -> FaultCode.TIMESTAMPING_FAILED;
        };
    return code.name().toLowerCase(Locale.ROOT);
  }

  /** The services configured now in their order, nothing for one that was not asked yet. */
  public Map<URI, Optional<Outcome>> outcomes() {
    Map<URI, Optional<Outcome>> configured = new LinkedHashMap<>();
    urls.get().forEach(url -> configured.put(url, Optional.ofNullable(outcomes.get(url))));
    return configured;
  }

  private byte[] stamp(URI url, Digest imprint) throws IOException {
    byte[] response =
        post.post(url, CONTENT_TYPE, TimestampRequest.of(imprint), TimestampToken.MAX_BYTES);
    return TimestampToken.fromResponse(response, imprint, trust.get(), clock.instant()).encoded();
  }
}
