// SPDX-License-Identifier: MIT

package org.postroad.protocol.backup;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/**
 * The file of the key of backups, for its owner alone, locked with the PIN.
 *
 * @param user whose key it is, as gpg shows it
 */
public record BackupKeyFile(Path file, String user) {

  /** The key, made if there is none. */
  public BackupKey openOrMake(char[] pin, Instant now) {
    try {
      if (!Files.exists(file)) {
        OwnerFiles.write(file, BackupKey.generate(user, pin, now).getBytes(UTF_8));
      }
      return BackupKey.open(Files.readString(file, UTF_8), pin);
    } catch (IOException failure) {
      throw new UncheckedIOException("Cannot open the key " + file, failure);
    }
  }

  /** The fingerprint of the key that signs, if there is one; needs no PIN. */
  public Optional<String> fingerprint() {
    try {
      return Files.exists(file)
          ? Optional.of(BackupKey.fingerprint(Files.readString(file, UTF_8)))
          : Optional.empty();
    } catch (IOException failure) {
      throw new UncheckedIOException("Cannot read the key " + file, failure);
    }
  }
}
