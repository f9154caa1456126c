// SPDX-License-Identifier: MIT
package org.postroad.cli.output;

import java.util.Locale;

/** The forms in which a command can answer: for people, or for other programs. */
public enum OutputFormat {
  TABLE,
  JSON,
  YAML,
  /** For lists alone. */
  CSV;

  /** As it is typed: {@code table}, {@code json}, {@code yaml}, {@code csv}. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
