// SPDX-License-Identifier: MIT

package org.postroad.protocol.administration;

/** One event of a program's audit log (E10). */
@FunctionalInterface
public interface LoggedEvent {
  /** {@code Add member}. */
  String text();
}
