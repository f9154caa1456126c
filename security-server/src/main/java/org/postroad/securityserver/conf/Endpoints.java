// SPDX-License-Identifier: MIT
package org.postroad.securityserver.conf;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.postroad.securityserver.conf.ServiceDescription.Endpoint;

/**
 * The endpoints that are known of a service (D15).
 *
 * @param generated those that its description has; nobody edits them
 * @param added by hand, and none of the generated ones
 */
public record Endpoints(List<Endpoint> generated, List<Endpoint> added) {
  public static final Endpoints NONE = new Endpoints(List.of(), List.of());

  public Endpoints {
    generated = generated.stream().distinct().toList();
    Set<Endpoint> known = Set.copyOf(generated);
    added = added.stream().distinct().filter(each -> !known.contains(each)).toList();
  }

  public static Endpoints generated(List<Endpoint> endpoints) {
    return new Endpoints(endpoints, List.of());
  }

  /** Generated ones first. */
  public List<Endpoint> all() {
    return Stream.concat(generated.stream(), added.stream()).toList();
  }

  /** As another version of the description has them; one added by hand stays unless it is there. */
  public Endpoints regenerated(List<Endpoint> next) {
    return new Endpoints(next, added);
  }

  public Endpoints withAdded(List<Endpoint> next) {
    return new Endpoints(generated, next);
  }
}
