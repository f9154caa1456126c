// SPDX-License-Identifier: MIT

package org.postroad.registry.admin;

import org.postroad.protocol.management.ManagementRequest;

/** The kinds of management requests as the API calls them, and what it takes to add one (B60). */
enum RequestType {
  AUTH_CERT_REGISTRATION_REQUEST(Permission.ADD_AUTH_CERT_REGISTRATION_REQUEST),
  AUTH_CERT_DELETION_REQUEST(Permission.ADD_AUTH_CERT_DELETION_REQUEST),
  CLIENT_REGISTRATION_REQUEST(Permission.ADD_CLIENT_REGISTRATION_REQUEST),
  CLIENT_DELETION_REQUEST(Permission.ADD_CLIENT_DELETION_REQUEST),
  CLIENT_DISABLE_REQUEST(Permission.ADD_CLIENT_DISABLE_REQUEST),
  CLIENT_ENABLE_REQUEST(Permission.ADD_CLIENT_ENABLE_REQUEST),
  CLIENT_RENAME_REQUEST(Permission.ADD_CLIENT_RENAME_REQUEST),
  OWNER_CHANGE_REQUEST(Permission.ADD_OWNER_CHANGE_REQUEST),
  ADDRESS_CHANGE_REQUEST(Permission.ADD_ADDRESS_CHANGE_REQUEST),
  MAINTENANCE_MODE_ENABLE_REQUEST(Permission.ADD_MAINTENANCE_MODE_ENABLE_REQUEST),
  MAINTENANCE_MODE_DISABLE_REQUEST(Permission.ADD_MAINTENANCE_MODE_DISABLE_REQUEST);

  private final Permission permission;

  RequestType(Permission permission) {
    this.permission = permission;
  }

  Permission permission() {
    return permission;
  }

  static RequestType of(ManagementRequest request) {
    return switch (request) {
      case ManagementRequest.AuthCertReg _ -> AUTH_CERT_REGISTRATION_REQUEST;
      case ManagementRequest.AuthCertDeletion _ -> AUTH_CERT_DELETION_REQUEST;
      case ManagementRequest.ClientReg _ -> CLIENT_REGISTRATION_REQUEST;
      case ManagementRequest.ClientDeletion _ -> CLIENT_DELETION_REQUEST;
      case ManagementRequest.ClientDisable _ -> CLIENT_DISABLE_REQUEST;
      case ManagementRequest.ClientEnable _ -> CLIENT_ENABLE_REQUEST;
      case ManagementRequest.ClientRename _ -> CLIENT_RENAME_REQUEST;
      case ManagementRequest.OwnerChange _ -> OWNER_CHANGE_REQUEST;
      case ManagementRequest.AddressChange _ -> ADDRESS_CHANGE_REQUEST;
      case ManagementRequest.MaintenanceModeEnable _ -> MAINTENANCE_MODE_ENABLE_REQUEST;
      case ManagementRequest.MaintenanceModeDisable _ -> MAINTENANCE_MODE_DISABLE_REQUEST;
    };
  }
}
