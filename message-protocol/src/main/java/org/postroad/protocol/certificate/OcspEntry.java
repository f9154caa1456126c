// SPDX-License-Identifier: MIT

package org.postroad.protocol.certificate;

import java.time.Instant;
import java.util.Date;
import java.util.Optional;
import org.bouncycastle.asn1.ocsp.CertID;
import org.bouncycastle.cert.ocsp.CertificateStatus;
import org.bouncycastle.cert.ocsp.RevokedStatus;
import org.bouncycastle.cert.ocsp.SingleResp;
import org.jspecify.annotations.Nullable;
import org.postroad.protocol.fault.Fault;
import org.postroad.protocol.fault.FaultCode;

/**
 * What an OCSP response says of one certificate.
 *
 * @param notGood empty for good, else the status in words
 */
record OcspEntry(
    CertID certificate,
    Optional<String> notGood,
    Instant thisUpdate,
    Optional<Instant> nextUpdate,
    boolean hasCriticalExtension) {

  static OcspEntry of(SingleResp entry) {
    @Nullable Date nextUpdate = entry.getNextUpdate();
    return new OcspEntry(
        entry.getCertID().toASN1Primitive(),
        notGood(entry.getCertStatus()),
        entry.getThisUpdate().toInstant(),
        nextUpdate == null ? Optional.empty() : Optional.of(nextUpdate.toInstant()),
        !entry.getCriticalExtensionOIDs().isEmpty());
  }

  /** Fresh at the instant, not from the future, not past {@code nextUpdate} (D-050, D-051). */
  void checkTimes(Trust trust, Instant at) {
    if (thisUpdate.isBefore(at.minus(trust.ocspFreshness()))) {
      throw refusal("OCSP response is too old (thisUpdate: " + thisUpdate + ")");
    }
    if (thisUpdate.isAfter(at.plus(OcspResponse.MAX_SKEW))) {
      throw refusal(
          "OCSP response is from the future (thisUpdate: " + thisUpdate + ", atDate: " + at + ")");
    }
    if (trust.verifyNextUpdate() && nextUpdate.filter(next -> next.isBefore(at)).isPresent()) {
      throw refusal(
          "OCSP nextUpdate is too old, atDate: " + at + " nextUpdate: " + nextUpdate.orElseThrow());
    }
  }

  /** When {@link #checkTimes} refuses nothing. */
  Window window(Trust trust) {
    var fresh =
        new Window(thisUpdate.minus(OcspResponse.MAX_SKEW), thisUpdate.plus(trust.ocspFreshness()));
    return trust.verifyNextUpdate()
        ? fresh.and(new Window(Instant.MIN, nextUpdate.orElse(Instant.MAX)))
        : fresh;
  }

  void checkGood() {
    notGood.ifPresent(status -> {
      throw new Fault(
          FaultCode.CERT_VALIDATION, "OCSP response indicates certificate status is " + status);
    });
  }

  private static Optional<String> notGood(@Nullable CertificateStatus status) {
    return switch (status) {
      case null -> Optional.empty();
      case RevokedStatus revoked ->
          Optional.of("REVOKED (date: " + revoked.getRevocationTime().toInstant() + ")");
      default -> Optional.of("UNKNOWN");
    };
  }

  private static Fault refusal(String text) {
    return new Fault(FaultCode.INCORRECT_VALIDATION_INFO, text);
  }
}
