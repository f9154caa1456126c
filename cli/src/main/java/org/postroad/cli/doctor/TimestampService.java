// SPDX-License-Identifier: MIT
package org.postroad.cli.doctor;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import org.postroad.protocol.algorithm.Digest;
import org.postroad.protocol.algorithm.DigestAlgorithm;
import org.postroad.protocol.certificate.TimestampRequest;
import org.postroad.protocol.certificate.TimestampToken;
import org.postroad.protocol.certificate.Trust;
import org.postroad.protocol.fault.Fault;
import org.postroad.securityserver.messagelog.TimestampAuthorities;

/** Time-stamping services, each asked for one time-stamp, which also tells the time. */
final class TimestampService {
  private static final String CHECK = "time-stamping";
  private static final String TYPE = "application/timestamp-query";
  private static final String REFUSED =
      "without any service messages are refused after log.acceptable-timestamp-failure";

  private final TimestampAuthorities.Post post;
  private final Trust trust;
  private final Clock clock;

  TimestampService(TimestampAuthorities.Post post, Trust trust, Clock clock) {
    this.post = post;
    this.trust = trust;
    this.clock = clock;
  }

  /**
   * What they gave, in their order.
   *
   * @param approved those that the instance approves; others are not asked
   */
  List<Finding> look(List<URI> services, Collection<URI> approved) {
    return services.isEmpty()
        ? List.of(
            Finding.failed(
                CHECK,
                "no service is configured",
                "every message is refused",
                Finding.HERE,
                "choose one of those that the instance approves"))
        : services.stream()
            .map(service -> approved.contains(service) ? look(service) : notApproved(service))
            .toList();
  }

  private static Finding notApproved(URI service) {
    return Finding.failed(
        CHECK,
        service + " is not approved by the instance",
        "what it stamps is not believed; " + REFUSED,
        Finding.HERE,
        "choose one of those that the instance approves");
  }

  private Finding look(URI service) {
    Digest imprint =
        DigestAlgorithm.SHA512.digest("postroad doctor".getBytes(StandardCharsets.US_ASCII));
    try {
      byte[] answer =
          post.post(service, TYPE, TimestampRequest.of(imprint), TimestampToken.MAX_BYTES);
      TimestampToken token = TimestampToken.fromResponse(answer, imprint, trust, clock.instant());
      return Finding.good(CHECK, service + " gave a time-stamp of " + token.time());
    } catch (IOException e) {
      return Finding.failed(
          CHECK,
          service + " cannot be reached: " + e.getMessage(),
          REFUSED,
          "the time-stamping service, or " + Finding.NETWORK,
          "curl -v " + service);
    } catch (Fault e) {
      return Finding.failed(
          CHECK,
          service + " gave no time-stamp that counts: " + e.text(),
          REFUSED,
          "the time-stamping service, or the clock of this machine",
          "timedatectl, then compare with the service's own time");
    }
  }
}
