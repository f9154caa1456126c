// SPDX-License-Identifier: MIT
package org.postroad.cli.server.admin;

import static org.postroad.cli.administration.Column.column;
import static org.postroad.cli.administration.Input.argument;
import static org.postroad.cli.administration.Input.option;

import org.postroad.cli.administration.Column;
import org.postroad.cli.administration.Noun;
import org.postroad.cli.administration.Reading;
import org.postroad.cli.administration.Shape;
import org.postroad.cli.administration.Target;
import org.postroad.cli.administration.Values;
import org.postroad.cli.administration.Verb;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** How the server is, one thing at a time (E28). */
final class DiagnosticsNoun {
  private static final Column[] CONNECTION = {
    column("state", "status_class"),
    column("failure", "error.code"),
    column("reason", "error.metadata")
  };

  private DiagnosticsNoun() {}

  static Noun noun() {
    return Noun.of(
        "diagnostics",
        "How the server is, one thing at a time; all of it is in `postroad server status`.",
        Verb.get("globalconf", "/diagnostics/globalconf", "The copy of the global configuration.")
            .shows(
                Shape.card(
                    column("state", "status_class"),
                    column("code", "status_code"),
                    column("tried", "prev_update_at"),
                    column("next try", "next_update_at"))),
        Verb.get("timestamping", "/diagnostics/timestamping-services", "Time-stamping services.")
            .shows(
                Shape.rows(
                    column("address", "url"),
                    column("state", "status_class"),
                    column("code", "status_code"),
                    column("tried", "prev_update_at"))),
        ocsp(),
        Verb.get("parts", "/diagnostics/addon-status", "Which parts there are.")
            .shows(
                Shape.card(
                    column("message log", "messagelog_enabled"),
                    column("operational monitoring", "opmonitoring_enabled"))),
        Verb.get("backups", "/diagnostics/backup-encryption-status", "How backups are encrypted.")
            .shows(
                Shape.card(
                    column("encrypted", "backup_encryption_status"),
                    column("keys", "backup_encryption_keys"))),
        logEncryption(),
        memory(),
        traffic(),
        Verb.get("report", "/diagnostics/info/download", "Writes all of it to a file, for helpers.")
            .shows(Shape.saved("diagnostic-report.json")),
        addresses(),
        Verb.get(
                "registration",
                "/diagnostics/auth-cert-req-status",
                "Tries to reach the registry's registration, without registering.")
            .shows(Shape.card(CONNECTION)),
        peer());
  }

  private static Verb ocsp() {
    return Verb.get("ocsp", "/diagnostics/ocsp-responders", "OCSP responders of the authorities.")
        .shows(
            Shape.rowsOf(
                DiagnosticsNoun::responders,
                column("address", "url"),
                column("state", "status_class"),
                column("code", "status_code"),
                column("tried", "prev_update_at"),
                column("authority", "authority")));
  }

  private static Verb logEncryption() {
    return Verb.get(
            "log", "/diagnostics/message-log-encryption-status", "How the log is encrypted.")
        .shows(
            Shape.card(
                column("archives encrypted", "message_log_archive_encryption_status"),
                column("log encrypted", "message_log_database_encryption_status"),
                column("archives by", "message_log_grouping_rule")));
  }

  private static Verb memory() {
    return Verb.get("memory", "/diagnostics/proxy-memory-usage-status", "How much memory is used.")
        .shows(
            Shape.card(
                column("percent", "usage_percent"),
                column("threshold", "threshold"),
                column("over it", "is_used_over_threshold"),
                column("used", "used_memory"),
                column("most", "max_memory")));
  }

  private static Verb traffic() {
    return Verb.get(
            "traffic",
            "/diagnostics/operational-monitoring",
            "How many exchanges there were, interval by interval.")
        .takes(
            option(
                "--from TIME",
                "In the first interval, 2026-11-21T09:30:00Z or 2h ago; without it a day before"
                    + " the last.",
                Reading.time(),
                Target.query("records_from")),
            option(
                "--to TIME",
                "In the last interval; now without it.",
                Reading.time(),
                Target.query("records_to")),
            option(
                "--interval MINUTES",
                "How long each is; 60 without it.",
                Reading.number(),
                Target.query("interval")),
            option(
                "--side SIDE",
                "Only those in which this server was consumer or provider.",
                ServerReading.side(),
                Target.query("security_server_type")),
            option(
                "--client CLIENT",
                "Only those in which this member or subsystem asks or is asked.",
                Reading.client(),
                Target.query("member_id")),
            option(
                "--service SERVICE",
                "Only those of this service, as NAT:GOV:1:People:getPerson.",
                ServerReading.service(),
                Target.query("service_id")))
        .shows(
            Shape.rows(
                column("from", "interval_start_time"),
                column("succeeded", "success_count"),
                column("failed", "failure_count")));
  }

  private static Verb addresses() {
    return Verb.get(
            "addresses", "/diagnostics/global-conf-status", "Tries where the registry serves.")
        .shows(
            Shape.rows(
                column("address", "download_url"),
                column("state", "connection_status.status_class"),
                column("failure", "connection_status.error.code"),
                column("reason", "connection_status.error.metadata")));
  }

  private static Verb peer() {
    return Verb.get(
            "peer",
            "/diagnostics/other-security-server-status",
            "Asks a subsystem of another server for its services.")
        .takes(
            argument("CLIENT", "Who asks.", ServerReading.client(), Target.query("client_id")),
            argument(
                "SUBSYSTEM",
                "Who is asked, as NAT:GOV:1:People.",
                Reading.subsystem(),
                Target.query("target_client_id")),
            argument(
                "SERVER",
                "At which server, as NAT:GOV:1:server-1.",
                Reading.server(),
                Target.query("security_server_id")),
            argument(
                "PROTOCOL",
                "rest or soap.",
                Reading.oneOf("rest", "soap"),
                Target.query("protocol_type")))
        .shows(Shape.card(CONNECTION));
  }

  /** Each with the name of its authority. */
  private static JsonNode responders(JsonNode authorities) {
    ArrayNode all = JsonNodeFactory.instance.arrayNode();
    for (JsonNode authority : authorities) {
      for (JsonNode responder : authority.path("ocsp_responders")) {
        if (responder instanceof ObjectNode object) {
          all.add(object.deepCopy().put("authority", Values.text(authority, "distinguished_name")));
        }
      }
    }
    return all;
  }
}
