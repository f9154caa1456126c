// SPDX-License-Identifier: MIT
package org.postroad.cli.call;

import picocli.CommandLine.IExitCodeGenerator;

/** Nothing was sent, or nothing came back; the text says why. */
final class CallFailed extends RuntimeException implements IExitCodeGenerator {
  private static final long serialVersionUID = 1;

  CallFailed(String text) {
    super(text);
  }

  @Override
  public int getExitCode() {
    return CallExit.NOT_DONE;
  }
}
