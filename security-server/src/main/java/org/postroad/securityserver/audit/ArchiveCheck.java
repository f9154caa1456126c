// SPDX-License-Identifier: MIT
package org.postroad.securityserver.audit;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.postroad.protocol.algorithm.Digest;
import org.postroad.protocol.algorithm.DigestAlgorithm;
import org.postroad.protocol.container.ContainerLimits;
import org.postroad.protocol.container.ZipReader;
import org.postroad.protocol.fault.Fault;
import org.postroad.securityserver.archive.ArchiveEntry;
import org.postroad.securityserver.archive.LinkingInfo;
import org.postroad.securityserver.journal.JournalEntry;
import org.postroad.securityserver.journal.Sequences;

/**
 * Judges archives: that a file is what was read back when it was made, that the chain leads through
 * the containers of one that is not encrypted, that each goes on where the one before it in its
 * group ended, and that nothing was pruned which no archive has. For one thread, but for {@link
 * #judge}.
 */
final class ArchiveCheck {
  private static final String ENCRYPTED = ".gpg";
  private static final ContainerLimits LIMITS = new ContainerLimits(1 << 28, 1 << 20, 1L << 30);

  private final Path directory;
  private final boolean expected;
  private final Optional<ArchivedContainers> contents;
  private final Findings findings;
  private final Map<String, LinkingInfo.ChainEnd> ends = new HashMap<>();
  private final Sequences archived = new Sequences();
  private final Sequences pruned = new Sequences();
  private long count;
  private long elsewhere;
  private final AtomicLong sealed = new AtomicLong();

  /**
   * @param contents opens containers, nothing where only their chain is looked at
   * @param expected whether every archive has to be in the directory; otherwise it may have been
   *     taken away
   */
  ArchiveCheck(
      Path directory, boolean expected, Optional<ArchivedContainers> contents, Findings findings) {
    this.directory = directory;
    this.expected = expected;
    this.contents = contents;
    this.findings = findings;
  }

  /** Judges an entry and its file by themselves. */
  Judged judge(JournalEntry entry) throws IOException {
    ArchiveEntry archive;
    try {
      archive = ArchiveEntry.parse(entry.body());
    } catch (IOException | IllegalArgumentException e) {
      Finding finding =
          Finding.at(
              entry.position(),
              FindingKind.ENTRY_UNREADABLE,
              new Subject.Entry(entry.frame().number()),
              String.valueOf(e.getMessage()));
      return new Judged.OfArchive(
          entry, Optional.empty(), Optional.empty(), false, List.of(finding));
    }
    List<Finding> found = new ArrayList<>();
    boolean present = file(archive.archive(), found);
    for (ArchiveEntry.ArchivedFile proofs : archive.proofs().stream().toList()) {
      present &= file(proofs, found);
    }
    Optional<LinkingInfo> info =
        present && found.isEmpty() ? linkingInfo(archive, found) : Optional.empty();
    return new Judged.OfArchive(entry, Optional.of(archive), info, present, found);
  }

  private Path path(ArchiveEntry.ArchivedFile file) throws IOException {
    Path path = directory.resolve(file.name()).normalize();
    if (!directory.normalize().equals(path.getParent())) {
      throw new IOException("archive '" + file.name() + "' is no file of " + directory);
    }
    return path;
  }

  /** Whether the file is there; one with other bytes is found. */
  private boolean file(ArchiveEntry.ArchivedFile file, List<Finding> found) throws IOException {
    Path path = path(file);
    if (!Files.isRegularFile(path)) {
      if (expected) {
        found.add(finding(FindingKind.ARCHIVE_MISSING, file, "not in " + directory));
      }
      return false;
    }
    MessageDigest digest = DigestAlgorithm.SHA512.newDigest();
    try (InputStream in = Files.newInputStream(path)) {
      in.transferTo(new DigestOutputStream(OutputStream.nullOutputStream(), digest));
    }
    if (!new Digest(DigestAlgorithm.SHA512, digest.digest()).matches(file.digest())) {
      found.add(
          finding(
              FindingKind.ARCHIVE_CHANGED,
              file,
              "not the file that was read back, which had the digest " + file.digest()));
    }
    return true;
  }

  private static Finding finding(FindingKind kind, ArchiveEntry.ArchivedFile file, String text) {
    return Finding.in(file.name(), kind, new Subject.OfFile(file.name()), text);
  }

