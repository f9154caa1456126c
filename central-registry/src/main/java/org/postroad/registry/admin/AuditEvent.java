// SPDX-License-Identifier: MIT

package org.postroad.registry.admin;

import org.postroad.protocol.administration.LoggedEvent;

/**
 * What is written to the audit log, by the names X-Road's audit log events have (E10); the last
 * groups are of what X-Road does not list.
 */
enum AuditEvent implements LoggedEvent {
  // Members
  ADD_MEMBER("Add member"),
  EDIT_MEMBER_NAME("Edit member name"),
  DELETE_MEMBER("Delete member"),
  ADD_SECURITY_SERVER("Add security server"),
  ADD_MEMBER_TO_GLOBAL_GROUP("Add member to global group"),
  REMOVE_MEMBER_FROM_GLOBAL_GROUP("Remove member from global group"),
  ADD_SUBSYSTEM("Add subsystem"),
  DELETE_SUBSYSTEM("Delete subsystem"),
  REGISTER_CLIENT("Register member as security server client"),
  UNREGISTER_CLIENT("Unregister member as security server client"),

  // Security servers
  EDIT_SECURITY_SERVER_ADDRESS("Edit security server address"),
  DELETE_SECURITY_SERVER("Delete security server"),
  ADD_AUTHENTICATION_CERTIFICATE("Add authentication certificate for security server"),
  DELETE_AUTHENTICATION_CERTIFICATE("Delete authentication certificate of security server"),

  // Global groups
  ADD_GLOBAL_GROUP("Add global group"),
  EDIT_GLOBAL_GROUP_DESCRIPTION("Edit global group description"),
  DELETE_GLOBAL_GROUP("Delete global group"),
  ADD_MEMBERS_TO_GLOBAL_GROUP("Add members to global group"),
  REMOVE_MEMBERS_FROM_GLOBAL_GROUP("Remove members from global group"),

  // Certification services
  ADD_CERTIFICATION_SERVICE("Add certification service"),
  EDIT_CERTIFICATION_SERVICE("Edit certification service settings"),
  DELETE_CERTIFICATION_SERVICE("Delete certification service"),
  ADD_INTERMEDIATE_CA("Add intermediate CA"),
  DELETE_INTERMEDIATE_CA("Delete intermediate CA"),
  ADD_OCSP_RESPONDER("Add OCSP responder of certification service"),
  ADD_INTERMEDIATE_OCSP_RESPONDER("Add OCSP responder of intermediate CA"),
  EDIT_OCSP_RESPONDER("Edit OCSP responder"),
  DELETE_OCSP_RESPONDER("Delete OCSP responder"),

  // Time-stamping services
  ADD_TIMESTAMPING_SERVICE("Add timestamping service"),
  EDIT_TIMESTAMPING_SERVICE("Edit timestamping service"),
  DELETE_TIMESTAMPING_SERVICE("Delete timestamping service"),

  // Management requests
  REVOKE_CLIENT_REGISTRATION("Revoke client registration request"),
  REVOKE_CERTIFICATE_REGISTRATION("Revoke authentication certificate registration request"),
  APPROVE_REGISTRATION("Approve registration request"),
  DECLINE_REGISTRATION("Decline registration request"),

  // Configuration management
  RECREATE_INTERNAL_ANCHOR("Re-create internal configuration anchor"),
  GENERATE_INTERNAL_SIGNING_KEY("Generate internal configuration signing key"),
  ACTIVATE_INTERNAL_SIGNING_KEY("Activate internal configuration signing key"),
  DELETE_INTERNAL_SIGNING_KEY("Delete internal configuration signing key"),
  RECREATE_EXTERNAL_ANCHOR("Re-create external configuration anchor"),
  GENERATE_EXTERNAL_SIGNING_KEY("Generate external configuration signing key"),
  ACTIVATE_EXTERNAL_SIGNING_KEY("Activate external configuration signing key"),
  DELETE_EXTERNAL_SIGNING_KEY("Delete external configuration signing key"),
  ADD_TRUSTED_ANCHOR("Add trusted anchor"),
  DELETE_TRUSTED_ANCHOR("Delete trusted anchor"),
  LOGIN_TOKEN("Log in to token"),
  LOGOUT_TOKEN("Log out from token"),
  UPLOAD_CONFIGURATION_PART("Upload configuration part"),

  // System settings
  EDIT_CENTRAL_SERVER_ADDRESS("Edit central server address"),
  REGISTER_SERVICE_PROVIDER("Register management service provider as security server client"),
  EDIT_SERVICE_PROVIDER("Edit provider of management services"),
  ADD_MEMBER_CLASS("Add member class"),
  EDIT_MEMBER_CLASS("Edit member class description"),
  DELETE_MEMBER_CLASS("Delete member class"),

  // Backup and restore
  BACK_UP("Back up configuration"),
  UPLOAD_BACKUP("Upload backup file"),
  DELETE_BACKUP("Delete backup file"),
  RESTORE("Restore configuration"),

  // API keys
  CREATE_API_KEY("Create API key"),
  UPDATE_API_KEY("Update API key"),
  REMOVE_API_KEY("Remove API key"),

  // What X-Road's central server does without an event of its own
  RENAME_SUBSYSTEM("Rename subsystem"),
  RECREATE_MANAGEMENT_KEY("Re-create management service TLS key and certificate"),
  GENERATE_MANAGEMENT_CSR("Generate certificate request for management service TLS key"),
  UPLOAD_MANAGEMENT_CERTIFICATE("Upload management service TLS certificate"),
  ADD_MANAGEMENT_REQUEST("Add management request");

  private final String text;

  AuditEvent(String text) {
    this.text = text;
  }

  /** {@code Add member}. */
  @Override
  public String text() {
    return text;
  }
}
