// SPDX-License-Identifier: MIT

package org.postroad.registry.catalog;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * How collecting went for one client since this node started.
 *
 * @param succeeded when everything was collected last
 * @param failed when something was missing last
 * @param problems of that time; none since a success
 */
public record CollectionStatus(
    Optional<Instant> succeeded, Optional<Instant> failed, List<String> problems) {
  static final CollectionStatus NONE =
      new CollectionStatus(Optional.empty(), Optional.empty(), List.of());

  public CollectionStatus {
    problems = List.copyOf(problems);
  }

  CollectionStatus after(Instant time, List<String> newProblems) {
    return newProblems.isEmpty()
        ? new CollectionStatus(Optional.of(time), failed, List.of())
        : new CollectionStatus(succeeded, Optional.of(time), newProblems);
  }
}
