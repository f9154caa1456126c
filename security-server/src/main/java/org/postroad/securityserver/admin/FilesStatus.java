// SPDX-License-Identifier: MIT
package org.postroad.securityserver.admin;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.postroad.protocol.transparency.Contradiction;
import org.postroad.securityserver.archive.KnownArchives;
import org.postroad.securityserver.journal.JournalReader;
import org.postroad.securityserver.journal.Segment;
import org.postroad.securityserver.logtree.PublishedCheckpoint;

/** What the files of a log say of it, and those beside it in its server's directory. */
record FilesStatus(Path directory, JournalReader journal) {
  private static final String WITNESS = "witness";

  StatusReport report(KnownArchives archives) throws IOException {
    Optional<PublishedCheckpoint> published = PublishedCheckpoint.read(directory);
    return new StatusReport(
        directory.toAbsolutePath().toString(),
        false,
        new StatusReport.Journal(
            journal.id().map(Object::toString),
            journal.segments().size(),
            journal.segments().stream().mapToLong(Segment::end).sum(),
            lastSequence(),
            StatusReport.Journal.texts(journal.damages())),
        Optional.empty(),
        new StatusReport.Timestamps(Optional.empty(), Optional.empty(), Optional.empty()),
        new StatusReport.Tree(
            Optional.empty(), published.map(StatusReport.Checkpoint::of), false, Optional.empty()),
        List.of(),
        evidence(published.map(known -> known.checkpoint().origin())),
        StatusReport.Archives.of(archives, Optional.empty(), Optional.empty()),
        new StatusReport.Disk(Files.getFileStore(directory).getUsableSpace(), Optional.empty()),
        List.of());
  }

  /** From the last segment alone: it begins with how many records were before it. */
  private long lastSequence() throws IOException {
    if (journal.segments().isEmpty()) {
      return 0;
    }
    Segment last = journal.segments().getLast();
    long sequence = last.header().lastSequence();
    try (var cursor = journal.cursor(last.first())) {
      for (var entry = cursor.next(_ -> {}); entry.isPresent(); entry = cursor.next(_ -> {})) {
        sequence = Math.max(sequence, entry.get().frame().sequence());
      }
    }
    return sequence;
  }

  /** What the server kept as a witness and as a log, where this is in its directory. */
  private List<StatusReport.Evidence> evidence(Optional<String> origin) throws IOException {
    Path witness = directory.toAbsolutePath().normalize().resolveSibling(WITNESS);
    if (!Files.isReadable(witness)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(witness)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> Contradiction.kindOf(name).isPresent())
          .sorted()
          .map(name -> StatusReport.Evidence.of(name, origin))
          .toList();
    }
  }
}
