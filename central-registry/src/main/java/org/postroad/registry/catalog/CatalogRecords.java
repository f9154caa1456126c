// SPDX-License-Identifier: MIT

package org.postroad.registry.catalog;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.postroad.protocol.algorithm.Digest;

/**
 * Where sightings and descriptions are kept. Several nodes of a registry can share one; what one
 * adds the others read.
 */
public interface CatalogRecords {
  /** The sightings behind the first so many, in their order. */
  List<Sighting> sightingsAfter(long last);

  /**
   * Adds sightings and the documents they name, all or nothing; on disk when this returns.
   *
   * @param last how many sightings the caller has seen
   * @param documents by their digest; one that is there already stays
   * @return false, and nothing is added, if there are more sightings than the caller has seen
   */
  boolean append(long last, List<Sighting> sightings, Map<Digest, byte[]> documents);

  /** The description with this digest. */
  Optional<byte[]> document(Digest sha256);
}
