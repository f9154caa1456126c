// SPDX-License-Identifier: MIT
package org.postroad.cli.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import org.postroad.cli.process.NewDirectory;
import org.postroad.cli.process.PinSource;
import picocli.CommandLine.Option;

/** Where the PIN of a new server comes from; one is made if nobody says. */
final class NewPin {
  private static final String FILE = "token.pin";
  private static final int BYTES = 24;

  @Option(
      names = "--pin-file",
      paramLabel = "FILE",
      description = "A PIN of your own, in a file that only its owner can use.")
  private Optional<Path> file = Optional.empty();

  @Option(
      names = "--pin-descriptor",
      paramLabel = "N",
      description = "A PIN of your own, from an open descriptor.")
  private Optional<Integer> descriptor = Optional.empty();

  @Option(names = "--pin-prompt", description = "Ask for a PIN of your own, now and at each start.")
  private boolean prompt;

  /** What the configuration of the server says of it. */
  Map<String, String> keys() {
    if (prompt) {
      return Map.of();
    }
    return descriptor
        .map(number -> Map.of("pin.descriptor", number.toString()))
        .orElseGet(
            () -> Map.of("pin.file", file.map(own -> absolute(own).toString()).orElse(FILE)));
  }

  /** Refuses one that is not there; nobody is asked for one yet. */
  void check() throws IOException {
    if (file.isPresent()) {
      Arrays.fill(new PinSource.InFile(file.get()).pin(), '\0');
    }
  }

  /** The PIN, which the caller wipes; one that is made is in the directory then. */
  char[] take(NewDirectory made, SecureRandom random) throws IOException {
    if (prompt) {
      return PinSource.chosen();
    }
    if (descriptor.isPresent()) {
      return new PinSource.FromDescriptor(descriptor.get()).pin();
    }
    if (file.isPresent()) {
      return new PinSource.InFile(file.get()).pin();
    }
    byte[] bytes = new byte[BYTES];
    random.nextBytes(bytes);
    String text = Base64.getUrlEncoder().encodeToString(bytes) + "\n";
    return new PinSource.InFile(made.write(FILE, text.getBytes(UTF_8))).pin();
  }

  /** Where it is, for people. */
  String place(Path directory) {
    if (prompt) {
      return "asked for at each start";
    }
    return descriptor
        .map(number -> "descriptor " + number + " at each start")
        .orElseGet(() -> file.map(NewPin::absolute).orElse(directory.resolve(FILE)).toString());
  }

  private static Path absolute(Path path) {
    return path.toAbsolutePath().normalize();
  }
}
