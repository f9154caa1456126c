// SPDX-License-Identifier: MIT
package org.postroad.securityserver.signer;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.postroad.protocol.certificate.KeyUse;

/**
 * What administrators said of tokens, keys and certificates, which neither a token nor a
 * certificate tells by itself.
 *
 * @param names of tokens and keys, by id
 * @param uses what keys were made for, by id
 * @param inactive the SHA-256 of certificates that are not to be used
 */
public record KeyNotes(
    Map<String, String> names,
    Map<String, KeyUse> uses,
    List<KeptRequest> requests,
    Set<String> inactive) {

  static final KeyNotes NONE = new KeyNotes(Map.of(), Map.of(), List.of(), Set.of());

  public KeyNotes {
    names = Map.copyOf(names);
    uses = Map.copyOf(uses);
    requests = List.copyOf(requests);
    inactive = Set.copyOf(inactive);
  }

  public KeyNotes withName(String id, String name) {
    return new KeyNotes(with(names, id, name), uses, requests, inactive);
  }

  public KeyNotes withUse(String key, KeyUse use) {
    return new KeyNotes(names, with(uses, key, use), requests, inactive);
  }

  public KeyNotes withRequest(KeptRequest request) {
    List<KeptRequest> next = new ArrayList<>(requests);
    next.add(request);
    return new KeyNotes(names, uses, next, inactive);
  }

  public KeyNotes withoutRequests(Predicate<KeptRequest> done) {
    return new KeyNotes(names, uses, requests.stream().filter(done.negate()).toList(), inactive);
  }

  public KeyNotes withActive(String certificate, boolean active) {
    Set<String> next = new HashSet<>(inactive);
    if (active) {
      next.remove(certificate);
    } else {
      next.add(certificate);
    }
    return new KeyNotes(names, uses, requests, next);
  }

  /** Nothing of a key is left, its requests included. */
  public KeyNotes withoutKey(String key) {
    Map<String, String> nextNames = new TreeMap<>(names);
    Map<String, KeyUse> nextUses = new TreeMap<>(uses);
    nextNames.remove(key);
    nextUses.remove(key);
    return new KeyNotes(nextNames, nextUses, requests, inactive)
        .withoutRequests(request -> request.key().equals(key));
  }

  private static <T> Map<String, T> with(Map<String, T> known, String id, T value) {
    Map<String, T> next = new TreeMap<>(known);
    next.put(id, value);
    return next;
  }
}
