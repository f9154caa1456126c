// SPDX-License-Identifier: MIT
package org.postroad.cli.log;

/** Nothing, or too much, is meant by what was given as a log; the text says what to give. */
final class NoSuchLog extends Exception {
  private static final long serialVersionUID = 1;

  NoSuchLog(String text) {
    super(text);
  }

  @Override
  public String getMessage() {
    return String.valueOf(super.getMessage());
  }
}
