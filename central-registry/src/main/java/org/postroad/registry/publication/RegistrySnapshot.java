// SPDX-License-Identifier: MIT

package org.postroad.registry.publication;

import org.postroad.registry.membership.MembershipSnapshot;
import org.postroad.registry.publication.SigningKeys.SourceKeys;
import org.postroad.registry.trust.ApprovedServices;

/** All that a registry publishes, at one moment. */
public record RegistrySnapshot(
    MembershipSnapshot membership,
    ApprovedServices.Snapshot services,
    SourceKeys internal,
    SourceKeys external) {

  /** The keys of one of the two directories. */
  public SourceKeys keys(ConfigurationSource source) {
    return switch (source) {
      case INTERNAL -> internal;
      case EXTERNAL -> external;
    };
  }
}
