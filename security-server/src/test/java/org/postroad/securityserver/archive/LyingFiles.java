// SPDX-License-Identifier: MIT
package org.postroad.securityserver.archive;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import org.postroad.securityserver.journal.PassedOnFiles;

/** A disk that says that all is well and changes one byte of one write. */
final class LyingFiles extends PassedOnFiles {
  private final int wrong;
  private int writes;

  LyingFiles(int wrong) {
    this.wrong = wrong;
  }

  @Override
  public Output create(Path file) throws IOException {
    return new LyingFile(super.create(file));
  }

  @Override
  public Output open(Path file) throws IOException {
    return new LyingFile(super.open(file));
  }

  private final class LyingFile extends PassedOnFile {
    LyingFile(Output file) {
      super(file);
    }

    @Override
    public void write(ByteBuffer bytes, long position) throws IOException {
      if (writes++ != wrong) {
        super.write(bytes, position);
        return;
      }
      ByteBuffer changed = ByteBuffer.allocate(bytes.remaining()).put(bytes).flip();
      int middle = changed.limit() / 2;
      changed.put(middle, (byte) (changed.get(middle) ^ 1));
      super.write(changed, position);
    }
  }
}
