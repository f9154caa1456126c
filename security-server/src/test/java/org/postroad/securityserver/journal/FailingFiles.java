// SPDX-License-Identifier: MIT
package org.postroad.securityserver.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;

/** The real disk, of which operations in a range of their count fail, some of them half done. */
final class FailingFiles extends PassedOnFiles {
  private final int firstFailure;
  private final int failures;
  private int operations;

  FailingFiles(int firstFailure, int failures) {
    this(JournalFiles.disk(), firstFailure, failures);
  }

  FailingFiles(JournalFiles disk, int firstFailure, int failures) {
    super(disk);
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
    return new FailingFile(super.create(file));
  }

  @Override
  public Output open(Path file) throws IOException {
    step("open");
    return new FailingFile(super.open(file));
  }

  @Override
  public void rename(Path from, Path to) throws IOException {
    step("rename");
    super.rename(from, to);
  }

  @Override
  public void delete(Path file) throws IOException {
    step("delete");
    super.delete(file);
  }

  @Override
  public void forceDirectory(Path directory) throws IOException {
    step("force of the directory");
    super.forceDirectory(directory);
  }

  @Override
  public long usableBytes(Path directory) {
    return Long.MAX_VALUE;
  }

  private final class FailingFile extends PassedOnFile {
    FailingFile(Output file) {
      super(file);
    }

    @Override
    public void write(ByteBuffer bytes, long position) throws IOException {
      if (failsNow()) {
        bytes.limit(bytes.position() + bytes.remaining() / 2);
        super.write(bytes, position);
        throw new IOException("injected failure of write");
      }
      super.write(bytes, position);
    }

    @Override
    public void force() throws IOException {
      step("force");
      super.force();
    }

    @Override
    public void truncate(long length) throws IOException {
      step("truncate");
      super.truncate(length);
    }

    @Override
    public void close() throws IOException {
      super.close();
      step("close");
    }
  }
}
