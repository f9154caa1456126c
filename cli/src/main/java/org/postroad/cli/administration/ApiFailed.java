// SPDX-License-Identifier: MIT
package org.postroad.cli.administration;

import java.util.List;
import picocli.CommandLine.IExitCodeGenerator;

/** A command that was not done; its text is for the one who typed it. */
public final class ApiFailed extends RuntimeException implements IExitCodeGenerator {
  private static final long serialVersionUID = 1;

  private final int exitCode;

  /** The status that was answered, or 0 if nothing was. */
  private final int status;

  /** What would be done besides, line by line, if somebody accepted it. */
  private final transient List<String> warnings;

  public ApiFailed(int exitCode, int status, String text) {
    this(exitCode, status, text, List.of());
  }

  ApiFailed(int exitCode, int status, String text, List<String> warnings) {
    super(text);
    this.exitCode = exitCode;
    this.status = status;
    this.warnings = List.copyOf(warnings);
  }

  public ApiFailed(int exitCode, String text, Throwable cause) {
    super(text, cause);
    this.exitCode = exitCode;
    this.status = 0;
    this.warnings = List.of();
  }

  /** Not done, for no reason that has a status of its own. */
  public static ApiFailed because(String text) {
    return new ApiFailed(Exit.FAILED, 0, text);
  }

  List<String> warnings() {
    return warnings;
  }

  public boolean isNotFound() {
    return status == 404;
  }

  /** The same with a line that says what to type. */
  ApiFailed adding(String line) {
    ApiFailed more = new ApiFailed(exitCode, status, getMessage() + "; " + line);
    more.initCause(this);
    return more;
  }

  @Override
  public int getExitCode() {
    return exitCode;
  }
}
