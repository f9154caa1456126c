// SPDX-License-Identifier: MIT
package org.postroad.cli.administration;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.postroad.cli.process.SecretFile;
import org.postroad.cli.process.Terminal;

/**
 * Looks for what was not typed about the access to a program.
 *
 * @param terminal where the API token is typed if it is nowhere else
 */
public record AccessSearch(Program program, Map<String, String> environment, Terminal terminal) {

  /** In the environment of this process, and at its terminal. */
  public static AccessSearch of(Program program) {
    return new AccessSearch(program, System.getenv(), Terminal.ofThisProcess());
  }

  /** The variable with this end of its name. */
  public Optional<String> environment(String name) {
    return Optional.ofNullable(environment.get(program.variables() + name))
        .filter(value -> !value.isEmpty());
  }

  /** The file of the context that is named, or else that of the user. */
  public AccessFile file(Optional<Path> context) throws IOException {
    Optional<Path> named = context.or(() -> environment("CONTEXT").map(Path::of));
    if (named.isPresent()) {
      return AccessFile.of(program, named.get());
    }
    Path usual = configurationHome().resolve("postroad").resolve(program.file());
    return Files.isRegularFile(usual) ? AccessFile.read(program, usual) : AccessFile.none();
  }

  private Path configurationHome() {
    return Optional.ofNullable(environment.get("XDG_CONFIG_HOME"))
        .filter(home -> !home.isEmpty())
        .map(Path::of)
        .orElseGet(() -> Path.of(System.getProperty("user.home", ""), ".config"));
  }

  /**
   * What is typed comes first, what the environment says next, then a file that says all; who sits
   * at a terminal is asked in the end.
   */
  String token(Optional<Integer> descriptor, Optional<Path> typed, Optional<Path> inFile) {
    try {
      if (descriptor.isPresent()) {
        return new String(SecretFile.ofDescriptor(descriptor.get(), "API token"));
      }
      Optional<Path> inEnvironment = environment("TOKEN_FILE").map(Path::of);
      if (typed.isEmpty() && inEnvironment.isEmpty()) {
        Optional<String> plain = environment("TOKEN");
        if (plain.isPresent()) {
          return plain.get();
        }
      }
      Optional<Path> place = typed.or(() -> inEnvironment).or(() -> inFile);
      return place.isPresent() ? new String(SecretFile.ofOwner(place.get(), "API token")) : asked();
    } catch (IOException e) {
      throw new ApiFailed(Exit.USAGE, "The API token cannot be read: " + e.getMessage(), e);
    }
  }

  private String asked() {
    return terminal
        .secret("API token of the " + program.name() + ": ")
        .map(typed -> new String(typed).strip())
        .orElseThrow(() -> missing("API token", "--token-file FILE"));
  }

  ApiFailed missing(String what, String option) {
    return new ApiFailed(
        Exit.USAGE, 0, "No " + what + ": name it with " + option + " or --context DIR");
  }
}
