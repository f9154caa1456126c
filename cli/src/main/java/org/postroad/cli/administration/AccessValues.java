// SPDX-License-Identifier: MIT
package org.postroad.cli.administration;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** What may be typed about the access to any program. */
public abstract class AccessValues {
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
      description = "The API token, in a file for its owner alone; a terminal asks else.")
  private Optional<Path> tokenFile = Optional.empty();

  @Option(
      names = "--token-fd",
      paramLabel = "N",
      order = 105,
      description = "The API token, from an open descriptor.")
  private Optional<Integer> tokenDescriptor = Optional.empty();

  /** Where else what was not typed may be. */
  @FunctionalInterface
  public interface Elsewhere {
    AccessFile file() throws IOException;
  }

  protected AccessValues() {}

  /** The API that this leads to. */
  protected final Api open(AccessSearch search, Elsewhere elsewhere) throws IOException {
    AccessFile file = elsewhere.file();
    String address =
        url.or(() -> search.environment("URL"))
            .or(file::url)
            .orElseThrow(
                () -> search.missing("address of the " + search.program().name(), "--url"));
    Optional<Path> trusted =
        certificates.or(() -> search.environment("CA").map(Path::of)).or(file::certificates);
    try {
      String token = search.token(tokenDescriptor, tokenFile, file.tokenFile());
      return Api.open(new Access(search.program(), Access.base(address), trusted, token));
    } catch (IllegalArgumentException e) {
      throw new ApiFailed(Exit.USAGE, String.valueOf(e.getMessage()), e);
    }
  }
}
