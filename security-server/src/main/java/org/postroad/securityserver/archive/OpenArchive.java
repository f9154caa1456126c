// SPDX-License-Identifier: MIT
package org.postroad.securityserver.archive;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import org.postroad.protocol.container.ContainerWriter;
import org.postroad.protocol.transparency.Unproven;
import org.postroad.securityserver.journal.JournalFiles;
import org.postroad.securityserver.journal.Sequences;
import org.postroad.securityserver.messagelog.LeafMaterial;
import org.postroad.securityserver.messagelog.LogRecord;
import org.postroad.securityserver.messagelog.SignedDocuments;

/** An archive of one group that is being written, and its proofs beside it. */
final class OpenArchive implements Closeable {
  /** A ZIP file with more entries needs an extension that not every reader has. */
  private static final int MOST_CONTAINERS = 65_000;

  private static final String CONTAINER = ".asice";
  private static final String PROOF = ".tlog-proof";

  private final Optional<String> group;
  private final Optional<LinkingInfo.ChainEnd> previous;
  private final ArchiveSettings settings;
  private final Half archive;
  private final Half proofs;
  private final Sequences records = new Sequences();
  private Instant first = Instant.MAX;
  private Instant last = Instant.MIN;

  /** One of the two files: its bytes go through the ZIP writer, the seal, and onto the disk. */
  private record Half(PartFile file, Seal seal, OutputStream sealed, ArchiveZip zip) {
    static Half open(
        JournalFiles files,
        Path path,
        Seal seal,
        Optional<LinkingInfo.ChainEnd> previous,
        ArchiveSettings settings)
        throws IOException {
      PartFile file = new PartFile(files, path);
      try {
        OutputStream sealed = seal.open(file);
        return new Half(file, seal, sealed, new ArchiveZip(sealed, previous, settings.algorithm()));
      } catch (IOException | RuntimeException e) {
        file.close();
        throw e;
      }
    }

    ArchiveEntry.ArchivedFile complete(String name) throws IOException {
      sealed.close();
      return file.complete(name);
    }

    ReadBack readBack(ArchiveEntry.ArchivedFile written) {
      return new ReadBack(file.path(), written, seal);
    }
  }

  /** A complete archive whose files are on disk under names of their own and were read back. */
  record Complete(ArchiveEntry entry, Path archive, Path proofs) {}

  private OpenArchive(
      Optional<String> group,
      Optional<LinkingInfo.ChainEnd> previous,
      ArchiveSettings settings,
      Half archive,
      Half proofs) {
    this.group = group;
    this.previous = previous;
    this.settings = settings;
    this.archive = archive;
    this.proofs = proofs;
  }

  /**
   * @param path of the files while they are written, to be added to
   */
  static OpenArchive begin(
      Optional<String> group,
      Optional<LinkingInfo.ChainEnd> previous,
      ArchiveSettings settings,
      Seal.Source seals,
      JournalFiles files,
      Path path)
      throws IOException {
    Path proofsPath = path.resolveSibling("proofs-" + path.getFileName());
    Half archive = Half.open(files, path, seals.newSeal(), previous, settings);
    try {
      Half proofs = Half.open(files, proofsPath, seals.newSeal(), Optional.empty(), settings);
      return new OpenArchive(group, previous, settings, archive, proofs);
    } catch (IOException | RuntimeException e) {
      archive.file().close();
      throw e;
    }
  }

  /** Adds a record; false when it cannot be proved to be in the log yet, and is left out. */
  boolean add(StampedRecords.Stamped stamped, RecordProofs source) throws IOException {
    LogRecord record = stamped.record();
    byte[] proof;
    try {
      proof = source.proof(record.sequence(), LeafMaterial.read(stamped.entry().body()));
    } catch (Unproven e) {
      return false;
    }
    String name = SignedDocuments.containerName(record);
    String stem = name.substring(0, name.length() - CONTAINER.length());
    proofs.zip().file(stem + PROOF, record.time(), proof);
    archive
        .zip()
        .container(
            name,
            record.time(),
            out -> ContainerWriter.write(record.container(Optional.of(stamped.timestamp())), out));
    records.add(record.sequence());
    first = record.time().isBefore(first) ? record.time() : first;
    last = record.time().isAfter(last) ? record.time() : last;
    return true;
  }

  boolean isEmpty() {
    return records.isEmpty();
  }

  long containers() {
    return archive.zip().containers();
  }

  /** Behind the record that exceeds the limit, not before it (E-028). */
  boolean isFull() {
    return archive.zip().bytes() > settings.maxFileBytes() || containers() >= MOST_CONTAINERS;
  }

  /** Ends both files, makes them durable and reads them back. */
  Complete complete() throws IOException {
    LinkingInfo info = archive.zip().end(last);
    proofs.zip().finish();
    ArchiveName name =
        new ArchiveName(group, first, last, info.digest(), settings.encryption().isPresent());
    ArchiveEntry.ArchivedFile archived = archive.complete(name.toString());
    ArchiveEntry.ArchivedFile proved = proofs.complete(name.proofs());
    archive.readBack(archived).requireArchive(info);
    proofs.readBack(proved).requireFiles(info.links().size());
    ArchiveEntry entry =
        new ArchiveEntry(
            group,
            archived,
            Optional.of(proved),
            previous.map(LinkingInfo.ChainEnd::archive),
            settings.algorithm(),
            info.digest(),
            records);
    return new Complete(entry, archive.file().path(), proofs.file().path());
  }

  /** Leaves both files as they are; they are deleted before the next archive is begun. */
  @Override
  public void close() throws IOException {
    try (PartFile _ = archive.file();
        PartFile _ = proofs.file()) {
      // What was not completed does not count.
    }
  }
}
