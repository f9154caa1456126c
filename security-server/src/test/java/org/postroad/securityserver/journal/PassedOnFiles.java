// SPDX-License-Identifier: MIT
package org.postroad.securityserver.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;

/** Passes everything on to other files, but what a disk of a test overrides. */
public abstract class PassedOnFiles implements JournalFiles {
  private final JournalFiles files;

  /** Passes on to the real disk. */
  protected PassedOnFiles() {
    this(JournalFiles.disk());
  }

  protected PassedOnFiles(JournalFiles files) {
    this.files = files;
  }

  @Override
  public Output create(Path file) throws IOException {
    return files.create(file);
  }

  @Override
  public Output open(Path file) throws IOException {
    return files.open(file);
  }

  @Override
  public void rename(Path from, Path to) throws IOException {
    files.rename(from, to);
  }

  @Override
  public void delete(Path file) throws IOException {
    files.delete(file);
  }

  @Override
  public void forceDirectory(Path directory) throws IOException {
    files.forceDirectory(directory);
  }

  @Override
  public long usableBytes(Path directory) throws IOException {
    return files.usableBytes(directory);
  }

  @Override
  public void uncache(Path file) {
    files.uncache(file);
  }

  /** The same for one file. */
  public abstract static class PassedOnFile implements Output {
    private final Output file;

    protected PassedOnFile(Output file) {
      this.file = file;
    }

    @Override
    public void write(ByteBuffer bytes, long position) throws IOException {
      file.write(bytes, position);
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
