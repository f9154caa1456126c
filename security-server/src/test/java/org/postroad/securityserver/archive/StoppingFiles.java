// SPDX-License-Identifier: MIT
package org.postroad.securityserver.archive;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import org.postroad.securityserver.journal.JournalFiles;

/** The disk of a server that dies: from one operation on nothing happens any more. */
final class StoppingFiles implements JournalFiles {
  private final JournalFiles disk = JournalFiles.disk();
  private int left;

  StoppingFiles(int operations) {
    this.left = operations;
  }

  boolean stopped() {
    return left < 0;
  }

  private void step() throws IOException {
    if (left >= 0) {
      left--;
    }
    if (left < 0) {
      throw new IOException("the server is dead");
    }
  }

  @Override
  public Output create(Path file) throws IOException {
    step();
    return new StoppingFile(disk.create(file));
  }

  @Override
  public Output open(Path file) throws IOException {
    step();
    return new StoppingFile(disk.open(file));
  }

  @Override
  public void rename(Path from, Path to) throws IOException {
    step();
    disk.rename(from, to);
  }

  @Override
  public void delete(Path file) throws IOException {
    step();
    disk.delete(file);
  }

  @Override
  public void forceDirectory(Path directory) throws IOException {
    step();
    disk.forceDirectory(directory);
  }

  @Override
  public long usableBytes(Path directory) throws IOException {
    return disk.usableBytes(directory);
  }

  private final class StoppingFile implements Output {
    private final Output file;

    StoppingFile(Output file) {
      this.file = file;
    }

    @Override
    public void write(ByteBuffer bytes, long position) throws IOException {
      int all = bytes.remaining();
      try {
        step();
      } catch (IOException e) {
        file.write(bytes.slice(bytes.position(), all / 2), position);
        throw e;
      }
      file.write(bytes, position);
    }

    @Override
    public void force() throws IOException {
      step();
      file.force();
    }

    @Override
    public void truncate(long length) throws IOException {
      step();
      file.truncate(length);
    }

    @Override
    public void close() throws IOException {
      file.close();
    }
  }
}
