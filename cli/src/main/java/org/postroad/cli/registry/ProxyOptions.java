// SPDX-License-Identifier: MIT
package org.postroad.cli.registry;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.postroad.cli.process.PinSource;
import org.postroad.registry.SigningToken;
import picocli.CommandLine.Option;

/** Where a proxy keeps its things and what opens its keys; mixed in with {@code @Mixin}. */
final class ProxyOptions {

  @Option(
      names = "--data",
      paramLabel = "DIR",
      required = true,
      description = "Everything the proxy keeps.")
  private Path data = Path.of("");

  @Option(
      names = "--pin-file",
      paramLabel = "FILE",
      description =
          "The PIN of the token with its keys, in a file that only its owner can use; a terminal is"
              + " asked without it.")
  private Optional<Path> pinFile = Optional.empty();

  ProxyHome home() {
    return new ProxyHome(data);
  }

  /** Opens the token; who opens it closes it. */
  SigningToken token() throws IOException {
    PinSource source =
        pinFile.<PinSource>map(PinSource.InFile::new).orElseGet(PinSource.Asking::new);
    char[] pin = source.pin();
    try {
      return SigningToken.open(home().token(), pin);
    } finally {
      Arrays.fill(pin, '\0');
    }
  }
}
