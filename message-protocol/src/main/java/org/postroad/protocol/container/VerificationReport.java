// SPDX-License-Identifier: MIT
package org.postroad.protocol.container;

import java.math.BigInteger;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.postroad.protocol.identifier.ClientId;
import org.postroad.protocol.identifier.MemberId;
import org.postroad.protocol.identifier.ServiceId;

/**
 * What a verification found out about a container (D-063, D-064).
 *
 * <p>Message, signer and time-stamp are told as far as they could be read; they can be relied upon
 * only when {@link #valid()}.
 *
 * @param findings every check once, in the order it was made; absent parts once each
 * @param entries every file of the container
 */
public record VerificationReport(
    Optional<SignedMessage> message,
    Optional<Signer> signer,
    Optional<Timestamp> timestamp,
    List<Finding> findings,
    List<Coverage> entries) {

  public VerificationReport {
    findings = List.copyOf(findings);
    entries = List.copyOf(entries);
  }

  /** Who sent what to whom. */
  public record SignedMessage(
      boolean response,
      String protocol,
      String queryId,
      ClientId client,
      ServiceId service,
      ClientId sender) {}

  /** Who signed; the member is there once the certificate was found to be approved. */
  public record Signer(
      X509Certificate certificate, Optional<MemberId> member, Instant claimedTime, boolean batch) {}

  /** When the signature existed at the latest, and who says so. */
  public record Timestamp(Instant time, String authority, BigInteger serialNumber, boolean batch) {}

  /** All that can be said in one word. */
  public enum Verdict {
    VALID,
    INVALID,
    /** Nothing failed, yet something decisive could not be checked: trust is missing. */
    UNDECIDED
  }

  public Verdict verdict() {
    Set<Check> passed = EnumSet.noneOf(Check.class);
    for (Finding finding : findings) {
      switch (finding.outcome()) {
        case FAIL -> {
          return Verdict.INVALID;
        }
        case PASS -> passed.add(finding.check());
        case NOT_CHECKED -> {}
      }
    }
    for (Check check : Check.values()) {
      if (check.decides() && !passed.contains(check)) {
        return Verdict.UNDECIDED;
      }
    }
    return Verdict.VALID;
  }

  public boolean valid() {
    return verdict() == Verdict.VALID;
  }
}
