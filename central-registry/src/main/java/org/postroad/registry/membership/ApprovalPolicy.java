// SPDX-License-Identifier: MIT

package org.postroad.registry.membership;

import org.postroad.protocol.management.ManagementRequest;
import org.postroad.protocol.management.ManagementRequest.AddressChange;
import org.postroad.protocol.management.ManagementRequest.AuthCertDeletion;
import org.postroad.protocol.management.ManagementRequest.AuthCertReg;
import org.postroad.protocol.management.ManagementRequest.ClientDeletion;
import org.postroad.protocol.management.ManagementRequest.ClientDisable;
import org.postroad.protocol.management.ManagementRequest.ClientEnable;
import org.postroad.protocol.management.ManagementRequest.ClientReg;
import org.postroad.protocol.management.ManagementRequest.ClientRename;
import org.postroad.protocol.management.ManagementRequest.MaintenanceModeDisable;
import org.postroad.protocol.management.ManagementRequest.MaintenanceModeEnable;
import org.postroad.protocol.management.ManagementRequest.OwnerChange;

/**
 * Which requests of security servers are approved as they come (B52). Members have to be registered
 * before, and for a client its server too: otherwise people decide.
 */
public record ApprovalPolicy(boolean authCertReg, boolean clientReg, boolean ownerChange) {
  /** Every request is decided by people. */
  public static final ApprovalPolicy NONE = new ApprovalPolicy(false, false, false);

  /** Whether a request of a security server is approved without being looked at. */
  public boolean approves(ManagementRequest request, Membership membership) {
    return switch (request) {
      case AuthCertReg r -> authCertReg && membership.exists(r.server().owner());
      case ClientReg r ->
          clientReg
              && membership.exists(r.client().member())
              && membership.server(r.server()).isPresent();
      case OwnerChange r -> ownerChange && membership.exists(r.client());
      case AuthCertDeletion _,
          ClientDeletion _,
          ClientDisable _,
          ClientEnable _,
          ClientRename _,
          AddressChange _,
          MaintenanceModeEnable _,
          MaintenanceModeDisable _ ->
          false;
    };
  }
}
