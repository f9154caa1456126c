// SPDX-License-Identifier: MIT
package org.postroad.cli.registry;

/** Something a configuration proxy does not do; its text is for the one who typed it. */
final class ProxyRefused extends RuntimeException {
  private static final long serialVersionUID = 1;

  ProxyRefused(String text) {
    super(text);
  }
}
