// SPDX-License-Identifier: MIT
package org.postroad.cli.doctor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.postroad.cli.output.Amounts;
import org.postroad.cli.server.ServerFile;
import org.postroad.protocol.backup.BackupFolder;
import org.postroad.securityserver.ServerDirectory;
import org.postroad.securityserver.conf.NodeType;

/**
 * How old the newest backup of the server is. A server makes one every day, so an old one means
 * that none could be made, or that the server did not run.
 *
 * @param most how old it may be
 */
record BackupAge(Duration most, Instant now) {
  private static final String CHECK = "backups";
  private static final String MEANS =
      "what was changed since is lost with the disk: clients, services, rights, keys";

  /** One of the files in the folder of backups. */
  private record Made(String name, Instant at) {}

  /** Looks at those of a server; a secondary node makes none. */
  static Finding look(ServerFile server, Instant now) throws IOException {
    if (server.settings().node().type() == NodeType.SECONDARY) {
      return Finding.good(CHECK, "those of the primary node count");
    }
    ServerDirectory directory = new ServerDirectory(server.directory());
    return new BackupAge(server.settings().health().backupAge(), now)
        .look(
            directory.backups(),
            directory.anchor(),
            "postroad server backup create --context " + server.directory());
  }

  /**
   * Looks at a folder.
   *
   * @param since a file as old as the server, for one that has none yet
   * @param create what makes one
   */
  private Finding look(Path folder, Path since, String create) throws IOException {
    Optional<Made> newest = newest(folder);
    if (newest.isPresent()) {
      return age(newest.get().name(), "is of", newest.get().at(), create);
    }
    return Files.exists(since)
        ? age("there is none", "and the server is of", modified(since), create)
        : Finding.good(CHECK, "there is nothing to back up yet");
  }

  private Finding age(String what, String is, Instant at, String create) {
    Duration age = Duration.between(at, now);
    String cause =
        what + ", " + is + " " + Amounts.time(age.isNegative() ? Duration.ZERO : age) + " ago";
    return age.compareTo(most) <= 0
        ? Finding.good(CHECK, cause)
        : Finding.warning(
            CHECK,
            cause + "; " + Amounts.time(most) + " is the most expected",
            MEANS,
            Finding.HERE,
            create + "; if that is refused, it says why none was made");
  }

  private static Optional<Made> newest(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return Optional.empty();
    }
    List<Path> files;
    try (Stream<Path> all = Files.list(folder)) {
      files = all.filter(file -> BackupFolder.isName(file.getFileName().toString())).toList();
    }
    Stream.Builder<Made> made = Stream.builder();
    for (Path file : files) {
      made.add(new Made(file.getFileName().toString(), modified(file)));
    }
    return made.build().max(Comparator.comparing(Made::at));
  }

  private static Instant modified(Path file) throws IOException {
    return Files.readAttributes(file, BasicFileAttributes.class).lastModifiedTime().toInstant();
  }
}
