// SPDX-License-Identifier: MIT
package org.postroad.cli.doctor;

import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.postroad.cli.output.Amounts;

/**
 * A certificate of the server with what is known of it.
 *
 * @param use {@code authentication} or {@code signing}
 * @param registered whether the global configuration knows it; always for signing
 * @param trusted why no chain of it is trusted, if none is
 * @param misnamed why its subject is not what the profile of its authority asks for, if it is not
 * @param ocsp from when the OCSP response at hand is, if there is one
 * @param responders what they say of it now
 */
record OwnCertificate(
    X509Certificate certificate,
    String use,
    boolean registered,
    Optional<String> trusted,
    Optional<String> misnamed,
    Optional<Instant> ocsp,
    Responders.Answer responders) {
  private static final Duration SOON = Duration.ofDays(30);
  private static final String REFUSED = "peers refuse what is done with it";

  /**
   * Looks at it.
   *
   * @param freshness how old OCSP responses may be
   * @param running whether the server runs, and so should have a fresh one
   */
  Finding look(Instant now, Duration freshness, boolean running) {
    Instant end = certificate.getNotAfter().toInstant();
    if (now.isBefore(certificate.getNotBefore().toInstant())) {
      return failed(
          "is not valid before " + certificate.getNotBefore().toInstant(),
          "look whether the clock of this machine is right");
    }
    if (!now.isBefore(end)) {
      return failed("has expired at " + end, "have a new one issued, import and register it");
    }
    if (trusted.isPresent()) {
      return failed(
          "is not trusted: " + trusted.get(), "have one issued by an authority of the instance");
    }
    if (misnamed.isPresent()) {
      return failed(
          "does not name its member as its authority is to: " + misnamed.get(),
          "postroad server csr create, and have that certified with the subject it asks for");
    }
    if (!registered) {
      return failed(
          "is not registered", "register it, and wait until the registry has approved it");
    }
    Optional<String> refusal = responders.refusal();
    if (refusal.isPresent()) {
      return failed(
          "is not said to be good: " + refusal.get(),
          "ask its authority why; if it is revoked, have a new one issued");
    }
    Optional<Finding> stale = staleOcsp(now, freshness, running);
    if (stale.isPresent()) {
      return stale.get();
    }
    return end.isBefore(now.plus(SOON))
        ? Finding.warning(
            check(),
            subject() + " expires at " + end,
            "after that " + REFUSED,
            Finding.HERE,
            "have a new one issued in time")
        : Finding.good(check(), subject() + " is good until " + end);
  }

  private Optional<Finding> staleOcsp(Instant now, Duration freshness, boolean running) {
    if (ocsp.filter(from -> now.isBefore(from.plus(freshness))).isPresent()) {
      return Optional.empty();
    }
    Optional<String> silence = responders.silence();
    String cause =
        ocsp.map(from ->
                "has an OCSP response of " + Amounts.time(Duration.between(from, now)) + " ago")
            .orElse("has no OCSP response");
    if (silence.isPresent()) {
      return Optional.of(
          Finding.failed(
              check(),
              subject() + " " + cause + ", and no responder gives one: " + silence.get(),
              REFUSED,
              "the OCSP responder, or " + Finding.NETWORK,
              "try the address that is named with curl -v"));
    }
    return Optional.of(
        running
            ? failed(
                cause + ", " + Amounts.time(freshness) + " is the most allowed",
                "look into the log of the server, which asks its authority again and again")
            : Finding.warning(
                check(),
                subject() + " " + cause,
                "none while the server does not run; it asks for one when it starts",
                Finding.HERE,
                "start the server and look again"));
  }

  private Finding failed(String cause, String next) {
    return Finding.failed(check(), subject() + " " + cause, REFUSED, Finding.HERE, next);
  }

  private String check() {
    return use + " certificate";
  }

  private String subject() {
    return certificate.getSubjectX500Principal().getName();
  }
}
