// SPDX-License-Identifier: MIT
package org.postroad.cli.administration;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.postroad.cli.process.Asked;
import org.postroad.cli.process.BadConfiguration;
import org.postroad.cli.process.Keys;

/**
 * The file that says how a program is reached, so that nobody types it:
 *
 * <pre>
 * url: https://localhost:4000
 * ca: tls.pem
 * token-file: token
 * </pre>
 *
 * <p>Paths begin at the directory of the file. All keys are optional.
 */
public record AccessFile(
    Optional<String> url, Optional<Path> certificates, Optional<Path> tokenFile) {

  /** Nothing is said. */
  public static AccessFile none() {
    return new AccessFile(Optional.empty(), Optional.empty(), Optional.empty());
  }

  /** Of a program's own directory, below {@code admin}, or the file itself. */
  static AccessFile of(Program program, Path directoryOrFile) throws IOException {
    Path file =
        Files.isDirectory(directoryOrFile)
            ? directoryOrFile.resolve("admin").resolve(program.file())
            : directoryOrFile;
    if (!Files.isRegularFile(file)) {
      throw new ApiFailed(
          Exit.USAGE, 0, "There is no " + file + "; " + program.command() + " init writes one");
    }
    return read(program, file);
  }

  static AccessFile read(Program program, Path file) throws IOException {
    Asked asked = Asked.of(file, Asked.text(file), Map.of(), "");
    try {
      Keys keys = asked.top();
      AccessFile read =
          new AccessFile(
              keys.text("url", "where the " + program.name() + " is administered"),
              keys.path("ca", "with the certificates that vouch for it"),
              keys.path("token-file", "with the API token, owner-only"));
      asked.refuseOthers();
      return read;
    } catch (BadConfiguration e) {
      throw new ApiFailed(Exit.USAGE, file + ": " + e.getMessage(), e);
    }
  }
}
