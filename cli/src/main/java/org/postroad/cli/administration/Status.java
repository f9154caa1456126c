// SPDX-License-Identifier: MIT
package org.postroad.cli.administration;

import java.util.List;

/** What a {@link Look} found. */
public interface Status {
  /** The line above the findings. */
  String heading();

  List<Finding> findings();

  default boolean isWell() {
    return findings().stream().noneMatch(each -> each.state() == Finding.State.PROBLEM);
  }
}
