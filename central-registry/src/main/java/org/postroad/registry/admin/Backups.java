// SPDX-License-Identifier: MIT

package org.postroad.registry.admin;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.apache.cxf.jaxrs.ext.multipart.MultipartBody;
import org.postroad.protocol.administration.Call;
import org.postroad.protocol.administration.Created;
import org.postroad.protocol.administration.Form;
import org.postroad.protocol.administration.Refusal;
import org.postroad.protocol.algorithm.DigestAlgorithm;
import org.postroad.registry.backup.Backup;
import org.postroad.registry.backup.BackupFolder;

/** Backups of the node that answers (E11). */
@Path("backups")
public final class Backups {
  private static final String FILE = "file";
  private static final String NAME = "backupFile";

  private final Registry registry;

  /** A backup that is here. */
  record BackupView(String filename, Instant createdAt) {
    static BackupView of(Backup backup) {
      return new BackupView(backup.name(), backup.createdAt());
    }
  }

  /** What a restore has done to hardware tokens, of which a registry has none. */
  record TokensLoggedOut(boolean hsmTokensLoggedOut) {}

  Backups(Registry registry) {
    this.registry = registry;
  }

  @GET
  @Needs(Permission.BACKUP_CONFIGURATION)
  public List<BackupView> getBackups() {
    return folder().list().stream().map(BackupView::of).toList();
  }

  @POST
  @Created
  @Needs(Permission.BACKUP_CONFIGURATION)
  @Audited(AuditEvent.BACK_UP)
  public BackupView createBackup(@Context Call call) {
    Backup made = folder().make(Backup.Occasion.BY_HAND);
    call.note(NAME, made.name());
    return BackupView.of(made);
  }

  @POST
  @Path("upload")
  @Created
  @Consumes(MediaType.MULTIPART_FORM_DATA)
  @Needs(Permission.BACKUP_CONFIGURATION)
  @Audited(AuditEvent.UPLOAD_BACKUP)
  public BackupView uploadBackup(
      @Context Call call,
      @QueryParam("ignore_warnings") boolean ignoreWarnings,
      MultipartBody body) {
    var form = new Form(body, Set.of(FILE));
    byte[] content = form.needed(FILE);
    String name = form.fileName(FILE).orElse("");
    call.note(NAME, name)
        .note("uploadFileHash", DigestAlgorithm.SHA256.digest(content).hex())
        .note("uploadFileHashAlgorithm", "SHA-256");
    requireName(name);
    if (!ignoreWarnings && folder().has(name)) {
      throw Refusal.warning("warning_file_already_exists", name);
    }
    return BackupView.of(folder().keep(name, content, ignoreWarnings));
  }

  @GET
  @Path("{filename}/download")
  @Needs(Permission.BACKUP_CONFIGURATION)
  public Response downloadBackup(@PathParam("filename") String name) {
    return Response.ok(folder().read(known(name)), MediaType.APPLICATION_OCTET_STREAM)
        .header("Content-Disposition", "attachment; filename=\"" + name + "\"")
        .build();
  }

  @DELETE
  @Path("{filename}")
  @Needs(Permission.BACKUP_CONFIGURATION)
  @Audited(AuditEvent.DELETE_BACKUP)
  public void deleteBackup(@Context Call call, @PathParam("filename") String name) {
    call.note(NAME, name);
    folder().delete(known(name));
  }

  /** The registry starts again when this was answered. */
  @PUT
  @Path("{filename}/restore")
  @Needs(Permission.RESTORE_CONFIGURATION)
  @Audited(AuditEvent.RESTORE)
  public TokensLoggedOut restoreBackup(@Context Call call, @PathParam("filename") String name) {
    call.note(NAME, name);
    registry.system().restore(known(name));
    return new TokensLoggedOut(false);
  }

  private BackupFolder folder() {
    return registry.system().backups();
  }

  private String known(String name) {
    requireName(name);
    if (!folder().has(name)) {
      throw Refusal.notFound("backup_file_not_found", name);
    }
    return name;
  }

  private static void requireName(String name) {
    if (!BackupFolder.isName(name)) {
      throw Refusal.of(400, "invalid_filename", name);
    }
  }
}
