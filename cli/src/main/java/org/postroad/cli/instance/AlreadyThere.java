// SPDX-License-Identifier: MIT
package org.postroad.cli.instance;

import java.nio.file.Path;
import picocli.CommandLine.IExitCodeGenerator;

/** Something is where a registry was to be made; nothing has been changed. */
final class AlreadyThere extends RuntimeException implements IExitCodeGenerator {
  static final int EXIT = 3;
  private static final long serialVersionUID = 1;

  AlreadyThere(Path directory) {
    super(
        directory
            + " is not empty: a registry is made once. Run it with postroad registry run, or name"
            + " another directory");
  }

  @Override
  public int getExitCode() {
    return EXIT;
  }
}
