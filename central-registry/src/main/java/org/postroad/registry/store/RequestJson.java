// SPDX-License-Identifier: MIT

package org.postroad.registry.store;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import org.postroad.protocol.management.ManagementRequest;
import tools.jackson.databind.jsontype.NamedType;

/**
 * How a management request stands in a change: with the code of its service in front, {@code
 * {"service":"clientDeletion","server":"DEV/GOV/1/SS1","client":"DEV/GOV/1/People"}}.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "service")
final class RequestJson {
  private RequestJson() {}

  /** The closed table of codes, so that stored text never chooses a class by itself. */
  static NamedType[] services() {
    return new NamedType[] {
      new NamedType(ManagementRequest.AuthCertReg.class, "authCertReg"),
      new NamedType(ManagementRequest.AuthCertDeletion.class, "authCertDeletion"),
      new NamedType(ManagementRequest.ClientReg.class, "clientReg"),
      new NamedType(ManagementRequest.ClientDeletion.class, "clientDeletion"),
      new NamedType(ManagementRequest.ClientDisable.class, "clientDisable"),
      new NamedType(ManagementRequest.ClientEnable.class, "clientEnable"),
      new NamedType(ManagementRequest.ClientRename.class, "clientRename"),
      new NamedType(ManagementRequest.OwnerChange.class, "ownerChange"),
      new NamedType(ManagementRequest.AddressChange.class, "addressChange"),
      new NamedType(ManagementRequest.MaintenanceModeEnable.class, "maintenanceModeEnable"),
      new NamedType(ManagementRequest.MaintenanceModeDisable.class, "maintenanceModeDisable")
    };
  }
}
