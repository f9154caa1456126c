// SPDX-License-Identifier: MIT
package org.postroad.securityserver.declaration;

import java.util.List;

/** A tree that cannot be, with everything that stands against it; nothing was changed. */
public final class DeclarationRefused extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient List<String> problems;

  DeclarationRefused(List<String> problems) {
    super(String.join("; ", problems));
    this.problems = List.copyOf(problems);
  }

  /** Each with the place in the tree where it is. */
  public List<String> problems() {
    return problems;
  }
}
