// SPDX-License-Identifier: MIT
package org.postroad.cli.bench;

import java.util.Locale;

/**
 * A figure beside what is wanted of it.
 *
 * @param bound what it must reach; with {@link Direction#AT_MOST}, what it must not exceed
 * @param aim what would be good
 */
record Target(
    String what,
    String unit,
    Direction direction,
    double bound,
    double aim,
    double measured,
    Verdict verdict) {

  enum Direction {
    AT_LEAST,
    AT_MOST
  }

  /** Whether the figure is where it is wanted. */
  enum Verdict {
    AIM_REACHED,
    MET,
    MISSED,

    /** Not judged: what was measured is a server that is still becoming faster. */
    STILL_COMPILING;

    /** As people read it: {@code aim reached}, {@code met}, {@code missed}. */
    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
  }

  boolean isOpen() {
    return verdict == Verdict.STILL_COMPILING;
  }

  Target stillCompiling() {
    return new Target(what, unit, direction, bound, aim, measured, Verdict.STILL_COMPILING);
  }

  /** What is wanted of every figure of a kind. */
  record Goal(String what, String unit, Direction direction, double bound, double aim) {

    static Goal atLeast(String what, String unit, double bound, double aim) {
      return new Goal(what, unit, Direction.AT_LEAST, bound, aim);
    }

    static Goal atMost(String what, String unit, double bound, double aim) {
      return new Goal(what, unit, Direction.AT_MOST, bound, aim);
    }

    /**
     * This figure, judged.
     *
     * @param subject whose figure it is, written in front
     */
    Target judge(String subject, double measured) {
      Verdict verdict =
          reaches(measured, aim)
              ? Verdict.AIM_REACHED
              : reaches(measured, bound) ? Verdict.MET : Verdict.MISSED;
      return new Target(subject + " " + what, unit, direction, bound, aim, measured, verdict);
    }

    private boolean reaches(double measured, double wanted) {
      return switch (direction) {
        case AT_LEAST -> measured >= wanted;
        case AT_MOST -> measured <= wanted;
      };
    }
  }
}
