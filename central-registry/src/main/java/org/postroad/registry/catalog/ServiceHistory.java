// SPDX-License-Identifier: MIT

package org.postroad.registry.catalog;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.postroad.protocol.identifier.ServiceId;
import org.postroad.registry.catalog.Sighting.Appeared;
import org.postroad.registry.catalog.Sighting.Changed;
import org.postroad.registry.catalog.Sighting.Removed;

/** All sightings of one service, the oldest first. */
public record ServiceHistory(ServiceId id, List<Sighting> sightings) {

  public ServiceHistory {
    sightings = List.copyOf(sightings);
    if (sightings.isEmpty()) {
      throw new IllegalArgumentException(id + " was never seen");
    }
  }

  ServiceHistory and(Sighting next) {
    return new ServiceHistory(id, Stream.concat(sightings.stream(), Stream.of(next)).toList());
  }

  /** The versions there have been, the oldest first. */
  public List<ServiceVersion> versions() {
    var versions = new ArrayList<ServiceVersion>();
    for (int i = 0; i < sightings.size(); i++) {
      Optional<Instant> until =
          i + 1 < sightings.size()
              ? Optional.of(sightings.get(i + 1).time())
              : Optional.<Instant>empty();
      Sighting sighting = sightings.get(i);
      facts(sighting)
          .ifPresent(facts ->
              versions.add(new ServiceVersion(versions.size() + 1, sighting.time(), until, facts)));
    }
    return versions;
  }

  /** The version that is offered now, if any is. */
  public Optional<ServiceVersion> current() {
    return isOffered() ? Optional.of(versions().getLast()) : Optional.empty();
  }

  /** The facts of what is offered now, or was last. */
  public ServiceFacts latest() {
    return versions().getLast().facts();
  }

  public boolean isOffered() {
    return !(sightings.getLast() instanceof Removed);
  }

  private static Optional<ServiceFacts> facts(Sighting sighting) {
    return switch (sighting) {
      case Appeared appeared -> Optional.of(appeared.facts());
      case Changed changed -> Optional.of(changed.facts());
      case Removed _ -> Optional.empty();
    };
  }
}
