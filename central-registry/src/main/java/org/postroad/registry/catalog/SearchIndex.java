// SPDX-License-Identifier: MIT

package org.postroad.registry.catalog;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import org.postroad.protocol.identifier.ClientId;

/**
 * Finds services by words: each word of a query is the beginning of a word of the service, of its
 * code before its title, of these before its member and subsystem, of all before its operations. An
 * inverted index over what is offered now, made once and never changed.
 */
final class SearchIndex {
  /** What a word at one place is worth; twice as much when it is the whole word. */
  private static final int CODE = 16;

  private static final int TITLE = 8;
  private static final int OWNER = 4;
  private static final int OPERATION = 2;

  private final List<ServiceHistory> services;
  private final NavigableMap<String, Places> places;

  private SearchIndex(List<ServiceHistory> services, NavigableMap<String, Places> places) {
    this.services = services;
    this.places = places;
  }

  /** Where one word stands: positions of services, and what it is worth there. */
  private record Places(int[] services, int[] worth) {

    static Places of(Map<Integer, Integer> found) {
      var services = new int[found.size()];
      var worth = new int[found.size()];
      int i = 0;
      for (Map.Entry<Integer, Integer> place : found.entrySet()) {
        services[i] = place.getKey();
        worth[i] = place.getValue();
        i++;
      }
      return new Places(services, worth);
    }

    void addTo(int[] best, int factor) {
      for (int i = 0; i < services.length; i++) {
        best[services[i]] = Math.max(best[services[i]], factor * worth[i]);
      }
    }
  }

  /** What is found while the index is made. */
  private static final class Building {
    private final Map<String, Map<Integer, Integer>> places = new HashMap<>();

    void add(int service, int worth, Set<String> words) {
      for (String word : words) {
        places.computeIfAbsent(word, _ -> new HashMap<>()).merge(service, worth, Math::max);
      }
    }

    NavigableMap<String, Places> sorted() {
      var sorted = new TreeMap<String, Places>();
      places.forEach((word, found) -> sorted.put(word, Places.of(found)));
      return sorted;
    }
  }

  /**
   * @param ownerNames what members and subsystems are called
   */
  static SearchIndex of(CatalogSnapshot snapshot, Function<ClientId, String> ownerNames) {
    List<ServiceHistory> offered =
        snapshot.services().values().stream().filter(ServiceHistory::isOffered).toList();
    var building = new Building();
    var owners = new HashMap<ClientId, Set<String>>();
    for (int i = 0; i < offered.size(); i++) {
      ServiceHistory service = offered.get(i);
      ServiceFacts facts = service.latest();
      ClientId owner = service.id().owner();
      building.add(i, CODE, Words.of(service.id().serviceCode()));
      building.add(i, TITLE, Words.of(facts.title().orElse("")));
      building.add(
          i, OWNER, owners.computeIfAbsent(owner, id -> Words.of(id + " " + ownerNames.apply(id))));
      for (Operation operation : facts.operations()) {
        building.add(i, OPERATION, Words.of(operation.name()));
        building.add(i, OPERATION, Words.of(operation.title().orElse("")));
      }
    }
    return new SearchIndex(offered, building.sorted());
  }

  /** The best first; equal ones as they stand in the catalogue. */
  List<ServiceHistory> find(String query) {
    Optional<int[]> total = Optional.empty();
    for (String word : Words.typed(query)) {
      int[] worth = worth(word);
      total = Optional.of(total.map(sofar -> both(sofar, worth)).orElse(worth));
    }
    return total.map(this::bestFirst).orElse(List.of());
  }

  /** Of each service for one word. */
  private int[] worth(String word) {
    int[] worth = new int[services.size()];
    places
        .subMap(word, word + Character.MAX_VALUE)
        .forEach((indexed, found) -> found.addTo(worth, indexed.equals(word) ? 2 : 1));
    return worth;
  }

  /** A service that lacks one of the words is not found. */
  private static int[] both(int[] some, int[] others) {
    int[] sum = new int[some.length];
    Arrays.setAll(sum, i -> some[i] == 0 || others[i] == 0 ? 0 : some[i] + others[i]);
    return sum;
  }

  /** Ranks are few and small, so that services are counted into their places. */
  private List<ServiceHistory> bestFirst(int[] ranks) {
    int[] next = new int[Arrays.stream(ranks).max().orElse(0) + 1];
    for (int rank : ranks) {
      if (rank > 0) {
        next[rank - 1]++;
      }
    }
    for (int rank = next.length - 2; rank >= 0; rank--) {
      next[rank] += next[rank + 1];
    }
    var sorted = new ServiceHistory[next[0]];
    for (int i = 0; i < ranks.length; i++) {
      if (ranks[i] > 0) {
        sorted[next[ranks[i]]++] = services.get(i);
      }
    }
    return List.of(sorted);
  }
}
