// SPDX-License-Identifier: MIT
package org.postroad.securityserver.signer;

import java.time.Instant;
import java.util.Optional;

/**
 * What is known of the automatic renewal of a certificate (C61).
 *
 * @param next when it is to be renewed
 * @param renewedBy the SHA-256 of the certificate that takes its place
 * @param error why the last try failed
 * @param activationError why the certificate, itself a renewed one, could not be put into use
 */
public record RenewalNote(
    Optional<Instant> next,
    Optional<String> renewedBy,
    Optional<String> error,
    Optional<String> activationError) {

  public static final RenewalNote NONE =
      new RenewalNote(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

  public RenewalNote withNext(Instant time) {
    return new RenewalNote(Optional.of(time), renewedBy, error, activationError);
  }

  public RenewalNote withRenewedBy(String certificate) {
    return new RenewalNote(
        Optional.empty(), Optional.of(certificate), Optional.empty(), activationError);
  }

  public RenewalNote withError(Optional<String> text) {
    return new RenewalNote(next, renewedBy, text, activationError);
  }

  public RenewalNote withActivationError(Optional<String> text) {
    return new RenewalNote(next, renewedBy, error, text);
  }
}
