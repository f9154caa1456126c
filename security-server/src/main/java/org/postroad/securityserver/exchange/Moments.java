// SPDX-License-Identifier: MIT
package org.postroad.securityserver.exchange;

import java.time.Instant;
import java.util.Optional;

/**
 * When what happened in one exchange, at this server; what it did not come to is missing.
 *
 * @param requestIn the request began to come
 * @param requestOut it began to leave for the other server or for the service
 * @param responseIn the response was there
 * @param responseOut it began to leave
 * @param end nothing is left to be done
 */
public record Moments(
    Instant requestIn,
    Optional<Instant> requestOut,
    Optional<Instant> responseIn,
    Optional<Instant> responseOut,
    Instant end) {}
