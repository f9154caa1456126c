// SPDX-License-Identifier: MIT

package org.postroad.registry.catalog;

import java.util.List;
import java.util.Optional;
import org.postroad.protocol.algorithm.Digest;
import org.postroad.protocol.catalog.ServiceType;

/**
 * What is known of a service at one time.
 *
 * @param description none for a REST service without one, and for one whose description could not
 *     be fetched yet
 */
public record ServiceFacts(
    ServiceType type,
    Optional<String> title,
    List<Operation> operations,
    Optional<Description> description) {

  public ServiceFacts {
    title = title.map(Operation::shown).filter(text -> !text.isEmpty());
    operations = List.copyOf(operations);
  }

  /** Whether nothing changed that makes another version. */
  boolean saysTheSameAs(ServiceFacts other) {
    return type == other.type
        && title.equals(other.title)
        && operations.equals(other.operations)
        && meaning().equals(other.meaning());
  }

  private Optional<Digest> meaning() {
    return description.map(Description::meaning);
  }
}
