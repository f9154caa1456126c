// SPDX-License-Identifier: MIT
package org.postroad.cli.log;

import java.nio.file.Path;
import java.util.Optional;
import org.postroad.securityserver.messagelog.IndexDatabase;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** In which database the index of a log is; mixed in with {@code @Mixin}. */
final class IndexOptions {

  @Option(
      names = "--index",
      paramLabel = "URL",
      description = "The PostgreSQL database with the index: jdbc:postgresql://host:port/database.")
  private Optional<String> url = Optional.empty();

  @Option(
      names = "--index-user",
      paramLabel = "NAME",
      description = "Who connects to it; otherwise the user who runs this.")
  private Optional<String> user = Optional.empty();

  @Option(
      names = "--index-password-file",
      paramLabel = "FILE",
      description = "A file for its owner alone with the password and nothing else.")
  private Optional<Path> passwordFile = Optional.empty();

  /** Nothing where none is named. A URL that is none is wrong usage. */
  Optional<IndexDatabase> database(CommandLine command) {
    if (url.isEmpty() && (user.isPresent() || passwordFile.isPresent())) {
      throw new ParameterException(command, "Which database? Name it with --index");
    }
    try {
      return url.map(database ->
          new IndexDatabase.Postgres(
              database, user.orElse(System.getProperty("user.name", "")), passwordFile));
    } catch (IllegalArgumentException e) {
      throw new ParameterException(command, "--index: " + e.getMessage(), e);
    }
  }
}
