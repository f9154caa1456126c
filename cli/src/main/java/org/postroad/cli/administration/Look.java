// SPDX-License-Identifier: MIT
package org.postroad.cli.administration;

import java.time.Instant;

/** A command that asks many things and says what is wrong, on whose side, and what to type next. */
public record Look(String name, String help, Question question) implements Entry {

  /** What is asked. */
  @FunctionalInterface
  public interface Question {
    Status at(Api api, Instant now);
  }
}
