// SPDX-License-Identifier: MIT

package org.postroad.registry.history;

import java.util.List;
import org.postroad.protocol.administration.ApiToken;
import org.postroad.registry.membership.RegisteredRequest;
import org.postroad.registry.publication.RegistrySnapshot;

/** All that a registry knows, at one moment. */
public record RegistryView(
    RegistrySnapshot snapshot, List<RegisteredRequest> requests, List<ApiToken> tokens) {
  public RegistryView {
    requests = List.copyOf(requests);
    tokens = List.copyOf(tokens);
  }

  /** Every record, in lists that hardly differ from one moment to the next. */
  List<List<?>> records() {
    var membership = snapshot.membership();
    return List.of(
        List.copyOf(membership.memberClasses().entrySet()),
        membership.members(),
        membership.servers(),
        membership.groups(),
        membership.managementServiceProvider().stream().toList(),
        snapshot.services().certification(),
        snapshot.services().timestamping(),
        snapshot.services().instances(),
        snapshot.nodes(),
        snapshot.parts(),
        requests,
        tokens);
  }
}
