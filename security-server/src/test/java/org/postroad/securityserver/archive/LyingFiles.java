// SPDX-License-Identifier: MIT
package org.postroad.securityserver.archive;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import org.postroad.securityserver.journal.JournalFiles;

/** A disk that says that all is well and changes one byte of one write. */
final class LyingFiles implements JournalFiles {
  private final JournalFiles disk = JournalFiles.disk();
  private final int wrong;
  private int writes;

  LyingFiles(int wrong) {
    this.wrong = wrong;
  }

  @Override
  public Output create(Path file) throws IOException {
    return new LyingFile(disk.create(file));
  }

  @Override
  public Output open(Path file) throws IOException {
    return new LyingFile(disk.open(file));
  }

  @Override
  public void rename(Path from, Path to) throws IOException {
    disk.rename(from, to);
  }

  @Override
  public void delete(Path file) throws IOException {
    disk.delete(file);
  }

  @Override
  public void forceDirectory(Path directory) throws IOException {
    disk.forceDirectory(directory);
  }

  @Override
  public long usableBytes(Path directory) throws IOException {
    return disk.usableBytes(directory);
  }

  private final class LyingFile implements Output {
    private final Output file;

    LyingFile(Output file) {
      this.file = file;
    }

    @Override
    public void write(ByteBuffer bytes, long position) throws IOException {
      if (writes++ != wrong) {
        file.write(bytes, position);
        return;
      }
      ByteBuffer changed = ByteBuffer.allocate(bytes.remaining()).put(bytes).flip();
      int middle = changed.limit() / 2;
      changed.put(middle, (byte) (changed.get(middle) ^ 1));
      file.write(changed, position);
    }

    @Override
    public void force() throws IOException {
      file.force();
    }

    @Override
    public void truncate(long length) throws IOException {
      file.truncate(length);
    }

    @Override
    public void close() throws IOException {
      file.close();
    }
  }
}
