// SPDX-License-Identifier: MIT
package org.postroad.cli.registry;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.postroad.protocol.globalconf.Generation;

/**
 * How new what a proxy took last was: a file with the time it was made, or {@code -}, and the time
 * it expires, a line each.
 */
final class ProxyGeneration {
  private static final String UNKNOWN = "-";

  private ProxyGeneration() {}

  static Optional<Generation> read(Path file, int version) throws IOException {
    if (!Files.isRegularFile(file)) {
      return Optional.empty();
    }
    List<String> lines = Files.readAllLines(file);
    try {
      Optional<Instant> made =
          lines.getFirst().equals(UNKNOWN)
              ? Optional.empty()
              : Optional.of(Instant.parse(lines.getFirst()));
      return Optional.of(new Generation(made, Instant.parse(lines.getLast()), version));
    } catch (DateTimeException damaged) {
      throw new IOException(file + " is damaged; delete it to begin anew", damaged);
    }
  }

  static void write(Path file, Generation generation) throws IOException {
    String made = generation.generatedAt().map(Instant::toString).orElse(UNKNOWN);
    Path next = file.resolveSibling(file.getFileName() + ".next");
    Files.write(next, List.of(made, generation.expires().toString()));
    Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }
}
