// SPDX-License-Identifier: MIT

package org.postroad.protocol.catalog;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.postroad.protocol.algorithm.Digest;
import org.postroad.protocol.algorithm.DigestAlgorithm;
import org.postroad.protocol.identifier.ServiceId;

/**
 * A service as the signed catalogue names it.
 *
 * @param title as its description says it
 * @param since when this version of it was first seen, in whole seconds
 * @param description SHA-256 of the description's bytes, which are fetched by it; none for a
 *     service without one
 */
public record CatalogedService(
    ServiceId id,
    ServiceType type,
    Optional<String> title,
    Instant since,
    Optional<Digest> description) {

  public CatalogedService {
    if (!since.truncatedTo(ChronoUnit.SECONDS).equals(since)) {
      throw new IllegalArgumentException(since + " is no whole second");
    }
    description.ifPresent(digest -> {
      if (digest.algorithm() != DigestAlgorithm.SHA256) {
        throw new IllegalArgumentException(digest + ", expected one of SHA-256");
      }
    });
  }
}
