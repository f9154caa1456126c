// SPDX-License-Identifier: MIT
package org.postroad.cli.catalog;

import picocli.CommandLine.IExitCodeGenerator;

/** A command cannot be carried out; the text says why, the exit code how. */
final class CatalogFailed extends RuntimeException implements IExitCodeGenerator {
  private static final long serialVersionUID = 1;
  private static final int NOT_DONE = 2;

  private final int exitCode;

  private CatalogFailed(int exitCode, String text) {
    super(text);
    this.exitCode = exitCode;
  }

  /** Wrong usage, or something needed is missing. */
  static CatalogFailed notDone(String text) {
    return new CatalogFailed(NOT_DONE, text);
  }

  static CatalogFailed nothing(String text) {
    return new CatalogFailed(CatalogExit.NOTHING, text);
  }

  static CatalogFailed notGenuine(String text) {
    return new CatalogFailed(CatalogExit.NOT_GENUINE, text);
  }

  @Override
  public int getExitCode() {
    return exitCode;
  }
}
