// SPDX-License-Identifier: MIT
package org.postroad.cli.administration;

/** What carries calls to a program and answers back. */
interface Wire extends AutoCloseable {

  /** The answer, whatever it is. */
  ApiAnswer exchange(ApiRequest request);

  @Override
  void close();
}
