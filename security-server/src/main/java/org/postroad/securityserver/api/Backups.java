// SPDX-License-Identifier: MIT

package org.postroad.securityserver.api;

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
import org.apache.cxf.jaxrs.ext.multipart.MultipartBody;
import org.postroad.protocol.administration.BackupOperations;
import org.postroad.protocol.administration.BackupOperations.BackupView;
import org.postroad.protocol.administration.BackupOperations.TokensLoggedOut;
import org.postroad.protocol.administration.Call;
import org.postroad.protocol.administration.Created;

/** Backups of this server (E30). */
@Path("backups")
public final class Backups {
  private final BackupOperations operations;
  private final KeptBackups kept;

  /**
   * A backup that was made.
   *
   * @param localConfPresent whether there are settings that it has not
   */
  record BackupExt(String filename, Instant createdAt, boolean localConfPresent) {}

  Backups(KeptBackups kept) {
    this.operations = new BackupOperations(kept);
    this.kept = kept;
  }

  @GET
  @Needs(Permission.BACKUP_CONFIGURATION)
  public List<BackupView> getBackups() {
    return operations.list();
  }

  @POST
  @Created
  @Needs(Permission.BACKUP_CONFIGURATION)
  @Audited(AuditEvent.BACK_UP)
  public BackupView addBackup(@Context Call call) {
    return operations.create(call);
  }

  @POST
  @Path("ext")
  @Created
  @Needs(Permission.BACKUP_CONFIGURATION)
  @Audited(AuditEvent.BACK_UP)
  public BackupExt addBackupExt(@Context Call call) {
    BackupView made = operations.create(call);
    return new BackupExt(made.filename(), made.createdAt(), kept.lackSettings());
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
    return operations.upload(call, ignoreWarnings, body);
  }

  @GET
  @Path("{filename}/download")
  @Needs(Permission.BACKUP_CONFIGURATION)
  public Response downloadBackup(@PathParam("filename") String name) {
    return operations.download(name);
  }

  @DELETE
  @Path("{filename}")
  @Needs(Permission.BACKUP_CONFIGURATION)
  @Audited(AuditEvent.DELETE_BACKUP)
  public void deleteBackup(@Context Call call, @PathParam("filename") String name) {
    operations.delete(call, name);
  }

  /** The server starts again when this was answered. */
  @PUT
  @Path("{filename}/restore")
  @Needs(Permission.RESTORE_CONFIGURATION)
  @Audited(AuditEvent.RESTORE)
  public TokensLoggedOut restoreBackup(@Context Call call, @PathParam("filename") String name) {
    return operations.restore(call, name);
  }
}
