// SPDX-License-Identifier: MIT
package org.postroad.securityserver.archive;

import java.io.BufferedOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.postroad.protocol.algorithm.DigestAlgorithm;

/**
 * Writes the files of an archive one after the other and keeps the chain of their digests; nothing
 * is held but names and digests.
 *
 * <p>Entries are deflated at level 0 with a data descriptor, as the reference writes them (E-023),
 * and carry the time of their record: in UTC in the field of MS-DOS and again as seconds since
 * 1970. So the same records give the same bytes everywhere (E-033).
 */
final class ArchiveZip {
  private static final int BUFFER = 1 << 16;
  private static final short EXTENDED_TIME = 0x5455;

  private final ZipOutputStream zip;
  private final Optional<LinkingInfo.ChainEnd> previous;
  private final DigestAlgorithm algorithm;
  private final List<LinkingInfo.Link> links = new ArrayList<>();
  private String digest;
  private long bytes;

  /** What writes the bytes of a file and leaves the stream open. */
  @FunctionalInterface
  interface Content {
    void writeTo(OutputStream out) throws IOException;
  }

  ArchiveZip(OutputStream out, Optional<LinkingInfo.ChainEnd> previous, DigestAlgorithm algorithm) {
    this.zip = new ZipOutputStream(out);
    this.zip.setLevel(Deflater.NO_COMPRESSION);
    this.previous = previous;
    this.algorithm = algorithm;
    this.digest = previous.map(LinkingInfo.ChainEnd::digest).orElse("");
  }

  /** Bytes of the containers so far; it is these that a limit counts (E-028). */
  long bytes() {
    return bytes;
  }

  int containers() {
    return links.size();
  }

  /** The digest of the chain up to the last container. */
  String digest() {
    return digest;
  }

  void container(String name, Instant time, Content content) throws IOException {
    zip.putNextEntry(entry(name, time));
    Digesting digesting = new Digesting(zip, algorithm.newDigest());
    OutputStream buffered = new BufferedOutputStream(digesting, BUFFER);
    content.writeTo(buffered);
    buffered.flush();
    zip.closeEntry();
    bytes += digesting.count;
    digest = LinkingInfo.next(algorithm, digest, digesting.digest.digest());
    links.add(new LinkingInfo.Link(digest, name));
  }

  /** Writes the chain and the directory and leaves the stream open. */
  LinkingInfo end(Instant time) throws IOException {
    LinkingInfo info = new LinkingInfo(previous, algorithm, links);
    file(LinkingInfo.NAME, time, info.toByteArray());
    zip.finish();
    return info;
  }

  /** Writes a file that is no part of the chain. */
  void file(String name, Instant time, byte[] content) throws IOException {
    zip.putNextEntry(entry(name, time));
    zip.write(content);
    zip.closeEntry();
  }

  /** Ends a ZIP file that has no chain. */
  void finish() throws IOException {
    zip.finish();
  }

  /** Setting the time as a {@code FileTime} would bring in the zone of this process. */
  private static ZipEntry entry(String name, Instant time) {
    ZipEntry entry = new ZipEntry(name);
    entry.setTimeLocal(LocalDateTime.ofInstant(time, ZoneOffset.UTC));
    ByteBuffer extended = ByteBuffer.allocate(9).order(ByteOrder.LITTLE_ENDIAN);
    extended.putShort(EXTENDED_TIME).putShort((short) 5).put((byte) 1);
    extended.putInt((int) time.getEpochSecond());
    entry.setExtra(extended.array());
    return entry;
  }

  /** Counts and digests what goes through, in pieces as large as they come. */
  private static final class Digesting extends FilterOutputStream {
    private final MessageDigest digest;
    private long count;

    Digesting(OutputStream out, MessageDigest digest) {
      super(out);
      this.digest = digest;
    }

    @Override
    public void write(int value) throws IOException {
      write(new byte[] {(byte) value}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      digest.update(bytes, offset, length);
      out.write(bytes, offset, length);
      count += length;
    }
  }
}