  /**
   * The chain of an archive, once it was seen to lead through the containers; nothing where the
   * archive is encrypted or too large to be taken apart.
   */
  private Optional<LinkingInfo> linkingInfo(ArchiveEntry archive, List<Finding> found)
      throws IOException {
    Path path = path(archive.archive());
    if (archive.archive().name().endsWith(ENCRYPTED) || Files.size(path) > LIMITS.maxFileBytes()) {
      sealed.incrementAndGet();
      return Optional.empty();
    }
    try {
      Map<String, byte[]> files = ZipReader.files(Files.readAllBytes(path), LIMITS);
      byte[] last =
          Optional.ofNullable(files.get(LinkingInfo.NAME))
              .orElseThrow(() -> new IOException("no " + LinkingInfo.NAME));
      LinkingInfo info = LinkingInfo.parse(last);
      requireChain(archive, info, files, found);
      if (contents.isPresent()) {
        requireContents(archive, files, found);
      }
      return Optional.of(info);
    } catch (IOException | Fault e) {
      found.add(
          finding(FindingKind.ARCHIVE_CHANGED, archive.archive(), String.valueOf(e.getMessage())));
      return Optional.empty();
    }
  }

  /** That the containers are those of the records that were logged. */
  private void requireContents(ArchiveEntry archive, Map<String, byte[]> files, List<Finding> found)
      throws IOException {
    Map<String, byte[]> proofs =
        archive.proofs().isEmpty()
            ? Map.of()
            : ZipReader.files(Files.readAllBytes(path(archive.proofs().get())), LIMITS);
    for (String wrong : contents.orElseThrow().judge(archive, files, proofs)) {
      found.add(finding(FindingKind.ARCHIVE_CHANGED, archive.archive(), wrong));
    }
  }

  private static void requireChain(
      ArchiveEntry archive, LinkingInfo info, Map<String, byte[]> files, List<Finding> found) {
    List<LinkingInfo.Link> links = new ArrayList<>();
    String digest = LinkingInfo.after(info.previous(), archive.algorithm()).digest();
    for (Map.Entry<String, byte[]> file : files.entrySet()) {
      if (!file.getKey().equals(LinkingInfo.NAME)) {
        byte[] container = archive.algorithm().digest(file.getValue()).value();
        digest = LinkingInfo.next(archive.algorithm(), digest, container);
        links.add(new LinkingInfo.Link(digest, file.getKey()));
      }
    }
    if (!info.links().equals(links) || !info.digest().equals(archive.chain())) {
      found.add(
          finding(
              FindingKind.ARCHIVE_CHANGED,
              archive.archive(),
              "its containers are not those of its chain"));
    }
  }

  /** Takes note of an archive, in the order of the journal. */
  void archived(Judged.OfArchive judged, long lastRecord) {
    count++;
    elsewhere += judged.present() ? 0 : 1;
    if (judged.archive().isEmpty()) {
      return;
    }
    ArchiveEntry archive = judged.archive().get();
    Optional<LinkingInfo.ChainEnd> before =
        Optional.ofNullable(ends.put(archive.group().orElse(""), archive.chainEnd()));
    if (!before.map(LinkingInfo.ChainEnd::archive).equals(archive.previous())
        || judged.info().filter(info -> !info.previous().equals(before)).isPresent()) {
      findings.add(
          finding(
              FindingKind.ARCHIVE_CHANGED,
              archive.archive(),
              "does not go on where %s ended"
                  .formatted(before.map(LinkingInfo.ChainEnd::archive).orElse("nothing"))));
    }
    if (!archive.records().isEmpty() && archive.records().last() > lastRecord) {
      findings.add(
          Finding.at(
              judged.entry().position(),
              FindingKind.ARCHIVE_CHANGED,
              new Subject.OfFile(archive.archive().name()),
              "has record %d, the journal had %d then"
                  .formatted(archive.records().last(), lastRecord)));
    }
    archived.addAll(archive.records());
  }

  /** Takes note of a record of which the leaf is left. */
  void pruned(long sequence) {
    pruned.add(sequence);
  }

  /** There are no more entries. */
  void end() {
    pruned.forEach(sequence -> {
      if (!archived.contains(sequence)) {
        findings.add(
            Finding.of(
                FindingKind.PRUNED_UNARCHIVED,
                Subject.record(sequence),
                "its content is gone and no archive has it"));
      }
    });
  }

  long count() {
    return count;
  }

  /** How many are there and could not be looked into. */
  long sealed() {
    return sealed.get();
  }

  /** How many are not in the directory. */
  long elsewhere() {
    return elsewhere;
  }
}
