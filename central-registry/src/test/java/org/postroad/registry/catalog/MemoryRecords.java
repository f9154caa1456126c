// SPDX-License-Identifier: MIT

package org.postroad.registry.catalog;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.postroad.protocol.algorithm.Digest;

/** Records of a catalogue that live as long as a test. */
final class MemoryRecords implements CatalogRecords {
  final List<Sighting> sightings = new ArrayList<>();
  final Map<Digest, byte[]> documents = new HashMap<>();

  @Override
  public List<Sighting> sightingsAfter(long last) {
    return List.copyOf(sightings.subList((int) last, sightings.size()));
  }

  @Override
  public boolean append(long last, List<Sighting> more, Map<Digest, byte[]> named) {
    if (sightings.size() != last) {
      return false;
    }
    sightings.addAll(more);
    named.forEach(documents::putIfAbsent);
    return true;
  }

  @Override
  public Optional<byte[]> document(Digest sha256) {
    return Optional.ofNullable(documents.get(sha256));
  }
}
