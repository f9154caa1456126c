// SPDX-License-Identifier: MIT
package org.postroad.cli.process;

import java.nio.file.Path;
import picocli.CommandLine.IExitCodeGenerator;

/** Something is where a registry or a server was to be made; nothing has been changed. */
public final class AlreadyThere extends RuntimeException implements IExitCodeGenerator {
  private static final int EXIT = 3;
  private static final long serialVersionUID = 1;

  /**
   * Refuses to make it.
   *
   * @param run what runs what is there already
   */
  AlreadyThere(Path directory, String run) {
    super(
        directory
            + " is not empty: what is there is made once. Run it with "
            + run
            + ", or name another directory");
  }

  @Override
  public int getExitCode() {
    return EXIT;
  }
}
