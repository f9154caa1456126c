// SPDX-License-Identifier: MIT
package org.postroad.cli.sandbox;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Where a sandbox keeps its state; a temporary one is removed when it is closed. */
record SandboxHome(Path root, boolean temporary) implements AutoCloseable {

  static SandboxHome of(Optional<Path> data) throws IOException {
    if (data.isPresent()) {
      return new SandboxHome(Files.createDirectories(data.get()).toAbsolutePath(), false);
    }
    return new SandboxHome(Files.createTempDirectory("postroad-sandbox-"), true);
  }

  Path registry() {
    return root.resolve("registry");
  }

  Path trust() {
    return root.resolve("trust-services");
  }

  Path server(Agency agency) {
    return root.resolve(agency.subsystemCode() + "-agency");
  }

  /** What somebody who judges the logs of this sandbox believes: their keys and their witnesses. */
  Path tlogPolicy() {
    return root.resolve("tlog-policy");
  }

  Path populationDatabase() {
    return root.resolve("population-registry").resolve("people");
  }

  /**
   * A home belongs to the port base it was set up with: the addresses of its registry and trust
   * services stand in what was signed then.
   */
  void requirePortBase(int base) throws IOException {
    Path file = root.resolve("port-base");
    if (!Files.exists(file)) {
      Files.writeString(file, Integer.toString(base));
      return;
    }
    String recorded = Files.readString(file).strip();
    if (!recorded.equals(Integer.toString(base))) {
      throw new SandboxRefused(
          root + " was set up with port base " + recorded + ". Use --port-base " + recorded);
    }
  }

  @Override
  public void close() {
    if (temporary) {
      try (Stream<Path> files = Files.walk(root)) {
        List<Path> deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
        for (Path file : deepestFirst) {
          Files.deleteIfExists(file);
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
