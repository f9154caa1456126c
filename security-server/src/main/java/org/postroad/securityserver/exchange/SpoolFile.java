// SPDX-License-Identifier: MIT
package org.postroad.securityserver.exchange;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * One body on disk. Written by one thread from its beginning to its end; closing deletes it and
 * gives its space back, whatever happened before.
 */
final class SpoolFile implements Closeable {

  private final SpoolSpace space;
  private final Path file;
  private final OutputStream out;
  private final AtomicBoolean closed = new AtomicBoolean();
  private long length;

  private SpoolFile(SpoolSpace space, Path file, OutputStream out) {
    this.space = space;
    this.file = file;
    this.out = out;
  }

  static SpoolFile create(SpoolDisk disk, Path directory, SpoolSpace space) throws IOException {
    Path file = disk.create(directory);
    try {
      return new SpoolFile(space, file, disk.write(file));
    } catch (IOException e) {
      Files.deleteIfExists(file);
      throw e;
    }
  }

  void write(byte[] bytes, int count) throws IOException {
    space.take(count);
    length += count;
    out.write(bytes, 0, count);
  }

  /** No more is written. */
  void finish() throws IOException {
    out.close();
  }

  InputStream open() throws IOException {
    return Files.newInputStream(file);
  }

  @Override
  public void close() throws IOException {
    if (!closed.compareAndSet(false, true)) {
      return;
    }
    space.give(length);
    try (out) {
      Files.deleteIfExists(file);
    }
  }
}
