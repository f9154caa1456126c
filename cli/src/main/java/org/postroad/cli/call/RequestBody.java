// SPDX-License-Identifier: MIT
package org.postroad.cli.call;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** What a request carries. */
final class RequestBody {
  private static final String STANDARD_INPUT = "-";

  @Option(
      names = {"-b", "--body"},
      paramLabel = "FILE",
      description = "What to send: a file, or - for standard input.")
  private Optional<String> body = Optional.empty();

  Optional<byte[]> read() {
    return body.map(RequestBody::read);
  }

  private static byte[] read(String place) {
    try {
      return place.equals(STANDARD_INPUT)
          ? System.in.readAllBytes()
          : Files.readAllBytes(Path.of(place));
    } catch (IOException failure) {
      throw new CallFailed("Cannot read " + place);
    }
  }
}
