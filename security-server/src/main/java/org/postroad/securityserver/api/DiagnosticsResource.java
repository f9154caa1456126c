// SPDX-License-Identifier: MIT

package org.postroad.securityserver.api;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.postroad.protocol.administration.Encoded;
import org.postroad.securityserver.archive.ArchiveRecipients;
import org.postroad.securityserver.conf.GlobalConfigurationClient;
import org.postroad.securityserver.health.MemoryUse;
import org.postroad.securityserver.messagelog.TimestampAuthorities;

/** How everything is that a server needs (E28). */
@Path("diagnostics")
public final class DiagnosticsResource {
  private static final int WHOLE = 100;

  private final AdministeredServer server;

  /** Good, not known yet, or bad. */
  enum StatusClass {
    OK,
    WAITING,
    FAIL
  }

  /** How following the global configuration goes. */
  record GlobalConf(
      StatusClass statusClass,
      String statusCode,
      Optional<Instant> prevUpdateAt,
      Optional<Instant> nextUpdateAt) {}

  /** How a time-stamping service was the last time it was asked. */
  record TimestampingService(
      String url, StatusClass statusClass, String statusCode, Optional<Instant> prevUpdateAt) {}

  /** Which parts there are. */
  record AddOnStatus(boolean messagelogEnabled, boolean opmonitoringEnabled) {}

  /** How backups are encrypted. */
  record BackupEncryption(boolean backupEncryptionStatus, List<String> backupEncryptionKeys) {}

  /** How the message log is encrypted. */
  record MessageLogEncryption(
      boolean messageLogArchiveEncryptionStatus,
      boolean messageLogDatabaseEncryptionStatus,
      String messageLogGroupingRule,
      List<ArchiveMember> members) {}

  /** Whose archives are encrypted with which keys. */
  record ArchiveMember(String memberId, List<String> keys, boolean defaultKeyUsed) {}

  /** How much of its heap the process uses, in bytes. */
  record MemoryStatus(
      long maxMemory,
      long usedMemory,
      long freeMemory,
      long usagePercent,
      Optional<Integer> threshold,
      boolean isUsedOverThreshold) {}

  DiagnosticsResource(AdministeredServer server) {
    this.server = server;
  }

  @GET
  @Path("globalconf")
  @Needs(Permission.DIAGNOSTICS)
  public GlobalConf getGlobalConfDiagnostics() {
    GlobalConfigurationClient.Status status = server.global().get();
    boolean tried = status.triedAt().isPresent();
    return new GlobalConf(
        status.errorCode().isPresent()
            ? StatusClass.FAIL
            : tried ? StatusClass.OK : StatusClass.WAITING,
        tried
            ? status.errorCode().map(DiagnosticsResource::reason).orElse("SUCCESS")
            : "ERROR_CODE_UNINITIALIZED",
        status.triedAt(),
        status.nextAt());
  }

  private static String reason(String fault) {
    return switch (fault) {
      case "global_conf_outdated" -> "ERROR_CODE_EXPIRED_CONF";
      case "invalid_signature_value" -> "ERROR_CODE_INVALID_SIGNATURE_VALUE";
      case "internal_error" -> "ERROR_CODE_INTERNAL";
      default -> "ERROR_CODE_CANNOT_DOWNLOAD_CONF";
    };
  }

  @GET
  @Path("timestamping-services")
  @Needs(Permission.DIAGNOSTICS)
  public List<TimestampingService> getTimestampingServicesDiagnostics() {
    return server.diagnostics().timestamping().get().entrySet().stream()
        .map(service -> timestamping(service.getKey(), service.getValue()))
        .toList();
  }

  private static TimestampingService timestamping(
      URI url, Optional<TimestampAuthorities.Outcome> last) {
    Optional<String> failure = last.flatMap(TimestampAuthorities.Outcome::errorCode);
    if (last.isEmpty()) {
      return new TimestampingService(
          url.toString(),
          StatusClass.WAITING,
          "ERROR_CODE_TIMESTAMP_UNINITIALIZED",
          Optional.empty());
    }
    return new TimestampingService(
        url.toString(),
        failure.isEmpty() ? StatusClass.OK : StatusClass.FAIL,
        failure.isEmpty() ? "SUCCESS" : "ERROR_CODE_INTERNAL",
        last.map(TimestampAuthorities.Outcome::at));
  }

  /** Messages are always logged. */
  @GET
  @Path("addon-status")
  @Needs(Permission.DIAGNOSTICS)
  public AddOnStatus getAddonDiagnostics() {
    return new AddOnStatus(true, server.diagnostics().monitored());
  }

  @GET
  @Path("backup-encryption-status")
  @Needs(Permission.DIAGNOSTICS)
  public BackupEncryption getBackupEncryptionDiagnostics() {
    return new BackupEncryption(server.backups().areMade(), server.backups().keys());
  }

  @GET
  @Path("message-log-encryption-status")
  @Needs(Permission.DIAGNOSTICS)
  public MessageLogEncryption getMessageLogEncryptionDiagnostics() {
    return new MessageLogEncryption(
        server.diagnostics().archives().encryption().isPresent(),
        server.diagnostics().logEncrypted(),
        server.diagnostics().archives().grouping().word(),
        server.diagnostics().recipients().get().stream().map(DiagnosticsResource::member).toList());
  }

  private static ArchiveMember member(ArchiveRecipients each) {
    return new ArchiveMember(Encoded.of(each.member()), each.keys(), each.byDefault());
  }

  @GET
  @Path("proxy-memory-usage-status")
  @Needs(Permission.DIAGNOSTICS)
  public MemoryStatus getProxyMemoryDiagnostics() {
    MemoryUse memory = MemoryUse.now();
    long used = memory.total() - memory.free();
    long percent = used * WHOLE / memory.max();
    Optional<Integer> threshold = server.diagnostics().memoryThreshold();
    return new MemoryStatus(
        memory.max(),
        used,
        memory.free(),
        percent,
        threshold,
        threshold.filter(most -> percent > most).isPresent());
  }
}
