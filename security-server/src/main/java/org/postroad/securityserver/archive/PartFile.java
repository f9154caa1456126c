// SPDX-License-Identifier: MIT
package org.postroad.securityserver.archive;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.security.MessageDigest;
import org.postroad.protocol.algorithm.Digest;
import org.postroad.protocol.algorithm.DigestAlgorithm;
import org.postroad.securityserver.journal.JournalFiles;

/** A file that is being written, digested and counted on the way. */
final class PartFile extends OutputStream {
  private static final int BUFFER = 1 << 16;

  private final Path path;
  private final JournalFiles.Output file;
  private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER);
  private final MessageDigest digest = DigestAlgorithm.SHA512.newDigest();
  private long written;

  PartFile(JournalFiles files, Path path) throws IOException {
    this.path = path;
    this.file = files.create(path);
  }

  Path path() {
    return path;
  }

  @Override
  public void write(int value) throws IOException {
    write(new byte[] {(byte) value}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    digest.update(bytes, offset, length);
    for (int at = offset; at < offset + length; ) {
      if (!buffer.hasRemaining()) {
        writeBuffer();
      }
      int count = Math.min(buffer.remaining(), offset + length - at);
      buffer.put(bytes, at, count);
      at += count;
    }
  }

  private void writeBuffer() throws IOException {
    int count = buffer.position();
    file.write(buffer.flip(), written);
    buffer.clear();
    written += count;
  }

  /** Returns once all of it is durable, and closes the file. */
  ArchiveEntry.ArchivedFile complete(String name) throws IOException {
    writeBuffer();
    file.force();
    file.close();
    return new ArchiveEntry.ArchivedFile(
        name, new Digest(DigestAlgorithm.SHA512, digest.digest()), written);
  }

  /** Leaves what is there as it is. */
  @Override
  public void close() throws IOException {
    file.close();
  }
}
