// SPDX-License-Identifier: MIT
package org.postroad.cli.administration;

import java.io.IOException;

/** How to reach a program: options of every command, the environment, or a file. */
@FunctionalInterface
public interface AccessOptions {
  /**
   * Its administration API.
   *
   * @throws ApiFailed if it is not said where it is, or who is asking
   */
  Api open() throws IOException;
}
