// SPDX-License-Identifier: MIT

package org.postroad.registry.trust;

import org.postroad.protocol.globalconf.CertificationService;
import org.postroad.protocol.globalconf.ConfigurationAnchor;
import org.postroad.protocol.globalconf.SharedParameters.TimestampingService;

/**
 * Everything that can be done to the approved trust services. Accepted commands are kept for ever
 * and replayed in order, so a record once released keeps its meaning.
 */
public sealed interface TrustCommand {

  /** Approves a certification service with its authorities and OCSP responders (C51). */
  record ApproveCertificationService(CertificationService service) implements TrustCommand {}

  /** Changes a service of that name; its top authority stays the same. */
  record ChangeCertificationService(CertificationService service) implements TrustCommand {}

  record WithdrawCertificationService(String name) implements TrustCommand {}

  /** Approves a time-stamping service (C50). */
  record ApproveTimestampingService(TimestampingService service) implements TrustCommand {}

  /** Changes a service of that name. */
  record ChangeTimestampingService(TimestampingService service) implements TrustCommand {}

  record WithdrawTimestampingService(String name) implements TrustCommand {}

  /** Follows another instance from its anchor, which was checked before (A10, A72). */
  record TrustInstance(ConfigurationAnchor anchor) implements TrustCommand {}

  record DistrustInstance(String instance) implements TrustCommand {}
}
