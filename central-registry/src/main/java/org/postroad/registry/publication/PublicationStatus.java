// SPDX-License-Identifier: MIT

package org.postroad.registry.publication;

import java.time.Instant;
import java.util.Optional;

/**
 * How publishing goes: when it was tried last, and while it fails, since when and why (A116).
 *
 * @param failingSince the first of the failures without a success in between
 */
public record PublicationStatus(
    Optional<Instant> lastRun, Optional<Instant> failingSince, String problem) {
  static final PublicationStatus NONE =
      new PublicationStatus(Optional.empty(), Optional.empty(), "");

  public boolean isFailing() {
    return failingSince.isPresent();
  }

  PublicationStatus succeeded(Instant now) {
    return new PublicationStatus(Optional.of(now), Optional.empty(), "");
  }

  PublicationStatus failed(Instant now, RuntimeException failure) {
    return new PublicationStatus(
        Optional.of(now), failingSince.or(() -> Optional.of(now)), String.valueOf(failure));
  }
}
