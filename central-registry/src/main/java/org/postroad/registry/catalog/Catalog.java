// SPDX-License-Identifier: MIT

package org.postroad.registry.catalog;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.time.Clock;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;
import org.postroad.protocol.algorithm.Digest;
import org.postroad.protocol.algorithm.DigestAlgorithm;
import org.postroad.protocol.identifier.ClientId;

/**
 * The service catalogue: what collecting finds goes in, snapshots come out. Readers never wait; who
 * adds takes turns, and yields to another node that was faster.
 */
public final class Catalog {
  private final CatalogRecords records;
  private final Clock clock;
  private final ReentrantLock line = new ReentrantLock();

  private volatile CatalogSnapshot snapshot = CatalogSnapshot.EMPTY;

  public Catalog(CatalogRecords records, Clock clock) {
    this.records = records;
    this.clock = clock;
    refresh();
  }

  /** Takes over what other nodes have added. */
  public void refresh() {
    line.lock();
    try {
      readOn();
    } finally {
      line.unlock();
    }
  }

  /**
   * Takes over what a listing shows.
   *
   * @return what was not known
   */
  public List<Sighting> take(Listing listing) {
    line.lock();
    try {
      while (true) {
        List<Sighting> news = snapshot.news(listing, clock.instant());
        if (news.isEmpty()) {
          return news;
        }
        if (records.append(snapshot.last(), news, documents(news, listing))) {
          snapshot = snapshot.and(news);
          return news;
        }
        readOn();
      }
    } finally {
      line.unlock();
    }
  }

  /** Ends the services of whoever is not among these clients any more. */
  public List<Sighting> keepOnly(Collection<ClientId> clients) {
    Set<ClientId> present = new HashSet<>(clients);
    Set<ClientId> gone =
        snapshot.services().values().stream()
            .filter(ServiceHistory::isOffered)
            .map(service -> service.id().owner())
            .filter(owner -> !present.contains(owner))
            .collect(Collectors.toCollection(LinkedHashSet::new));
    return gone.stream().map(Listing::gone).flatMap(listing -> take(listing).stream()).toList();
  }

  /** All that is known now. */
  public CatalogSnapshot snapshot() {
    return snapshot;
  }

  /** The bytes of a description, which are those of the digest or none. */
  public Optional<byte[]> document(Digest sha256) {
    return records
        .document(sha256)
        .filter(bytes -> DigestAlgorithm.SHA256.digest(bytes).equals(sha256));
  }

  @GuardedBy("line")
  private void readOn() {
    List<Sighting> more = records.sightingsAfter(snapshot.last());
    if (!more.isEmpty()) {
      snapshot = snapshot.and(more);
    }
  }

  /** Only what is new and named: an unchanged description is kept once, as it came first. */
  private static Map<Digest, byte[]> documents(List<Sighting> news, Listing listing) {
    Set<Digest> named =
        news.stream()
            .map(sighting -> listing.services().get(sighting.service()))
            .flatMap(facts -> Optional.ofNullable(facts).stream())
            .flatMap(facts -> facts.description().stream())
            .map(Description::digest)
            .collect(Collectors.toSet());
    return listing.documents().entrySet().stream()
        .filter(document -> named.contains(document.getKey()))
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }
}
