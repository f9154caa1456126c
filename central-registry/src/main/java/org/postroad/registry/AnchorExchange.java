// SPDX-License-Identifier: MIT

package org.postroad.registry;

import java.time.Clock;
import java.util.Optional;
import java.util.function.Supplier;
import org.postroad.protocol.fault.Fault;
import org.postroad.protocol.fault.FaultCode;
import org.postroad.protocol.globalconf.AnchorCheck;
import org.postroad.protocol.globalconf.ConfigurationAnchor;
import org.postroad.registry.publication.Anchors;
import org.postroad.registry.publication.ConfigurationSource;
import org.postroad.registry.publication.PublicationSettings;
import org.postroad.registry.store.Change;
import org.postroad.registry.trust.TrustCommand.TrustInstance;

/** The anchors this registry gives to others, and those of other instances that it follows. */
record AnchorExchange(
    AcceptChange acceptChange, Supplier<PublicationSettings> settings, Clock clock) {

  ConfigurationAnchor own(ConfigurationSource source) {
    return Anchors.of(acceptChange.snapshot(), source, settings.get(), clock.instant());
  }

  /** Judges an anchor file and follows its instance if nothing is wrong with it (A10). */
  AnchorCheck.Result trust(byte[] anchorFile, AnchorCheck.Fetch fetch, Author author) {
    AnchorCheck.Result result =
        new AnchorCheck(AnchorCheck.Use.EXTERNAL, fetch, clock.instant())
            .judge(anchorFile, Optional.empty());
    if (result.isGood() && result.anchor().isPresent()) {
      follow(new TrustInstance(result.anchor().get()), author);
    }
    return result;
  }

  void follow(TrustInstance partner, Author author) {
    requireFederation(partner.anchor().instance());
    acceptChange.apply(new Change.OfTrust(partner), author);
  }

  private void requireFederation(String partner) {
    if (!settings.get().federated()) {
      throw new Fault(FaultCode.INVALID_REQUEST, "This registry trusts no other instances");
    }
    if (partner.equals(acceptChange.snapshot().membership().instance())) {
      throw new Fault(
          FaultCode.INVALID_REQUEST, "The anchor is of this instance, " + partner + ", itself");
    }
  }
}
