// SPDX-License-Identifier: MIT
package org.postroad.securityserver.signer;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.postroad.protocol.certificate.KeyUse;

/**
 * What administrators said of tokens, keys and certificates, which neither a token nor a
 * certificate tells by itself.
 *
 * @param names of tokens and keys, by id
 * @param uses what keys were made for, by id
 * @param inactive the SHA-256 of certificates that are not to be used
 * @param renewals of certificates by their SHA-256
 * @param orders that an authority has not answered yet, each of one of the requests
 */
public record KeyNotes(
    Map<String, String> names,
    Map<String, KeyUse> uses,
    List<KeptRequest> requests,
    Set<String> inactive,
    Map<String, RenewalNote> renewals,
    List<KeptOrder> orders) {

  static final KeyNotes NONE =
      new KeyNotes(Map.of(), Map.of(), List.of(), Set.of(), Map.of(), List.of());

  public KeyNotes {
    names = Map.copyOf(names);
    uses = Map.copyOf(uses);
    requests = List.copyOf(requests);
    inactive = Set.copyOf(inactive);
    renewals = Map.copyOf(renewals);
    orders = List.copyOf(orders);
  }

  public KeyNotes withName(String id, String name) {
    return new KeyNotes(with(names, id, name), uses, requests, inactive, renewals, orders);
  }

  public KeyNotes withUse(String key, KeyUse use) {
    return new KeyNotes(names, with(uses, key, use), requests, inactive, renewals, orders);
  }

  public KeyNotes withRequest(KeptRequest request) {
    List<KeptRequest> next = new ArrayList<>(requests);
    next.add(request);
    return new KeyNotes(names, uses, next, inactive, renewals, orders);
  }

  public KeyNotes withoutRequests(Predicate<KeptRequest> done) {
    List<KeptRequest> left = requests.stream().filter(done.negate()).toList();
    return new KeyNotes(
        names,
        uses,
        left,
        inactive,
        renewals,
        orders.stream()
            .filter(order -> left.stream().anyMatch(each -> each.id().equals(order.request())))
            .toList());
  }

  public KeyNotes withActive(String certificate, boolean active) {
    Set<String> next = new HashSet<>(inactive);
    if (active) {
      next.remove(certificate);
    } else {
      next.add(certificate);
    }
    return new KeyNotes(names, uses, requests, next, renewals, orders);
  }

  /** What is known of the renewal of a certificate. */
  public RenewalNote renewal(String certificate) {
    return renewals.getOrDefault(certificate, RenewalNote.NONE);
  }

  public KeyNotes withRenewal(String certificate, UnaryOperator<RenewalNote> change) {
    Map<String, RenewalNote> next = new TreeMap<>(renewals);
    RenewalNote changed = change.apply(renewal(certificate));
    if (changed.equals(RenewalNote.NONE)) {
      next.remove(certificate);
    } else {
      next.put(certificate, changed);
    }
    return new KeyNotes(names, uses, requests, inactive, next, orders);
  }

  /** With an order in place of the one of the same request. */
  public KeyNotes withOrder(KeptOrder order) {
    List<KeptOrder> next = new ArrayList<>(withoutOrder(order.request()).orders());
    next.add(order);
    return new KeyNotes(names, uses, requests, inactive, renewals, next);
  }

  public KeyNotes withoutOrder(String request) {
    return new KeyNotes(
        names,
        uses,
        requests,
        inactive,
        renewals,
        orders.stream().filter(each -> !each.request().equals(request)).toList());
  }

  /** Nothing of a certificate is left. */
  KeyNotes withoutCertificate(String certificate) {
    return withActive(certificate, true).withRenewal(certificate, _ -> RenewalNote.NONE);
  }

  /** Nothing of a key is left, its requests included. */
  public KeyNotes withoutKey(String key) {
    Map<String, String> nextNames = new TreeMap<>(names);
    Map<String, KeyUse> nextUses = new TreeMap<>(uses);
    nextNames.remove(key);
    nextUses.remove(key);
    return new KeyNotes(nextNames, nextUses, requests, inactive, renewals, orders)
        .withoutRequests(request -> request.key().equals(key));
  }

  private static <T> Map<String, T> with(Map<String, T> known, String id, T value) {
    Map<String, T> next = new TreeMap<>(known);
    next.put(id, value);
    return next;
  }
}
