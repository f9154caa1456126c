// SPDX-License-Identifier: MIT

package org.postroad.registry.catalog;

import java.time.Instant;
import org.postroad.protocol.identifier.ServiceId;

/**
 * What happened to a service, as the registry saw it. The catalogue is all sightings in their order
 * and nothing else; they are kept for ever.
 */
public sealed interface Sighting {
  ServiceId service();

  /** When it was seen, which is after it happened. */
  Instant time();

  /** Offered for the first time, or again. */
  record Appeared(ServiceId service, Instant time, ServiceFacts facts) implements Sighting {}

  /** Another version. */
  record Changed(ServiceId service, Instant time, ServiceFacts facts) implements Sighting {}

  /** Offered no longer. */
  record Removed(ServiceId service, Instant time) implements Sighting {}
}
