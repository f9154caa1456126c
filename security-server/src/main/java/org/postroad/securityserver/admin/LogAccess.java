// SPDX-License-Identifier: MIT
package org.postroad.securityserver.admin;

import java.io.IOException;
import java.nio.file.Path;

/** Finds who can be asked about the log of a directory. */
public final class LogAccess {
  private LogAccess() {}

  /** The server that has it open, or its files. */
  public static LogOperations of(Path directory) throws IOException {
    return ControlledLog.of(directory).orElseGet(() -> new LogFiles(directory));
  }
}
