// SPDX-License-Identifier: MIT
package org.postroad.securityserver.audit;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.postroad.protocol.algorithm.DigestAlgorithm;
import org.postroad.protocol.container.ContainerLimits;
import org.postroad.protocol.container.ZipReader;
import org.postroad.securityserver.archive.ArchiveEntry;
import org.postroad.securityserver.archive.LinkingInfo;
import org.postroad.securityserver.journal.EntryType;

/**
 * The last archive of a log in the hands of somebody who has the machine: containers are exchanged,
 * and chain, digests, and the journal's entry are made to fit.
 */
final class RewrittenArchive {
  private final Path log;
  private final ArchiveEntry entry;
  private final Map<String, byte[]> files;
  private final Map<String, byte[]> proofs;

  RewrittenArchive(Path log, ArchiveEntry last) throws IOException {
    this.log = log;
    this.entry = last;
    this.files = read(last.archive());
    this.proofs = read(last.proofs().orElseThrow());
  }

  private Path file(ArchiveEntry.ArchivedFile file) {
    return log.resolve("archive").resolve(file.name());
  }

  private Map<String, byte[]> read(ArchiveEntry.ArchivedFile file) throws IOException {
    return new LinkedHashMap<>(
        ZipReader.files(Files.readAllBytes(file(file)), ContainerLimits.DEFAULT));
  }

  private String name(int index) {
    return List.copyOf(files.keySet()).get(index);
  }

  private static byte[] get(Map<String, byte[]> from, String name) {
    return Optional.ofNullable(from.get(name)).orElseThrow();
  }

  byte[] container(int index) {
    return get(files, name(index));
  }

  /** Puts another container in the place of one; the name of the archive. */
  String withContainer(int index, byte[] other) throws IOException {
    files.put(name(index), other);
    return write();
  }

  /** Puts one container and its proof in the place of another's; the name of the archive. */
  String withContainerAndProof(int index, int other) throws IOException {
    proofs.put(proof(index), get(proofs, proof(other)));
    return withContainer(index, container(other));
  }

  private String proof(int index) {
    return name(index).replaceFirst("\\.asice$", ".tlog-proof");
  }

  private String write() throws IOException {
    LinkingInfo before = LinkingInfo.parse(get(files, LinkingInfo.NAME));
    files.remove(LinkingInfo.NAME);
    List<LinkingInfo.Link> links = new ArrayList<>();
    String digest = before.previous().orElseThrow().digest();
    for (Map.Entry<String, byte[]> file : files.entrySet()) {
      byte[] container = entry.algorithm().digest(file.getValue()).value();
      digest = LinkingInfo.next(entry.algorithm(), digest, container);
      links.add(new LinkingInfo.Link(digest, file.getKey()));
    }
    LinkingInfo info = new LinkingInfo(before.previous(), before.algorithm(), links);
    files.put(LinkingInfo.NAME, info.toByteArray());
    ArchiveEntry rewritten =
        new ArchiveEntry(
            entry.group(),
            write(entry.archive(), files),
            Optional.of(write(entry.proofs().orElseThrow(), proofs)),
            entry.previous(),
            entry.algorithm(),
            info.digest(),
            entry.records());
    Insider insider = new Insider(log);
    int last = insider.indices(EntryType.ARCHIVE).getLast();
    insider.set(last, rewritten.toString().getBytes(StandardCharsets.UTF_8));
    insider.writeJournal();
    return rewritten.archive().name();
  }

  private ArchiveEntry.ArchivedFile write(
      ArchiveEntry.ArchivedFile file, Map<String, byte[]> content) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(out)) {
      for (Map.Entry<String, byte[]> one : content.entrySet()) {
        ZipEntry stored = new ZipEntry(one.getKey());
        CRC32 crc = new CRC32();
        crc.update(one.getValue());
        stored.setMethod(ZipEntry.STORED);
        stored.setSize(one.getValue().length);
        stored.setCrc(crc.getValue());
        zip.putNextEntry(stored);
        zip.write(one.getValue());
        zip.closeEntry();
      }
    }
    Files.write(file(file), out.toByteArray());
    return new ArchiveEntry.ArchivedFile(
        file.name(), DigestAlgorithm.SHA512.digest(out.toByteArray()), out.size());
  }
}
