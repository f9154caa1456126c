// SPDX-License-Identifier: MIT
package org.postroad.cli.registry.admin;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.postroad.cli.process.Asked;
import org.postroad.cli.process.BadConfiguration;
import org.postroad.cli.process.Keys;

/**
 * The file that says how a registry is reached, so that nobody types it:
 *
 * <pre>
 * url: https://localhost:4000
 * ca: tls.pem
 * token-file: token
 * </pre>
 *
 * <p>Paths begin at the directory of the file. All keys are optional.
 */
record AccessFile(Optional<String> url, Optional<Path> certificates, Optional<Path> tokenFile) {

  /** Its name in a user's configuration, and below the {@code admin} of a registry's directory. */
  static final String NAME = "registry.yaml";

  static AccessFile none() {
    return new AccessFile(Optional.empty(), Optional.empty(), Optional.empty());
  }

  /** Of a registry's own directory, or the file itself. */
  static AccessFile of(Path directoryOrFile) throws IOException {
    Path file =
        Files.isDirectory(directoryOrFile)
            ? directoryOrFile.resolve("admin").resolve(NAME)
            : directoryOrFile;
    if (!Files.isRegularFile(file)) {
      throw new ApiFailed(
          Exit.USAGE, 0, "There is no " + file + "; postroad registry init writes one");
    }
    return read(file);
  }

  static AccessFile read(Path file) throws IOException {
    Asked asked = Asked.of(file, Asked.text(file), Map.of(), "");
    try {
      Keys keys = asked.top();
      AccessFile read =
          new AccessFile(
              keys.text("url", "where the registry is administered"),
              keys.path("ca", "with the certificates that vouch for it"),
              keys.path("token-file", "with the API token, owner-only"));
      asked.refuseOthers();
      return read;
    } catch (BadConfiguration e) {
      throw new ApiFailed(Exit.USAGE, file + ": " + e.getMessage(), e);
    }
  }
}
