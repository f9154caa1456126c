// SPDX-License-Identifier: MIT
package org.postroad.cli.server.admin;

import static org.postroad.cli.administration.Column.column;

import java.util.List;
import java.util.Optional;
import org.postroad.cli.administration.ApiKeyNoun;
import org.postroad.cli.administration.Area;
import org.postroad.cli.administration.BackupNoun;
import org.postroad.cli.administration.Family;
import org.postroad.cli.administration.Noun;
import org.postroad.cli.administration.Program;
import org.postroad.cli.administration.Shape;
import org.postroad.cli.administration.Verb;
import org.postroad.cli.server.BootstrapCommand;
import picocli.CommandLine;

/** The commands of the administration, which are added to {@code postroad server} (E63). */
public final class ServerFamily {
  static final Program PROGRAM =
      new Program(
          "security server",
          "postroad server",
          "POSTROAD_API_SERVER_",
          "server.yaml",
          ServerAccess::new);

  private ServerFamily() {}

  /** Adds the commands that the arguments can mean, of which the first names one. */
  public static void addTo(CommandLine server, List<String> arguments) {
    family().addTo(server, arguments);
    Optional.ofNullable(server.getSubcommands().get("apikey"))
        .ifPresent(apikey -> apikey.addSubcommand(new BootstrapCommand()));
  }

  /** In the order in which help lists them. */
  static Family family() {
    return new Family(
        PROGRAM,
        List.of(
            new Area("status", ServerStatus::look),
            new Area("client", ClientNouns::noun),
            new Area("description", DescriptionNoun::noun),
            new Area("service", ServiceNouns::service),
            new Area("endpoint", ServiceNouns::endpoint),
            new Area("right", RightNoun::noun),
            new Area("group", GroupNoun::noun),
            new Area("token", TokenNoun::noun),
            new Area("key", KeyNouns::key),
            new Area("csr", KeyNouns::request),
            new Area("certificate", CertificateNoun::noun),
            new Area("tls", SystemNouns::tls),
            new Area("administration-tls", SystemNouns::administrationTls),
            new Area("anchor", SystemNouns::anchor),
            new Area("timestamping", SystemNouns::timestamping),
            new Area("authority", SystemNouns::authority),
            new Area("acme", AcmeNouns::acme),
            new Area("mail", AcmeNouns::mail),
            new Area("address", SystemNouns::address),
            new Area("maintenance", SystemNouns::maintenance),
            new Area("lookup", SystemNouns::lookup),
            new Area("diagnostics", DiagnosticsNoun::noun),
            new Area("backup", ServerFamily::backup),
            new Area("apikey", ServerFamily::apikey)));
  }

  private static Noun backup() {
    Verb create =
        Verb.post("create", "/backups/ext", "Makes a backup.")
            .shows(
                Shape.card(
                    column("backup", "filename"),
                    column("made", "created_at"),
                    column("settings are elsewhere", "local_conf_present")));
    return BackupNoun.of(PROGRAM, create, "postroad server status");
  }

  private static Noun apikey() {
    return ApiKeyNoun.of(
        PROGRAM,
        "security-officer",
        "registration-officer",
        "service-administrator",
        "system-administrator",
        "securityserver-observer");
  }
}
