// SPDX-License-Identifier: MIT
package org.postroad.securityserver.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A disk on which nothing happens any more after so many operations, as when a process is killed.
 */
public final class KilledFiles extends PassedOnFiles {
  private final AtomicInteger left;

  public KilledFiles(int operations) {
    this.left = new AtomicInteger(operations);
  }

  /** Whether the kill came before all was done. */
  public boolean happened() {
    return left.get() < 0;
  }

  private boolean isLast() {
    return left.decrementAndGet() == -1;
  }

  private void live() throws IOException {
    if (left.decrementAndGet() < 0) {
      throw new IOException("killed");
    }
  }

  @Override
  public Output create(Path file) throws IOException {
    live();
    return new KilledFile(super.create(file));
  }

  @Override
  public Output open(Path file) throws IOException {
    live();
    return new KilledFile(super.open(file));
  }

  @Override
  public void rename(Path from, Path to) throws IOException {
    live();
    super.rename(from, to);
  }

  @Override
  public void delete(Path file) throws IOException {
    live();
    super.delete(file);
  }

  @Override
  public void forceDirectory(Path directory) throws IOException {
    live();
    super.forceDirectory(directory);
  }

  /** A write that is killed leaves its first half. */
  private final class KilledFile extends PassedOnFile {
    KilledFile(Output file) {
      super(file);
    }

    @Override
    public void write(ByteBuffer bytes, long position) throws IOException {
      if (isLast()) {
        bytes.limit(bytes.limit() / 2);
        super.write(bytes, position);
        throw new IOException("killed");
      }
      if (happened()) {
        throw new IOException("killed");
      }
      super.write(bytes, position);
    }

    @Override
    public void force() throws IOException {
      live();
      super.force();
    }

    @Override
    public void truncate(long length) throws IOException {
      live();
      super.truncate(length);
    }
  }
}
