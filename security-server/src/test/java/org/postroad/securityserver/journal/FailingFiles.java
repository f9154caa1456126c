// SPDX-License-Identifier: MIT
package org.postroad.securityserver.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;

/** The real disk, of which operations in a range of their count fail, some of them half done. */
final class FailingFiles implements JournalFiles {
  private final JournalFiles disk;
  private final int firstFailure;
  private final int failures;
  private int operations;

  FailingFiles(int firstFailure, int failures) {
    this(JournalFiles.disk(), firstFailure, failures);
  }

  FailingFiles(JournalFiles disk, int firstFailure, int failures) {
    this.disk = disk;
    this.firstFailure = firstFailure;
    this.failures = failures;
  }

  synchronized boolean hasFailed() {
    return operations >= firstFailure;
  }

  private synchronized boolean failsNow() {
    operations++;
    return operations >= firstFailure && operations < firstFailure + failures;
  }

  private void step(String what) throws IOException {
    if (failsNow()) {
      throw new IOException("injected failure of " + what);
    }
  }

  @Override
  public Output create(Path file) throws IOException {
    step("create");
    return new FailingFile(disk.create(file));
  }

  @Override
  public Output open(Path file) throws IOException {
    step("open");
    return new FailingFile(disk.open(file));
  }

  @Override
  public void rename(Path from, Path to) throws IOException {
    step("rename");
    disk.rename(from, to);
  }

  @Override
  public void delete(Path file) throws IOException {
    step("delete");
    disk.delete(file);
  }

  @Override
  public void forceDirectory(Path directory) throws IOException {
    step("force of the directory");
    disk.forceDirectory(directory);
  }

  @Override
  public long usableBytes(Path directory) {
    return Long.MAX_VALUE;
  }

  private final class FailingFile implements Output {
    private final Output file;

    FailingFile(Output file) {
      this.file = file;
    }

    @Override
    public void write(ByteBuffer bytes, long position) throws IOException {
      if (failsNow()) {
        bytes.limit(bytes.position() + bytes.remaining() / 2);
        file.write(bytes, position);
        throw new IOException("injected failure of write");
      }
      file.write(bytes, position);
    }

    @Override
    public void force() throws IOException {
      step("force");
      file.force();
    }

    @Override
    public void truncate(long length) throws IOException {
      step("truncate");
      file.truncate(length);
    }

    @Override
    public void close() throws IOException {
      file.close();
      step("close");
    }
  }
}
