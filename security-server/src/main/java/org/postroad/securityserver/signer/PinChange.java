// SPDX-License-Identifier: MIT
package org.postroad.securityserver.signer;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.util.List;
import org.postroad.protocol.backup.BackupKey;
import org.postroad.protocol.token.Ed25519Key;
import org.postroad.protocol.token.SoftwareToken;

/**
 * Puts every file of a directory under another PIN, all or none, wherever the process dies (C64).
 *
 * <p>The files are written anew into a directory {@code pin-change.new}, read back with the new
 * PIN, and then that directory is renamed to {@code pin-change}: from this moment on the new PIN
 * holds. Moving the files to their places can be done again as often as it is broken off, and
 * {@link #finish} does so before anything is opened.
 */
public final class PinChange {
  private static final String PREPARED = "pin-change.new";
  private static final String DECIDED = "pin-change";
  private static final String PKCS12 = ".p12";
  private static final String OPENPGP = ".asc";

  private final Path directory;

  PinChange(Path directory) {
    this.directory = directory;
  }

  /** Ends a change that was broken off, either way. */
  public static void finish(Path directory) throws IOException {
    new PinChange(directory).finish();
  }

  /**
   * Writes and decides.
   *
   * @throws org.postroad.protocol.fault.Fault {@code token_not_active} when the old PIN is wrong,
   *     and then nothing has happened
   */
  void run(List<Path> files, char[] old, char[] next, SecureRandom random) throws IOException {
    prepare(files, old, next, random);
    decide();
    finish();
  }

  void prepare(List<Path> files, char[] old, char[] next, SecureRandom random) throws IOException {
    Path prepared = directory.resolve(PREPARED);
    delete(prepared);
    OwnerOnly.createDirectories(prepared);
    for (Path file : files) {
      if (Files.exists(file)) {
        byte[] written = rewritten(file, old, next, random);
        DurableFile.write(prepared.resolve(file.getFileName().toString()), written);
      }
    }
  }

  void decide() throws IOException {
    Files.move(
        directory.resolve(PREPARED), directory.resolve(DECIDED), StandardCopyOption.ATOMIC_MOVE);
    DurableFile.keepNames(directory);
  }

  private void finish() throws IOException {
    delete(directory.resolve(PREPARED));
    Path decided = directory.resolve(DECIDED);
    if (!Files.isDirectory(decided)) {
      return;
    }
    try (DirectoryStream<Path> files = Files.newDirectoryStream(decided)) {
      for (Path file : files) {
        Files.move(
            file, directory.resolve(file.getFileName().toString()), StandardCopyOption.ATOMIC_MOVE);
      }
    }
    DurableFile.keepNames(directory);
    Files.delete(decided);
    DurableFile.keepNames(directory);
  }

  private static byte[] rewritten(Path file, char[] old, char[] next, SecureRandom random)
      throws IOException {
    if (file.toString().endsWith(PKCS12)) {
      byte[] token = SoftwareTokenFile.encoded(SoftwareTokenFile.read(file, old), next);
      var _ = SoftwareToken.open(new ByteArrayInputStream(token), next);
      return token;
    }
    if (file.toString().endsWith(OPENPGP)) {
      return BackupKey.relock(Files.readString(file, UTF_8), old, next).getBytes(UTF_8);
    }
    byte[] pem = Ed25519Key.open(Files.readAllBytes(file), old).toPem(next, random);
    var _ = Ed25519Key.open(pem, next);
    return pem;
  }

  private static void delete(Path folder) throws IOException {
    if (Files.isDirectory(folder)) {
      try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
        for (Path file : files) {
          Files.delete(file);
        }
      }
      Files.delete(folder);
    }
  }
}
