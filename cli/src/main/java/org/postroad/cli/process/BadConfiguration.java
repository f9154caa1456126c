// SPDX-License-Identifier: MIT
package org.postroad.cli.process;

/** What stands in a configuration cannot be meant; the message says where and what is expected. */
public final class BadConfiguration extends RuntimeException {
  private static final long serialVersionUID = 1;

  public BadConfiguration(String message) {
    super(message);
  }

  public BadConfiguration(String message, Throwable cause) {
    super(message, cause);
  }
}
