// SPDX-License-Identifier: MIT
package org.postroad.securityserver.journal;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Keeps a second process, or a second journal of this one, off a directory until closed. */
record DirectoryLock(FileChannel file) implements Closeable {
  static final String FILE = "journal.lock";

  static DirectoryLock take(Path directory) throws IOException {
    Path path = directory.resolve(FILE);
    FileChannel file = FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    try {
      if (file.tryLock() != null) {
        return new DirectoryLock(file);
      }
    } catch (OverlappingFileLockException e) {
      file.close();
      throw new DirectoryInUse(path + ": this process has the message log open already", e);
    }
    file.close();
    throw new DirectoryInUse(path + ": another process has the message log open");
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
