// SPDX-License-Identifier: MIT
package org.postroad.cli.log;

import picocli.CommandLine.IExitCodeGenerator;

/** A command that was begun and not done; its text is for the one who typed it. */
final class LogFailed extends RuntimeException implements IExitCodeGenerator {
  private static final long serialVersionUID = 1;

  LogFailed(String text, Throwable cause) {
    super(text, cause);
  }

  @Override
  public int getExitCode() {
    return LogExit.FAILED;
  }
}
