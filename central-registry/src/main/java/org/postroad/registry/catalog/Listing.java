// SPDX-License-Identifier: MIT

package org.postroad.registry.catalog;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.postroad.protocol.algorithm.Digest;
import org.postroad.protocol.catalog.ServiceType;
import org.postroad.protocol.identifier.ClientId;
import org.postroad.protocol.identifier.ServiceId;

/**
 * What a client was found to offer.
 *
 * @param complete the types of which {@code services} has all there are; a service of one of them
 *     that is missing is offered no longer
 * @param documents the bytes of descriptions by their digest
 */
public record Listing(
    ClientId client,
    Set<ServiceType> complete,
    Map<ServiceId, ServiceFacts> services,
    Map<Digest, byte[]> documents) {

  public Listing {
    complete = Set.copyOf(complete);
    services = Collections.unmodifiableMap(new LinkedHashMap<>(services));
    documents = Map.copyOf(documents);
  }

  /** Of a client that is there no longer. */
  static Listing gone(ClientId client) {
    return new Listing(client, Set.of(ServiceType.values()), Map.of(), Map.of());
  }
}
