// SPDX-License-Identifier: MIT
package org.postroad.securityserver.api;

import org.postroad.protocol.administration.Call;
import org.postroad.securityserver.conf.FieldChange.Operation;
import org.postroad.securityserver.declaration.Plan;
import org.postroad.securityserver.declaration.Step;

/** A change by a tree needs what the same change by its own operation needs. */
final class DeclarationPermissions {
  private DeclarationPermissions() {}

  static void require(Call call, Plan plan) {
    plan.changes().stream()
        .map(DeclarationPermissions::of)
        .distinct()
        .forEach(permission -> call.require(permission));
  }

  static void require(Call call, Step step) {
    call.require(
        switch (step.action()) {
          case GENERATE_KEY -> Permission.GENERATE_KEY;
          case REQUEST_CERTIFICATE -> Permission.GENERATE_AUTH_CERT_REQ;
          case IMPORT_CERTIFICATE -> Permission.IMPORT_AUTH_CERT;
          case REGISTER_CERTIFICATE -> Permission.SEND_AUTH_CERT_REG_REQ;
          case CHANGE_ADDRESS -> Permission.CHANGE_SS_ADDRESS;
          case REGISTER_CLIENT -> Permission.SEND_CLIENT_REG_REQ;
          case ENABLE_CLIENT -> Permission.ENABLE_CLIENT;
          case RENAME_SUBSYSTEM -> Permission.RENAME_SUBSYSTEM;
          case UNREGISTER_CLIENT -> Permission.SEND_CLIENT_DEL_REQ;
        });
  }

  private static Permission of(Plan.Change change) {
    return switch (change.kind()) {
      case SERVER -> Permission.ADD_TSP;
      case AUTHENTICATION_CERTIFICATE -> Permission.SEND_AUTH_CERT_REG_REQ;
      case SUBSYSTEM_NAME -> Permission.RENAME_SUBSYSTEM;
      case CLIENT ->
          one(
              change,
              Permission.ADD_CLIENT,
              Permission.EDIT_CLIENT_INTERNAL_CONNECTION_TYPE,
              Permission.DELETE_CLIENT);
      case INFORMATION_SYSTEM_CERTIFICATE ->
          one(
              change,
              Permission.ADD_CLIENT_INTERNAL_CERT,
              Permission.ADD_CLIENT_INTERNAL_CERT,
              Permission.DELETE_CLIENT_INTERNAL_CERT);
      case SERVICE_DESCRIPTION ->
          one(change, Permission.ADD_WSDL, Permission.EDIT_WSDL, Permission.DELETE_WSDL);
      case SERVICE -> Permission.EDIT_SERVICE_PARAMS;
      case ENDPOINT ->
          one(
              change,
              Permission.ADD_OPENAPI3_ENDPOINT,
              Permission.EDIT_OPENAPI3_ENDPOINT,
              Permission.DELETE_ENDPOINT);
      case LOCAL_GROUP ->
          one(
              change,
              Permission.ADD_LOCAL_GROUP,
              Permission.EDIT_LOCAL_GROUP_MEMBERS,
              Permission.DELETE_LOCAL_GROUP);
      case ACCESS_RIGHT -> Permission.EDIT_SERVICE_ACL;
    };
  }

  private static Permission one(
      Plan.Change change, Permission added, Permission changed, Permission removed) {
    return change.operation() == Operation.ADDED
        ? added
        : change.operation() == Operation.REMOVED ? removed : changed;
  }
}
