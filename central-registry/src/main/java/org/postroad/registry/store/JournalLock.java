// SPDX-License-Identifier: MIT

package org.postroad.registry.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.postroad.protocol.fault.Fault;
import org.postroad.protocol.fault.FaultCode;

/** Keeps other processes, and other journals of this one, off a file until closed. */
record JournalLock(FileChannel channel) implements AutoCloseable {

  static JournalLock take(Path file) {
    var lock = new JournalLock(open(file));
    if (lock.isTaken()) {
      return lock;
    }
    lock.close();
    throw new Fault(FaultCode.DATABASE_ERROR, "The journal is open elsewhere: " + file);
  }

  private static FileChannel open(Path file) {
    try {
      return FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    } catch (IOException failure) {
      throw new Fault(FaultCode.DATABASE_ERROR, "Cannot open " + file, failure);
    }
  }

  private boolean isTaken() {
    try {
      return channel.tryLock() != null;
    } catch (IOException | OverlappingFileLockException heldElsewhere) {
      return false;
    }
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException failure) {
      throw new UncheckedIOException("Cannot unlock the journal", failure);
    }
  }
}
