// SPDX-License-Identifier: MIT
package org.postroad.cli.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.postroad.cli.process.BadConfiguration;
import org.postroad.cli.serverconf.ReferenceConfiguration;
import picocli.CommandLine.Option;

/** Where clients, services and rights are read from; the database itself unless somebody says. */
final class ReferenceDatabase {

  @Option(
      names = "--database-dump",
      paramLabel = "FILE",
      description = "Read a plain dump of its database, not the database itself.")
  private Optional<Path> dump = Optional.empty();

  @Option(
      names = "--without-database",
      description = "Begin without its clients, services and rights.")
  private boolean without;

  /**
   * Reads it.
   *
   * @param properties {@code db.properties}, which leads to the database
   */
  Optional<ReferenceConfiguration> read(Path properties) throws IOException {
    if (without) {
      return Optional.empty();
    }
    if (dump.isPresent()) {
      return Optional.of(ReferenceConfiguration.dumped(dump.get()));
    }
    if (!Files.exists(properties)) {
      throw new BadConfiguration(
          "There is no %s, which leads to its database: give --database-dump or --without-database"
              .formatted(properties));
    }
    return Optional.of(ReferenceConfiguration.live(properties));
  }
}
