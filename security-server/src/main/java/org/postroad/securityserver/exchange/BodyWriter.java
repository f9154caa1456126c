// SPDX-License-Identifier: MIT
package org.postroad.securityserver.exchange;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Optional;
import org.postroad.protocol.algorithm.Digest;
import org.postroad.protocol.algorithm.DigestAlgorithm;

/** Keeps and digests one body chunk by chunk; moves from memory to disk, or gives up keeping. */
final class BodyWriter implements Closeable {

  private static final DigestAlgorithm ALGORITHM = DigestAlgorithm.SHA512;

  private final BodySpool spool;
  private final long keep;
  private final MessageDigest digest = ALGORITHM.newDigest();
  private final ByteArrayOutputStream memory = new ByteArrayOutputStream(1024);
  private Optional<Path> file = Optional.empty();
  private OutputStream fileOut = OutputStream.nullOutputStream();
  private long length;
  private boolean finished;

  BodyWriter(BodySpool spool, long keep) {
    this.spool = spool;
    this.keep = keep;
  }

  void write(byte[] chunk, int count) throws IOException {
    digest.update(chunk, 0, count);
    length += count;
    if (length > keep) {
      drop();
    } else if (length <= spool.limits().memory()) {
      memory.write(chunk, 0, count);
    } else {
      toFile();
      fileOut.write(chunk, 0, count);
    }
  }

  Body finish() throws IOException {
    fileOut.close();
    Digest value = new Digest(ALGORITHM, digest.digest());
    finished = true;
    if (length > keep) {
      return Body.dropped(length, value);
    }
    return file.map(path -> Body.onDisk(path, length, value))
        .orElseGet(() -> Body.inMemory(memory.toByteArray(), value));
  }

  private void toFile() throws IOException {
    if (file.isEmpty()) {
      Path path = spool.newFile();
      file = Optional.of(path);
      fileOut = Files.newOutputStream(path);
      memory.writeTo(fileOut);
      memory.reset();
    }
  }

  private void drop() throws IOException {
    memory.reset();
    fileOut.close();
    fileOut = OutputStream.nullOutputStream();
    if (file.isPresent()) {
      Files.deleteIfExists(file.get());
      file = Optional.empty();
    }
  }

  @Override
  public void close() throws IOException {
    if (!finished) {
      drop();
    }
  }
}
