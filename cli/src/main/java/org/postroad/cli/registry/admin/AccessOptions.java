// SPDX-License-Identifier: MIT
package org.postroad.cli.registry.admin;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;
import org.postroad.cli.process.SecretFile;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** How to reach the registry: an option of every command, the environment, or a file. */
final class AccessOptions {
  private static final String PREFIX = "POSTROAD_API_";

  @ArgGroup(
      exclusive = false,
      order = 100,
      heading =
          "%nHow the registry is reached; what is missing is taken from POSTROAD_API_CONTEXT,%n"
              + "_URL, _CA, _TOKEN_FILE or _TOKEN, then from the context's file, or else from%n"
              + "~/.config/postroad/registry.yaml:%n")
  private Options given = new Options();

  /** What may be typed. */
  private static final class Options {
    @Option(
        names = "--context",
        paramLabel = "DIR|FILE",
        order = 101,
        description = "A registry's own directory, or a file that says all of this.")
    private Optional<Path> context = Optional.empty();

    @Option(
        names = "--url",
        paramLabel = "URL",
        order = 102,
        description = "Where it is administered, as https://localhost:4000.")
    private Optional<String> url = Optional.empty();

    @Option(
        names = "--ca",
        paramLabel = "FILE",
        order = 103,
        description = "Certificates (PEM); its own is one of them, or issued by one.")
    private Optional<Path> certificates = Optional.empty();

    @Option(
        names = "--token-file",
        paramLabel = "FILE",
        order = 104,
        description = "The API token, in a file for its owner alone.")
    private Optional<Path> tokenFile = Optional.empty();

    @Option(
        names = "--token-fd",
        paramLabel = "N",
        order = 105,
        description = "The API token, from an open descriptor.")
    private Optional<Integer> tokenDescriptor = Optional.empty();
  }

  Api open() throws IOException {
    AccessFile file = file();
    String address =
        given
            .url
            .or(() -> environment("URL"))
            .or(file::url)
            .orElseThrow(() -> missing("address of the registry", "--url or --context DIR"));
    Optional<Path> trusted =
        given.certificates.or(() -> environment("CA").map(Path::of)).or(file::certificates);
    try {
      Access access = new Access(Access.base(address), trusted, token(file));
      return new Api(HttpsWire.open(access));
    } catch (IllegalArgumentException e) {
      throw new ApiFailed(Exit.USAGE, String.valueOf(e.getMessage()), e);
    }
  }

  private AccessFile file() throws IOException {
    Optional<Path> named = given.context.or(() -> environment("CONTEXT").map(Path::of));
    if (named.isPresent()) {
      return AccessFile.of(named.get());
    }
    Path usual = configurationHome().resolve("postroad").resolve(AccessFile.NAME);
    return Files.isRegularFile(usual) ? AccessFile.read(usual) : AccessFile.none();
  }

  private static Path configurationHome() {
    return Optional.ofNullable(System.getenv("XDG_CONFIG_HOME"))
        .filter(home -> !home.isEmpty())
        .map(Path::of)
        .orElseGet(() -> Path.of(System.getProperty("user.home", ""), ".config"));
  }

  /** What is typed comes first, what the environment says next, the context's file last. */
  private String token(AccessFile file) {
    try {
      if (given.tokenDescriptor.isPresent()) {
        return new String(SecretFile.ofDescriptor(given.tokenDescriptor.get(), "API token"));
      }
      Supplier<Optional<Path>> inEnvironment = () -> environment("TOKEN_FILE").map(Path::of);
      if (given.tokenFile.isEmpty() && inEnvironment.get().isEmpty()) {
        Optional<String> plain = environment("TOKEN");
        if (plain.isPresent()) {
          return plain.get();
        }
      }
      Path place =
          given
              .tokenFile
              .or(inEnvironment)
              .or(file::tokenFile)
              .orElseThrow(() -> missing("API token", "--token-file FILE or --context DIR"));
      return new String(SecretFile.ofOwner(place, "API token"));
    } catch (IOException e) {
      throw new ApiFailed(Exit.USAGE, "The API token cannot be read: " + e.getMessage(), e);
    }
  }

  private static Optional<String> environment(String name) {
    return Optional.ofNullable(System.getenv(PREFIX + name)).filter(value -> !value.isEmpty());
  }

  private static ApiFailed missing(String what, String option) {
    return new ApiFailed(Exit.USAGE, 0, "No " + what + ": name it with " + option);
  }
}
