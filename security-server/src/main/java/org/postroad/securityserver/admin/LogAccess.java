// SPDX-License-Identifier: MIT
package org.postroad.securityserver.admin;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import org.postroad.securityserver.messagelog.IndexDatabase;

/** Finds who can be asked about the log of a directory. */
public final class LogAccess {
  private LogAccess() {}

  /** The server that has it open, or its files. */
  public static LogOperations of(Path directory) throws IOException {
    return of(directory, Optional.empty());
  }

  /**
   * The same.
   *
   * @param index where the index of a log is that no server has open; a server knows where its own
   *     is
   */
  public static LogOperations of(Path directory, Optional<IndexDatabase> index) throws IOException {
    Optional<LogOperations> server = ControlledLog.of(directory);
    if (server.isPresent() && index.isPresent()) {
      throw new IOException(
          "A server has this log open and knows where its index is; leave --index out");
    }
    return server.orElseGet(
        () -> new LogFiles(directory, index.orElse(IndexDatabase.EMBEDDED), Clock.systemUTC()));
  }
}
