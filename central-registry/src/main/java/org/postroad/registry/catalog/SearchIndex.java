// SPDX-License-Identifier: MIT

package org.postroad.registry.catalog;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
  private final TreeMap<String, Map<Integer, Integer>> places = new TreeMap<>();

  private SearchIndex(List<ServiceHistory> services) {
    this.services = services;
  }

  /**
   * @param ownerNames what members and subsystems are called
   */
  static SearchIndex of(CatalogSnapshot snapshot, Function<ClientId, String> ownerNames) {
    var offered = new ArrayList<ServiceHistory>();
    snapshot.services().values().stream().filter(ServiceHistory::isOffered).forEach(offered::add);
    var index = new SearchIndex(List.copyOf(offered));
    var owners = new HashMap<ClientId, Set<String>>();
    for (int i = 0; i < offered.size(); i++) {
      ServiceHistory service = offered.get(i);
      ServiceFacts facts = service.latest();
      ClientId owner = service.id().owner();
      index.add(i, CODE, Words.of(service.id().serviceCode()));
      index.add(i, TITLE, Words.of(facts.title().orElse("")));
      index.add(
          i, OWNER, owners.computeIfAbsent(owner, id -> Words.of(id + " " + ownerNames.apply(id))));
      for (Operation operation : facts.operations()) {
        index.add(i, OPERATION, Words.of(operation.name()));
        index.add(i, OPERATION, Words.of(operation.title().orElse("")));
      }
    }
    return index;
  }

  private void add(int service, int worth, Set<String> words) {
    for (String word : words) {
      places.computeIfAbsent(word, _ -> new HashMap<>()).merge(service, worth, Math::max);
    }
  }

  /** The best first; equal ones as they stand in the catalogue. */
  List<ServiceHistory> find(String query) {
    Set<String> words = Words.typed(query);
    Optional<int[]> total = Optional.empty();
    for (String word : words) {
      int[] worth = worth(word);
      total = Optional.of(total.map(sofar -> both(sofar, worth)).orElse(worth));
    }
    int[] ranks = total.orElse(new int[0]);
    var found = new ArrayList<Integer>();
    for (int i = 0; i < ranks.length; i++) {
      if (ranks[i] > 0) {
        found.add(i);
      }
    }
    found.sort((a, b) -> Integer.compare(ranks[b], ranks[a]));
    return found.stream().map(services::get).toList();
  }

  /** Of each service for one word. */
  private int[] worth(String word) {
    int[] worth = new int[services.size()];
    places
        .subMap(word, word + Character.MAX_VALUE)
        .forEach((indexed, found) -> {
          int factor = indexed.equals(word) ? 2 : 1;
          found.forEach(
              (service, value) -> worth[service] = Math.max(worth[service], factor * value));
        });
    return worth;
  }

  /** A service that lacks one of the words is not found. */
  private static int[] both(int[] some, int[] others) {
    int[] sum = new int[some.length];
    Arrays.setAll(sum, i -> some[i] == 0 || others[i] == 0 ? 0 : some[i] + others[i]);
    return sum;
  }
}
