// SPDX-License-Identifier: MIT
package org.postroad.securityserver.conf;

import org.postroad.protocol.identifier.ClientId;
import org.postroad.protocol.identifier.GlobalGroupId;
import org.postroad.protocol.identifier.LocalGroupId;

/**
 * Somebody may call an endpoint of a service (D11). Versions of a service share their rights
 * (A-028, D12), so there is no version here.
 */
public record AccessRight(
    Subject subject, String serviceCode, ServiceDescription.Endpoint endpoint) {

  /** Whom a right is given to (D10). */
  public sealed interface Subject {
    /** This client and no other: a member does not stand for its subsystems. */
    record OfClient(ClientId id) implements Subject {}

    record OfGlobalGroup(GlobalGroupId id) implements Subject {}

    /** A group of the client whose service it is. */
    record OfLocalGroup(LocalGroupId id) implements Subject {}
  }

  /** The right to the whole service. */
  public static AccessRight toService(Subject subject, String serviceCode) {
    return new AccessRight(subject, serviceCode, ServiceDescription.Endpoint.BASE);
  }
}
