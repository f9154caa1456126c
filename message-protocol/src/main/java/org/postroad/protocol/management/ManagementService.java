// SPDX-License-Identifier: MIT

package org.postroad.protocol.management;

import java.util.Optional;

/** The services a registry offers to security servers, with their codes on the wire. */
public enum ManagementService {
  AUTH_CERT_REG("authCertReg"),
  AUTH_CERT_DELETION("authCertDeletion"),
  CLIENT_REG("clientReg"),
  CLIENT_DELETION("clientDeletion"),
  CLIENT_DISABLE("clientDisable"),
  CLIENT_ENABLE("clientEnable"),
  CLIENT_RENAME("clientRename"),
  OWNER_CHANGE("ownerChange"),
  ADDRESS_CHANGE("addressChange"),
  MAINTENANCE_MODE_ENABLE("maintenanceModeEnable"),
  MAINTENANCE_MODE_DISABLE("maintenanceModeDisable");

  private final String code;

  ManagementService(String code) {
    this.code = code;
  }

  /** The service code and the name of the body's child. */
  public String code() {
    return code;
  }

  /** Whether requests come with a signature of their own; those that delete do not (B27). */
  public boolean isSigned() {
    return this != AUTH_CERT_DELETION && this != CLIENT_DELETION;
  }

  /** The service of that code, letter case ignored (B13). */
  public static Optional<ManagementService> ofCode(String code) {
    for (ManagementService service : values()) {
      if (service.code.equalsIgnoreCase(code)) {
        return Optional.of(service);
      }
    }
    return Optional.empty();
  }
}
