// SPDX-License-Identifier: MIT

package org.postroad.registry;

import org.postroad.registry.membership.Membership;
import org.postroad.registry.publication.ConfigurationSource;
import org.postroad.registry.publication.RegistrySnapshot;
import org.postroad.registry.publication.SigningKeys;
import org.postroad.registry.store.Change;
import org.postroad.registry.trust.ApprovedServices;

/** What replaying the journal gives. Not thread-safe: the registry takes turns. */
record RegistryState(Membership membership, ApprovedServices services, SigningKeys signingKeys) {

  static RegistryState empty(String instance) {
    return new RegistryState(new Membership(instance), new ApprovedServices(), new SigningKeys());
  }

  void check(Change change) {
    switch (change) {
      case Change.OfMembership c -> membership.check(c.command());
      case Change.OfTrust c -> services.check(c.command());
      case Change.OfSigningKeys c -> signingKeys.check(c.command());
    }
  }

  /** Carries out what was checked or stands in the journal. */
  void apply(Change change) {
    switch (change) {
      case Change.OfMembership c -> membership.carryOut(c.command());
      case Change.OfTrust c -> services.apply(c.command());
      case Change.OfSigningKeys c -> signingKeys.apply(c.command());
    }
  }

  RegistrySnapshot snapshot() {
    return new RegistrySnapshot(
        membership.snapshot(),
        services.snapshot(),
        signingKeys.snapshot(ConfigurationSource.INTERNAL),
        signingKeys.snapshot(ConfigurationSource.EXTERNAL));
  }
}
