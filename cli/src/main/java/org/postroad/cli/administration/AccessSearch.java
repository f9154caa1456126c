// SPDX-License-Identifier: MIT
package org.postroad.cli.administration;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.postroad.cli.process.SecretFile;

/** Looks for what was not typed about the access to a program. */
public record AccessSearch(Program program, Map<String, String> environment) {

  /** In the environment of this process. */
  public static AccessSearch of(Program program) {
    return new AccessSearch(program, System.getenv());
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

  /** What is typed comes first, what the environment says next, a file that says all last. */
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
      Path place =
          typed
              .or(() -> inEnvironment)
              .or(() -> inFile)
              .orElseThrow(() -> missing("API token", "--token-file FILE"));
      return new String(SecretFile.ofOwner(place, "API token"));
    } catch (IOException e) {
      throw new ApiFailed(Exit.USAGE, "The API token cannot be read: " + e.getMessage(), e);
    }
  }

  ApiFailed missing(String what, String option) {
    return new ApiFailed(
        Exit.USAGE, 0, "No " + what + ": name it with " + option + " or --context DIR");
  }
}
