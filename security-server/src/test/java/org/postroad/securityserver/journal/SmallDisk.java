// SPDX-License-Identifier: MIT
package org.postroad.securityserver.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The real disk with so little room that it gets full: what does not fit is written as far as it
 * does and then fails, as an operating system does it.
 */
public final class SmallDisk extends PassedOnFiles {
  private final AtomicLong room;

  public SmallDisk(long room) {
    this.room = new AtomicLong(room);
  }

  /** Somebody else takes so many bytes, or gives them back. */
  public void take(long bytes) {
    room.addAndGet(-bytes);
  }

  public long room() {
    return room.get();
  }

  @Override
  public Output create(Path file) throws IOException {
    return new SmallFile(super.create(file), 0);
  }

  @Override
  public Output open(Path file) throws IOException {
    return new SmallFile(super.open(file), Files.size(file));
  }

  @Override
  public void rename(Path from, Path to) throws IOException {
    long freed = Files.exists(to) ? Files.size(to) : 0;
    super.rename(from, to);
    room.addAndGet(freed);
  }

  @Override
  public void delete(Path file) throws IOException {
    long freed = Files.exists(file) ? Files.size(file) : 0;
    super.delete(file);
    room.addAndGet(freed);
  }

  @Override
  public long usableBytes(Path directory) {
    return Math.max(0, room.get());
  }

  private final class SmallFile extends PassedOnFile {
    private long length;

    SmallFile(Output file, long length) {
      super(file);
      this.length = length;
    }

    @Override
    public void write(ByteBuffer bytes, long position) throws IOException {
      long grown = Math.max(0, position + bytes.remaining() - length);
      long missing = Math.max(0, grown - Math.max(0, room.get()));
      bytes.limit((int) (bytes.limit() - missing));
      super.write(bytes, position);
      room.addAndGet(missing - grown);
      length += grown - missing;
      if (missing > 0) {
        throw new IOException("No space left on device");
      }
    }

    @Override
    public void truncate(long shorter) throws IOException {
      super.truncate(shorter);
      room.addAndGet(length - shorter);
      length = shorter;
    }
  }
}
