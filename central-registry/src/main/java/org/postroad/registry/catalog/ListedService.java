// SPDX-License-Identifier: MIT

package org.postroad.registry.catalog;

import java.util.List;
import org.postroad.protocol.catalog.ServiceType;
import org.postroad.protocol.identifier.ServiceId;

/** A service in the list of its client, with the endpoints that a REST service is listed with. */
record ListedService(ServiceId id, ServiceType type, List<Operation> endpoints) {
  ListedService {
    endpoints = List.copyOf(endpoints);
  }
}
