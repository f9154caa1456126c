// SPDX-License-Identifier: MIT

package org.postroad.registry.catalog;

import java.time.Instant;
import java.util.Optional;

/**
 * A service while it did not change.
 *
 * @param number from 1 on
 * @param until when it changed or was removed; none for what is offered now
 */
public record ServiceVersion(
    int number, Instant from, Optional<Instant> until, ServiceFacts facts) {}
