// SPDX-License-Identifier: MIT
package org.postroad.securityserver.declaration;

import java.util.function.Supplier;
import org.postroad.protocol.management.ManagementRequest;

/** A step and what taking it means. */
record Task(Step step, Work work) {

  /** What is to be done. */
  sealed interface Work {
    /** Nothing by this server, or not now. */
    record None() implements Work {}

    /** A request to the registry; several are sent together. */
    record Send(ManagementRequest request) implements Work {}

    /** Something with keys; what became of the step comes back. */
    record Keys(Supplier<Step> action) implements Work {}
  }

  static Task none(Step step) {
    return new Task(step, new Work.None());
  }
}
