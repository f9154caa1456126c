// SPDX-License-Identifier: MIT

package org.postroad.registry.store;

import org.postroad.protocol.administration.AccessCommand;
import org.postroad.registry.catalog.CertificateCommand;
import org.postroad.registry.membership.MembershipCommand;
import org.postroad.registry.publication.NodeCommand;
import org.postroad.registry.publication.PartCommand;
import org.postroad.registry.publication.SigningKeyCommand;
import org.postroad.registry.trust.TrustCommand;

/** A command of one of the rooms whose state the registry keeps. */
public sealed interface Change {
  record OfMembership(MembershipCommand command) implements Change {}

  record OfTrust(TrustCommand command) implements Change {}

  record OfSigningKeys(SigningKeyCommand command) implements Change {}

  record OfNodes(NodeCommand command) implements Change {}

  record OfParts(PartCommand command) implements Change {}

  record OfAccess(AccessCommand command) implements Change {}

  record OfCertificates(CertificateCommand command) implements Change {}
}
