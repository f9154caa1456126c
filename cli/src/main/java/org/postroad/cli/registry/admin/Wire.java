// SPDX-License-Identifier: MIT
package org.postroad.cli.registry.admin;

/** What carries calls to a registry and answers back. */
interface Wire extends AutoCloseable {

  /** The answer, whatever it is. */
  ApiAnswer exchange(ApiRequest request);

  @Override
  void close();
}
