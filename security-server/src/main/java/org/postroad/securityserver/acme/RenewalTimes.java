// SPDX-License-Identifier: MIT
package org.postroad.securityserver.acme;

import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.shredzone.acme4j.Login;
import org.shredzone.acme4j.RenewalInfo;
import org.shredzone.acme4j.connector.Resource;

/**
 * When a certificate is to be renewed (C85): at a random time of the window that its authority
 * suggests (RFC 9773), else some days before it ends.
 */
final class RenewalTimes {
  /** The extension that tells which key of the authority signed it. */
  private static final String AUTHORITY_KEY = "2.5.29.35";

  private final Duration ahead;
  private final RandomGenerator random;

  RenewalTimes(Duration ahead, RandomGenerator random) {
    this.ahead = ahead;
    this.random = random;
  }

  /** Whether an authority can tell it from others. */
  static boolean isNamed(X509Certificate certificate) {
    return certificate.getExtensionValue(AUTHORITY_KEY) != null;
  }

  /** What counts where no authority says when. */
  Instant byItself(X509Certificate certificate) {
    return certificate.getNotAfter().toInstant().minus(ahead);
  }

  /**
   * When it is to be renewed.
   *
   * @param known what was chosen before, and stays while the authority suggests the same
   */
  Instant of(Login login, X509Certificate certificate, Optional<Instant> known) {
    boolean offered =
        AcmeCall.ask(
            "its directory",
            () -> login.getSession().resourceUrlOptional(Resource.RENEWAL_INFO).isPresent());
    if (!offered || !isNamed(certificate)) {
      return byItself(certificate);
    }
    RenewalInfo window =
        AcmeCall.ask(
            "the time of a renewal",
            () -> {
              RenewalInfo info = login.bindRenewalInfo(certificate);
              var _ = info.fetch();
              return info;
            });
    Instant start = window.getSuggestedWindowStart();
    Instant end = window.getSuggestedWindowEnd();
    return known
        .filter(time -> !time.isBefore(start) && !time.isAfter(end))
        .orElseGet(() -> within(start, end));
  }

  private Instant within(Instant start, Instant end) {
    long seconds = Duration.between(start, end).toSeconds();
    return seconds <= 0 ? start : start.plusSeconds(random.nextLong(seconds));
  }
}
