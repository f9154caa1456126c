// SPDX-License-Identifier: MIT
package org.postroad.securityserver.exchange;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.postroad.protocol.certificate.Trust;
import org.postroad.protocol.signature.SignatureVerifier;

/**
 * The verifier for the trust of the current global configuration, kept as long as that is current:
 * it remembers what it has verified, so that a batch is verified once.
 */
public final class CurrentVerifier {

  private record Known(Trust trust, SignatureVerifier verifier) {}

  private final AtomicReference<Optional<Known>> known = new AtomicReference<>(Optional.empty());

  public SignatureVerifier of(Trust trust) {
    return known
        .updateAndGet(last ->
            last.filter(each -> each.trust().equals(trust)).isPresent()
                ? last
                : Optional.of(new Known(trust, new SignatureVerifier(trust))))
        .orElseThrow()
        .verifier();
  }
}
