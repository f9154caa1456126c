// SPDX-License-Identifier: MIT

package org.postroad.protocol.globalconf;

import java.time.Instant;
import java.util.Optional;

/** The shared parameters of one instance and how long they may be used; absent means for ever. */
public record InstanceParameters(SharedParameters parameters, Optional<Instant> expires) {
  boolean isValidAt(Instant time) {
    return expires.map(end -> !time.isAfter(end)).orElse(true);
  }
}
