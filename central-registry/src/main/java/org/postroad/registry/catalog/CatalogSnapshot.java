// SPDX-License-Identifier: MIT

package org.postroad.registry.catalog;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.postroad.protocol.catalog.CatalogedService;
import org.postroad.protocol.catalog.ServiceCatalog;
import org.postroad.protocol.identifier.ServiceId;
import org.postroad.registry.catalog.Sighting.Appeared;
import org.postroad.registry.catalog.Sighting.Changed;
import org.postroad.registry.catalog.Sighting.Removed;

/**
 * Every service ever seen, at one moment.
 *
 * @param last how many sightings there had been
 */
public record CatalogSnapshot(long last, Map<ServiceId, ServiceHistory> services) {
  public static final CatalogSnapshot EMPTY = new CatalogSnapshot(0, Map.of());

  public CatalogSnapshot {
    services = Collections.unmodifiableMap(services);
  }

  public Optional<ServiceHistory> service(ServiceId id) {
    return Optional.ofNullable(services.get(id));
  }

  CatalogSnapshot and(Collection<Sighting> next) {
    var more = new LinkedHashMap<>(services);
    for (Sighting sighting : next) {
      more.merge(
          sighting.service(),
          new ServiceHistory(sighting.service(), List.of(sighting)),
          (known, _) -> known.and(sighting));
    }
    return new CatalogSnapshot(last + next.size(), more);
  }

  /** What a listing shows that was not known, seen at a whole second. */
  List<Sighting> news(Listing listing, Instant now) {
    Instant time = now.truncatedTo(ChronoUnit.SECONDS);
    var news = new ArrayList<Sighting>();
    for (ServiceHistory known : services.values()) {
      boolean gone =
          known.id().owner().equals(listing.client())
              && known.isOffered()
              && listing.complete().contains(known.latest().type())
              && !listing.services().containsKey(known.id());
      if (gone) {
        news.add(new Removed(known.id(), time));
      }
    }
    listing
        .services()
        .forEach((id, facts) -> {
          Optional<ServiceFacts> before =
              service(id).filter(ServiceHistory::isOffered).map(ServiceHistory::latest);
          ServiceFacts offered = before.map(known -> keeping(known, facts)).orElse(facts);
          if (before.isEmpty()) {
            news.add(new Appeared(id, time, offered));
          } else if (!before.get().saysTheSameAs(offered)) {
            news.add(new Changed(id, time, offered));
          }
        });
    return news;
  }

  /** A description that cannot be fetched this time is still the one there was. */
  private static ServiceFacts keeping(ServiceFacts known, ServiceFacts found) {
    boolean lost =
        found.description().isEmpty()
            && known.description().isPresent()
            && known.type() == found.type();
    return lost ? known : found;
  }

  /** What is offered now, to be published. */
  public ServiceCatalog published(String instance) {
    var offered = new ArrayList<CatalogedService>();
    for (ServiceHistory service : services.values()) {
      boolean own = service.id().owner().instance().equals(instance);
      service
          .current()
          .filter(_ -> own)
          .ifPresent(version ->
              offered.add(
                  new CatalogedService(
                      service.id(),
                      version.facts().type(),
                      version.facts().title(),
                      version.from(),
                      version.facts().description().map(Description::digest))));
    }
    return new ServiceCatalog(instance, offered);
  }
}
