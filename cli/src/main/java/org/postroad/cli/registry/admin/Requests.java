// SPDX-License-Identifier: MIT
package org.postroad.cli.registry.admin;

import java.util.List;
import org.postroad.cli.administration.Reading;
import org.postroad.cli.administration.Values;
import tools.jackson.databind.JsonNode;

/** Management requests in plain words. */
final class Requests {
  static final List<String> TYPES =
      List.of(
          "auth-cert-registration-request",
          "auth-cert-deletion-request",
          "client-registration-request",
          "client-deletion-request",
          "client-disable-request",
          "client-enable-request",
          "client-rename-request",
          "owner-change-request",
          "address-change-request",
          "maintenance-mode-enable-request",
          "maintenance-mode-disable-request");

  private Requests() {}

  /** What somebody wants. */
  static String asks(JsonNode request) {
    String server = Identity.text(request, "security_server_id");
    String client = Identity.text(request, "client_id");
    String type = Values.text(request, "type");
    return switch (type) {
      case "AUTH_CERT_REGISTRATION_REQUEST" -> "an authentication certificate for " + server;
      case "AUTH_CERT_DELETION_REQUEST" -> "to take an authentication certificate from " + server;
      case "CLIENT_REGISTRATION_REQUEST" -> client + " as a client of " + server;
      case "CLIENT_DELETION_REQUEST" -> client + " to be no client of " + server;
      case "OWNER_CHANGE_REQUEST" -> client + " as the owner of " + server;
      case "ADDRESS_CHANGE_REQUEST" -> "another address for " + server;
      case "CLIENT_DISABLE_REQUEST" -> client + " to be disabled at " + server;
      case "CLIENT_ENABLE_REQUEST" -> client + " to be enabled at " + server;
      case "CLIENT_RENAME_REQUEST" -> "another name for " + client;
      case "MAINTENANCE_MODE_ENABLE_REQUEST" -> "maintenance of " + server;
      case "MAINTENANCE_MODE_DISABLE_REQUEST" -> "the end of maintenance of " + server;
      default -> type + " of " + server;
    };
  }

  /** Where it stands, and for whom it waits. */
  static String state(JsonNode request) {
    String status = Values.text(request, "status");
    return switch (status) {
      case "WAITING" -> "waits for the same request from the other side";
      case "SUBMITTED FOR APPROVAL" -> "waits for approval here";
      case "APPROVED" -> "approved";
      case "DECLINED" -> "declined";
      case "REVOKED" -> "revoked";
      default -> status;
    };
  }

  /** A state as people type it; the API's own name of one has spaces. */
  static Reading status() {
    Reading words =
        Reading.oneOf("waiting", "submitted-for-approval", "approved", "declined", "revoked");
    return (typed, session) -> words.read(typed, session).replace('_', ' ');
  }
}
