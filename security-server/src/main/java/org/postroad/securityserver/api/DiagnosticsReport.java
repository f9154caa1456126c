// SPDX-License-Identifier: MIT
package org.postroad.securityserver.api;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import org.postroad.protocol.administration.Encoded;

/**
 * All that diagnostics tell in one file, for those who help from afar (E28). Nothing in it is
 * secret, and nothing of messages, information systems or people.
 */
@Path("diagnostics/info/download")
public final class DiagnosticsReport {
  private static final DateTimeFormatter NAME =
      DateTimeFormatter.ofPattern("yyyyMMddHHmmss", Locale.ROOT).withZone(ZoneOffset.UTC);

  private final AdministeredServer server;
  private final AdministeredKeys keys;
  private final InstantSource clock;

  /** The file. */
  record Report(
      Instant createdAt,
      String securityServer,
      SystemResource.VersionInfo version,
      SystemResource.Node nodeType,
      Machine machine,
      DiagnosticsResource.GlobalConf globalConfiguration,
      Instant globalConfigurationExpires,
      List<DiagnosticsResource.TimestampingService> timestampingServices,
      List<OcspDiagnostics.OfAuthority> ocspResponders,
      DiagnosticsResource.AddOnStatus addOns,
      DiagnosticsResource.BackupEncryption backupEncryption,
      boolean messageLogArchiveEncryption,
      boolean messageLogEncryption,
      DiagnosticsResource.MemoryStatus memory,
      boolean mailIsConfigured,
      List<TokenView> tokens) {}

  /** Where it runs. */
  record Machine(
      String operatingSystem,
      String version,
      String architecture,
      int processors,
      String timeZone) {

    static Machine here() {
      return new Machine(
          System.getProperty("os.name", ""),
          System.getProperty("os.version", ""),
          System.getProperty("os.arch", ""),
          Runtime.getRuntime().availableProcessors(),
          ZoneId.systemDefault().getId());
    }
  }

  DiagnosticsReport(AdministeredServer server, AdministeredKeys keys, InstantSource clock) {
    this.server = server;
    this.keys = keys;
    this.clock = clock;
  }

  @GET
  @Produces(MediaType.APPLICATION_JSON)
  @Needs(Permission.DIAGNOSTICS)
  public Response downloadDiagnosticsReport() {
    Report report = report();
    String name = "diagnostic-report-" + NAME.format(report.createdAt()) + ".json";
    return Response.ok(report, MediaType.APPLICATION_JSON)
        .header("content-disposition", "attachment; filename=\"" + name + "\"")
        .build();
  }

  private Report report() {
    var system = new SystemResource(server);
    var diagnostics = new DiagnosticsResource(server);
    DiagnosticsResource.MessageLogEncryption log = diagnostics.getMessageLogEncryptionDiagnostics();
    return new Report(
        clock.instant(),
        Encoded.of(server.configuration().get().server().id()),
        system.systemVersion(),
        system.getNodeType().nodeType(),
        Machine.here(),
        diagnostics.getGlobalConfDiagnostics(),
        server.configuration().get().global().expires(),
        diagnostics.getTimestampingServicesDiagnostics(),
        new OcspDiagnostics(server.configuration(), server.responders())
            .getOcspRespondersDiagnostics(),
        diagnostics.getAddonDiagnostics(),
        diagnostics.getBackupEncryptionDiagnostics(),
        log.messageLogArchiveEncryptionStatus(),
        log.messageLogDatabaseEncryptionStatus(),
        diagnostics.getProxyMemoryDiagnostics(),
        server.orders().mailer().status().configured(),
        new Tokens(keys).getTokens());
  }
}
