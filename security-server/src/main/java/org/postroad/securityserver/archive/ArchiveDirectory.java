// SPDX-License-Identifier: MIT
package org.postroad.securityserver.archive;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.postroad.securityserver.journal.JournalFiles;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The directory of the archives and the steps by which a file gets its name there. Wherever the
 * server dies in between, a file under its final name counts, and what counts is there under its
 * final name as soon as {@link #tidy} has run:
 *
 * <ol>
 *   <li>{@code N.writing} is written, forced and read back: killed, it is deleted.
 *   <li>It is renamed to {@code NAME.part} and the directory forced: killed, it is deleted.
 *   <li>The entry is appended to the journal: from here it counts.
 *   <li>It is renamed to {@code NAME} and the directory forced: killed before, this is done when
 *       the server is back, before anything else is archived.
 * </ol>
 *
 * <p>So neither a person nor a transfer command ever sees an archive that does not count.
 */
record ArchiveDirectory(Path path, JournalFiles files) {
  private static final Logger LOG = LoggerFactory.getLogger(ArchiveDirectory.class);
  private static final String WRITING = ".writing";
  private static final String PART = ".part";

  static ArchiveDirectory open(Path path, JournalFiles files) throws IOException {
    if (!Files.exists(path)) {
      Files.createDirectories(
          path, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    }
    return new ArchiveDirectory(path, files);
  }

  /** Where an archive is written before it has a name. */
  Path writing(int number) {
    return path.resolve(number + WRITING);
  }

  Path file(String name) {
    return path.resolve(name);
  }

  /** Step 2. */
  void settle(OpenArchive.Complete complete) throws IOException {
    ArchiveEntry entry = complete.entry();
    files.rename(complete.archive(), path.resolve(entry.archive().name() + PART));
    for (ArchiveEntry.ArchivedFile proofs : entry.proofs().stream().toList()) {
      files.rename(complete.proofs(), path.resolve(proofs.name() + PART));
    }
    files.forceDirectory(path);
  }

  /** Step 4, for as much of it as was not done before. */
  void publish(ArchiveEntry entry) throws IOException {
    for (String name : names(entry)) {
      Path part = path.resolve(name + PART);
      if (Files.exists(part)) {
        files.rename(part, path.resolve(name));
      }
    }
    files.forceDirectory(path);
  }

  private static List<String> names(ArchiveEntry entry) {
    return Stream.concat(Stream.of(entry.archive()), entry.proofs().stream())
        .map(ArchiveEntry.ArchivedFile::name)
        .toList();
  }

  /**
   * Ends what was going on when the server died. At most the last archive of each group can be
   * counted and not yet have its name.
   */
  void tidy(List<ArchiveEntry> lastOfEachGroup) throws IOException {
    for (Path file : unfinished()) {
      String name = file.getFileName().toString();
      Set<ArchiveEntry> counted =
          lastOfEachGroup.stream()
              .filter(entry -> names(entry).stream().anyMatch(n -> name.equals(n + PART)))
              .collect(Collectors.toSet());
      if (counted.isEmpty()) {
        LOG.info("{} was not completed and is written again", file);
        files.delete(file);
      }
      for (ArchiveEntry entry : counted) {
        publish(entry);
      }
    }
  }

  private List<Path> unfinished() throws IOException {
    List<Path> found = new ArrayList<>();
    try (DirectoryStream<Path> entries =
        Files.newDirectoryStream(path, "*{" + WRITING + "," + PART + "}")) {
      entries.forEach(found::add);
    }
    return found;
  }
}
