// SPDX-License-Identifier: MIT
package org.postroad.cli.call;

/** How every command of {@code postroad call} ends. */
final class CallExit {
  static final int DONE = 0;

  /** The service answered, and what it says is an error. */
  static final int SERVICE_ERROR = 1;

  static final int NOT_DONE = 2;

  /** A security server refused the request, or could not carry it. */
  static final int REFUSED = 3;

  private CallExit() {}
}
