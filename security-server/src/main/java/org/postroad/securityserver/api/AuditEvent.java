// SPDX-License-Identifier: MIT

package org.postroad.securityserver.api;

import org.postroad.protocol.administration.LoggedEvent;

/** What is written to the audit log, by the names of X-Road's security server (E10). */
enum AuditEvent implements LoggedEvent {
  // The server
  INITIALIZE_SERVER("Initialize server configuration"),

  // Clients
  ADD_CLIENT("Add client"),
  REGISTER_CLIENT("Register client"),
  UNREGISTER_CLIENT("Unregister client"),
  DISABLE_CLIENT("Disable client"),
  ENABLE_CLIENT("Enable client"),
  RENAME_SUBSYSTEM("Rename subsystem"),
  DELETE_CLIENT("Delete client"),
  DELETE_ORPHANS("Delete orphaned client keys, certs and certificates"),
  CHANGE_OWNER("Change owner"),
  SET_CONNECTION_TYPE("Set connection type for servers in service consumer role"),
  ADD_INTERNAL_CERTIFICATE("Add internal TLS certificate"),
  DELETE_INTERNAL_CERTIFICATE("Delete internal TLS certificate"),

  // Services and rights
  ADD_SERVICE_DESCRIPTION("Add service description"),
  DELETE_SERVICE_DESCRIPTION("Delete service description"),
  DISABLE_SERVICE_DESCRIPTION("Disable service description"),
  ENABLE_SERVICE_DESCRIPTION("Enable service description"),
  REFRESH_SERVICE_DESCRIPTION("Refresh service description"),
  EDIT_SERVICE_DESCRIPTION("Edit service description"),
  EDIT_SERVICE_PARAMETERS("Edit service parameters"),
  ADD_REST_ENDPOINT("Add rest endpoint"),
  EDIT_REST_ENDPOINT("Edit rest endpoint"),
  DELETE_REST_ENDPOINT("Delete rest endpoint"),
  ADD_SERVICE_RIGHTS("Add access rights to service"),
  REMOVE_SERVICE_RIGHTS("Remove access rights from service"),
  ADD_SUBJECT_RIGHTS("Add access rights to subject"),
  REMOVE_SUBJECT_RIGHTS("Remove access rights from subject"),

  // Groups
  ADD_GROUP("Add group"),
  EDIT_GROUP_DESCRIPTION("Edit group description"),
  ADD_GROUP_MEMBERS("Add members to group"),
  REMOVE_GROUP_MEMBERS("Remove members from group"),
  DELETE_GROUP("Delete group"),

  // System
  GENERATE_TLS_REQUEST("Generate certificate request for TLS"),
  IMPORT_TLS_CERTIFICATE("Import TLS certificate from file"),
  GENERATE_TLS_KEY("Generate new internal TLS key and certificate"),
  UPLOAD_ANCHOR("Upload configuration anchor"),
  ADD_TIMESTAMPING_SERVICE("Add timestamping service"),
  DELETE_TIMESTAMPING_SERVICE("Delete timestamping service"),
  CHANGE_ADDRESS("Change security server address"),
  ENABLE_MAINTENANCE("Enable maintenance mode"),
  DISABLE_MAINTENANCE("Disable maintenance mode"),

  // Keys and certificates
  LOGIN_TOKEN("Log in to token"),
  LOGOUT_TOKEN("Log out from token"),
  CHANGE_PIN("Change token pin"),
  DELETE_TOKEN("Delete token"),
  GENERATE_KEY("Generate key"),
  DELETE_KEY("Delete key"),
  GENERATE_REQUEST("Generate CSR"),
  DELETE_REQUEST("Delete CSR"),
  GENERATE_KEY_AND_REQUEST("Generate key and CSR"),
  IMPORT_CERTIFICATE("Import certificate from file"),
  IMPORT_CERTIFICATE_FROM_TOKEN("Import certificate from token"),
  ORDER_CERTIFICATE("Order certificate"),
  DELETE_CERTIFICATE("Delete certificate"),
  ENABLE_CERTIFICATE("Enable certificate"),
  DISABLE_CERTIFICATE("Disable certificate"),
  REGISTER_CERTIFICATE("Register authentication certificate"),
  UNREGISTER_CERTIFICATE("Unregister authentication certificate"),
  SKIP_UNREGISTRATION("Skip unregistration of authentication certificate"),
  NAME_TOKEN("Set friendly name to token"),
  NAME_KEY("Set friendly name to key"),

  // Mail
  SEND_TEST_MAIL("Send test mail"),

  // Backup and restore
  BACK_UP("Back up configuration"),
  UPLOAD_BACKUP("Upload backup file"),
  DELETE_BACKUP("Delete backup file"),
  RESTORE("Restore configuration"),

  // The whole server as a tree, which X-Road does not have
  PLAN_DECLARATION("Plan declaration"),
  APPLY_DECLARATION("Apply declaration"),
  TAKE_DECLARED_STEPS("Take steps of declaration"),

  // The certificate of this administration, which X-Road replaces by files
  RENEW_ADMINISTRATION_CERTIFICATE("Generate new administration TLS key and certificate"),

  // API keys
  CREATE_API_KEY("API key create"),
  UPDATE_API_KEY("API key update"),
  REMOVE_API_KEY("API key remove");

  private final String text;

  AuditEvent(String text) {
    this.text = text;
  }

  @Override
  public String text() {
    return text;
  }
}
