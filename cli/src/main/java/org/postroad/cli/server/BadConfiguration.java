// SPDX-License-Identifier: MIT
package org.postroad.cli.server;

/** What stands in a configuration cannot be meant; the message says where and what is expected. */
final class BadConfiguration extends RuntimeException {
  private static final long serialVersionUID = 1;

  BadConfiguration(String message) {
    super(message);
  }

  BadConfiguration(String message, Throwable cause) {
    super(message, cause);
  }
}
