// SPDX-License-Identifier: MIT
package org.postroad.securityserver.api;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.postroad.protocol.administration.CertificateView;
import org.postroad.protocol.administration.Encoded;
import org.postroad.protocol.certificate.KeyUse;
import org.postroad.securityserver.conf.CertificateStatus;
import org.postroad.securityserver.keys.CertificateState;

/**
 * A certificate of a key.
 *
 * @param ownerId the member it is of; empty where no approved authority says so
 * @param renewedCertHash of the certificate that is to take its place
 */
record TokenCertificate(
    OcspStatus ocspStatus,
    String ownerId,
    boolean active,
    boolean savedToConfiguration,
    CertificateView certificateDetails,
    CertificateStatus status,
    List<PossibleAction> possibleActions,
    Optional<Instant> nextAutomaticRenewalTime,
    Optional<String> renewedCertHash,
    Optional<String> renewalError,
    Optional<String> ocspVerifyBeforeActivationError) {

  /** What is known of its being good. */
  enum OcspStatus {
    DISABLED,
    EXPIRED,
    OCSP_RESPONSE_UNKNOWN,
    OCSP_RESPONSE_GOOD,
    OCSP_RESPONSE_SUSPENDED,
    OCSP_RESPONSE_REVOKED;

    static OcspStatus of(CertificateState.Ocsp known) {
      return switch (known) {
        case DISABLED -> DISABLED;
        case EXPIRED -> EXPIRED;
        case GOOD -> OCSP_RESPONSE_GOOD;
        case UNKNOWN -> OCSP_RESPONSE_UNKNOWN;
      };
    }
  }

  static TokenCertificate of(CertificateState state, AdministeredKeys server) {
    return of(state, true, PossibleAction.of(state, server.readOnly()), server);
  }

  /** One that stands on a device and was not imported. */
  static TokenCertificate onDevice(CertificateState state, AdministeredKeys server) {
    return of(state, false, PossibleAction.ofOnDevice(server.readOnly()), server);
  }

  private static TokenCertificate of(
      CertificateState state,
      boolean saved,
      List<PossibleAction> possible,
      AdministeredKeys server) {
    return new TokenCertificate(
        OcspStatus.of(state.ocsp()),
        state.use() == KeyUse.AUTHENTICATION
            ? Encoded.of(server.owner())
            : state.member().map(Encoded::of).orElse(""),
        state.active(),
        saved,
        CertificateView.bySha256(state.certificate()),
        state.status(),
        possible,
        state.renewal().next(),
        state.renewal().renewedBy().map(hash -> hash.toUpperCase(Locale.ROOT)),
        state.renewal().error(),
        state.renewal().activationError());
  }
}
