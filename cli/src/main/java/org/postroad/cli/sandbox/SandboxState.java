// SPDX-License-Identifier: MIT
package org.postroad.cli.sandbox;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * What other commands know of a sandbox that runs: one small file for each, named by its port base,
 * in a directory of this user's.
 */
record SandboxState(long pid, int portBase, String home, String consumerUrl, String since) {

  private static final JsonMapper JSON = JsonMapper.shared();

  /** Writes the file, so that the sandbox counts as running. */
  void publish() throws IOException {
    Path written = Files.createTempFile(directory(), "starting", ".tmp");
    Files.write(written, JSON.writeValueAsBytes(this));
    Files.move(written, file(portBase), StandardCopyOption.ATOMIC_MOVE);
  }

  void withdraw() {
    try {
      Files.deleteIfExists(file(portBase));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Optional<ProcessHandle> process() {
    return ProcessHandle.of(pid).filter(ProcessHandle::isAlive);
  }

  /** Those that run, oldest port base first; what a killed one left behind is removed. */
  static List<SandboxState> running() throws IOException {
    List<SandboxState> found = new ArrayList<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(directory(), "sandbox-*.json")) {
      for (Path file : files) {
        Optional<SandboxState> state = read(file);
        if (state.flatMap(SandboxState::process).isPresent()) {
          found.add(state.orElseThrow());
        } else {
          Files.deleteIfExists(file);
        }
      }
    }
    found.sort(java.util.Comparator.comparingInt(SandboxState::portBase));
    return found;
  }

  static Optional<SandboxState> running(int portBase) throws IOException {
    return running().stream().filter(state -> state.portBase == portBase).findFirst();
  }

  private static Optional<SandboxState> read(Path file) throws IOException {
    try {
      return Optional.of(JSON.readValue(Files.readAllBytes(file), SandboxState.class));
    } catch (JacksonException _) {
      return Optional.empty();
    }
  }

  /** Where a sandbox in the background writes what it would print. */
  static Path logFile(int portBase) throws IOException {
    return directory().resolve("sandbox-" + portBase + ".log");
  }

  private static Path file(int portBase) throws IOException {
    return directory().resolve("sandbox-" + portBase + ".json");
  }

  private static Path directory() throws IOException {
    String user = System.getProperty("user.name", "user").toLowerCase(Locale.ROOT);
    Path directory = Path.of(System.getProperty("java.io.tmpdir"), "postroad-" + user);
    return Files.createDirectories(
        directory,
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
  }
}
