// SPDX-License-Identifier: MIT

package org.postroad.protocol.administration;

import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.apache.cxf.jaxrs.ext.multipart.MultipartBody;
import org.postroad.protocol.algorithm.DigestAlgorithm;
import org.postroad.protocol.backup.Backup;
import org.postroad.protocol.backup.BackupFolder;

/** What is done to the backups of a program (E11, E30). */
public final class BackupOperations {
  private static final String FILE = "file";
  private static final String NAME = "backupFile";

  private final Kept kept;

  /** Where a program keeps its backups, and how it goes back to one. */
  public interface Kept {
    BackupFolder folder();

    /** Makes the program what it was, as soon as it has started again. */
    void restore(String name);
  }

  /** A backup that is here. */
  public record BackupView(String filename, Instant createdAt) {
    static BackupView of(Backup backup) {
      return new BackupView(backup.name(), backup.createdAt());
    }
  }

  /** What a restore has done to hardware tokens: nothing. */
  public record TokensLoggedOut(boolean hsmTokensLoggedOut) {}

  public BackupOperations(Kept kept) {
    this.kept = kept;
  }

  public List<BackupView> list() {
    return kept.folder().list().stream().map(BackupView::of).toList();
  }

  public BackupView create(Call call) {
    Backup made = kept.folder().make(Backup.Occasion.BY_HAND);
    call.note(NAME, made.name());
    return BackupView.of(made);
  }

  /**
   * Takes in a backup from elsewhere.
   *
   * @param ignoreWarnings whether it may take the place of one with its name
   */
  public BackupView upload(Call call, boolean ignoreWarnings, MultipartBody body) {
    var form = new Form(body, Set.of(FILE));
    byte[] content = form.needed(FILE);
    String name = form.fileName(FILE).orElse("");
    call.note(NAME, name)
        .note("uploadFileHash", DigestAlgorithm.SHA256.digest(content).hex())
        .note("uploadFileHashAlgorithm", "SHA-256");
    requireName(name);
    if (!ignoreWarnings && kept.folder().has(name)) {
      throw Refusal.warning("warning_file_already_exists", name);
    }
    return BackupView.of(kept.folder().keep(name, content, ignoreWarnings));
  }

  public Response download(String name) {
    return Response.ok(kept.folder().read(known(name)), MediaType.APPLICATION_OCTET_STREAM)
        .header("Content-Disposition", "attachment; filename=\"" + name + "\"")
        .build();
  }

  public void delete(Call call, String name) {
    call.note(NAME, name);
    kept.folder().delete(known(name));
  }

  /** The program starts again when this was answered. */
  public TokensLoggedOut restore(Call call, String name) {
    call.note(NAME, name);
    kept.restore(known(name));
    return new TokensLoggedOut(false);
  }

  private String known(String name) {
    requireName(name);
    if (!kept.folder().has(name)) {
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
