// SPDX-License-Identifier: MIT
package org.postroad.cli.catalog;

/** How every command of {@code postroad catalog} ends. */
final class CatalogExit {
  static final int DONE = 0;

  /** Nothing was found. */
  static final int NOTHING = 1;

  /** What came is not what the signed configuration says. */
  static final int NOT_GENUINE = 3;

  private CatalogExit() {}
}
