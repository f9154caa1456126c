// SPDX-License-Identifier: MIT
package org.postroad.securityserver.witness;

import java.time.Instant;
import java.util.Optional;

/**
 * How this server stands with one witness.
 *
 * @param cosignedSize of the newest checkpoint that it cosigned since the start
 * @param cosignedAt when that was
 * @param failingSince of the first failure since it cosigned, nothing while none was
 * @param problem what went wrong last, empty if nothing did since
 */
public record WitnessStatus(
    String name,
    String url,
    long cosignedSize,
    Optional<Instant> cosignedAt,
    Optional<Instant> failingSince,
    String problem) {}
