// SPDX-License-Identifier: MIT
package org.postroad.cli.registry.admin;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.postroad.cli.administration.AccessOptions;
import org.postroad.cli.administration.AccessSearch;
import org.postroad.cli.administration.AccessValues;
import org.postroad.cli.administration.Api;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** How to reach the registry: an option of every command, the environment, or a file. */
final class RegistryAccess implements AccessOptions {

  @ArgGroup(
      exclusive = false,
      order = 100,
      heading =
          "%nHow the registry is reached; what is missing is taken from POSTROAD_API_CONTEXT,%n"
              + "_URL, _CA, _TOKEN_FILE or _TOKEN, then from the context's file, or else from%n"
              + "~/.config/postroad/registry.yaml:%n")
  private Values given = new Values();

  /** What may be typed. */
  private static final class Values extends AccessValues {
    @Option(
        names = "--context",
        paramLabel = "DIR|FILE",
        order = 101,
        description = "A registry's own directory, or a file that says all of this.")
    private Optional<Path> context = Optional.empty();

    private Api open(AccessSearch search) throws IOException {
      return open(search, () -> search.file(context));
    }
  }

  @Override
  public Api open() throws IOException {
    return given.open(AccessSearch.of(RegistryFamily.PROGRAM));
  }
}
