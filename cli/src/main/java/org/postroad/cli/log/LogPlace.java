// SPDX-License-Identifier: MIT
package org.postroad.cli.log;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.postroad.cli.output.Suggestions;
import org.postroad.cli.sandbox.SandboxLog;
import org.postroad.securityserver.ServerDirectory;
import org.postroad.securityserver.journal.JournalReader;

/** Finds the directory of a log from what was typed. */
final class LogPlace {

  private final String typed;
  private final List<SandboxLog> sandbox;

  LogPlace(String typed, List<SandboxLog> sandbox) {
    this.typed = typed;
    this.sandbox = sandbox;
  }

  static Path find(String typed) throws IOException, NoSuchLog {
    return new LogPlace(typed, SandboxLog.running()).find();
  }

  /** A directory wins over a name; what is neither is refused with what could have been meant. */
  Path find() throws IOException, NoSuchLog {
    if (typed.isBlank()) {
      throw new NoSuchLog(
          "Which log? Name it with --log DIR or POSTROAD_LOG: a security server's directory, its"
              + " messagelog or a copy of that."
              + namesOfSandbox());
    }
    Path path = Path.of(typed);
    if (Files.isDirectory(path)) {
      return inside(path);
    }
    List<SandboxLog> meant = sandbox.stream().filter(log -> log.isCalled(typed)).toList();
    if (meant.size() > 1) {
      throw new NoSuchLog(
          "Several sandboxes run and each has a log '" + typed + "'." + namesOfSandbox());
    }
    if (meant.isEmpty()) {
      throw new NoSuchLog(
          "No log '" + typed + "': no such directory, no log of a running sandbox." + guess());
    }
    return inside(meant.getFirst().server());
  }

  private static Path inside(Path directory) throws IOException, NoSuchLog {
    Path ofServer = new ServerDirectory(directory).messageLog();
    if (JournalReader.isIn(directory)) {
      return directory;
    }
    if (JournalReader.isIn(ofServer)) {
      return ofServer;
    }
    List<Path> below = logsBelow(directory);
    throw new NoSuchLog(
        directory
            + " holds no message log: no NNNNNNNNNN.journal in it or in "
            + ofServer.getFileName()
            + "."
            + (below.isEmpty() ? "" : " Did you mean: " + joined(below) + "?"));
  }

  /** Such as the data directory of a sandbox. */
  private static List<Path> logsBelow(Path directory) throws IOException {
    try (Stream<Path> children = Files.list(directory)) {
      return children
          .filter(child -> Files.isDirectory(new ServerDirectory(child).messageLog()))
          .sorted()
          .toList();
    }
  }

  private String guess() {
    List<String> names = sandbox.stream().map(this::shortest).toList();
    return Suggestions.closest(typed, names)
        .map(name -> " Did you mean: " + name + "?")
        .orElseGet(this::namesOfSandbox);
  }

  private String namesOfSandbox() {
    return sandbox.isEmpty()
        ? ""
        : " Logs of running sandboxes: " + joined(sandbox.stream().map(this::shortest).toList());
  }

  /** The plain name while it is the only one, otherwise with the port base. */
  private String shortest(SandboxLog log) {
    boolean alone = sandbox.stream().filter(other -> other.isCalled(log.name())).count() == 1;
    return alone ? log.name() : log.fullName();
  }

  private static String joined(List<?> names) {
    return names.stream().map(Object::toString).collect(Collectors.joining(", "));
  }
}
