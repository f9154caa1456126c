// SPDX-License-Identifier: MIT

package org.postroad.registry;

import java.time.Instant;
import org.postroad.protocol.administration.ApiTokens;
import org.postroad.registry.catalog.CertificateLedger;
import org.postroad.registry.history.RegistryView;
import org.postroad.registry.membership.Membership;
import org.postroad.registry.publication.OptionalParts;
import org.postroad.registry.publication.RegistryNodes;
import org.postroad.registry.publication.RegistrySnapshot;
import org.postroad.registry.publication.SigningKeys;
import org.postroad.registry.store.Change;
import org.postroad.registry.trust.ApprovedServices;

/** What replaying the journal gives. Not thread-safe: the registry takes turns. */
record RegistryState(
    Membership membership,
    ApprovedServices services,
    SigningKeys signingKeys,
    RegistryNodes nodes,
    OptionalParts parts,
    ApiTokens tokens,
    CertificateLedger certificates) {

  static RegistryState empty(String instance) {
    return new RegistryState(
        new Membership(instance),
        new ApprovedServices(),
        new SigningKeys(),
        new RegistryNodes(),
        new OptionalParts(),
        new ApiTokens(),
        new CertificateLedger());
  }

  void check(Change change) {
    switch (change) {
      case Change.OfMembership c -> membership.check(c.command());
      case Change.OfTrust c -> services.check(c.command());
      case Change.OfSigningKeys c -> signingKeys.check(c.command());
      case Change.OfNodes c -> nodes.check(c.command());
      case Change.OfParts c -> parts.check(c.command());
      case Change.OfAccess c -> tokens.check(c.command());
      case Change.OfCertificates c -> certificates.check(c.command());
    }
  }

  /** Carries out what was checked or stands in the journal, accepted at that time. */
  void apply(Change change, Instant time) {
    switch (change) {
      case Change.OfMembership c -> {
        membership.carryOut(c.command());
        certificates.registered(membership.servers(), time);
      }
      case Change.OfTrust c -> services.apply(c.command());
      case Change.OfSigningKeys c -> signingKeys.apply(c.command());
      case Change.OfNodes c -> nodes.apply(c.command());
      case Change.OfParts c -> parts.apply(c.command());
      case Change.OfAccess c -> tokens.apply(c.command());
      case Change.OfCertificates c -> certificates.apply(c.command(), time);
    }
  }

  RegistryView view() {
    return new RegistryView(snapshot(), membership.requests(), tokens.snapshot());
  }

  RegistrySnapshot snapshot() {
    return new RegistrySnapshot(
        membership.snapshot(), services.snapshot(), nodes.snapshot(signingKeys), parts.snapshot());
  }
}
