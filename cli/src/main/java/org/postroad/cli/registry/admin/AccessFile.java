// SPDX-License-Identifier: MIT
package org.postroad.cli.registry.admin;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/**
 * The file that says how a registry is reached, so that nobody types it:
 *
 * <pre>
 * url: https://localhost:4000
 * certificates: tls.pem
 * token-file: token
 * </pre>
 *
 * <p>Paths are relative to the file. All keys are optional.
 */
record AccessFile(Optional<String> url, Optional<Path> certificates, Optional<Path> tokenFile) {
  private static final Set<String> KEYS = Set.of("url", "certificates", "token-file");

  /** Its name in a user's configuration and below a registry's directory. */
  static final String NAME = "registry.yaml";

  static AccessFile none() {
    return new AccessFile(Optional.empty(), Optional.empty(), Optional.empty());
  }

  /** Of a registry's own directory, or the file itself. */
  static AccessFile of(Path directoryOrFile) {
    Path file =
        Files.isDirectory(directoryOrFile)
            ? directoryOrFile.resolve("admin").resolve(NAME)
            : directoryOrFile;
    if (!Files.isRegularFile(file)) {
      throw new ApiFailed(
          Exit.USAGE, 0, "There is no " + file + "; postroad registry init writes it");
    }
    return read(file);
  }

  static AccessFile read(Path file) {
    try {
      JsonNode read = YAMLMapper.shared().readTree(Files.readAllBytes(file));
      read.properties().stream()
          .map(Map.Entry::getKey)
          .filter(key -> !KEYS.contains(key))
          .findFirst()
          .ifPresent(key -> {
            throw new ApiFailed(
                Exit.USAGE, 0, "Key '" + key + "' in " + file + " is none of " + KEYS);
          });
      Path parent = Optional.ofNullable(file.toAbsolutePath().getParent()).orElse(file);
      return new AccessFile(
          text(read, "url"),
          text(read, "certificates").map(parent::resolve),
          text(read, "token-file").map(parent::resolve));
    } catch (IOException | JacksonException e) {
      throw new ApiFailed(Exit.USAGE, file + " cannot be read", e);
    }
  }

  private static Optional<String> text(JsonNode read, String key) {
    return Optional.of(read.path(key).asString("")).filter(value -> !value.isEmpty());
  }
}
