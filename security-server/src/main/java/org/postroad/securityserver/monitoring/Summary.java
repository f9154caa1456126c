// SPDX-License-Identifier: MIT
package org.postroad.securityserver.monitoring;

/**
 * What is left of many numbers: their count, extremes, mean and standard deviation. Two are joined
 * without loss.
 */
record Summary(long count, long min, long max, double mean, double squares) {
  static final Summary NONE = new Summary(0, Long.MAX_VALUE, Long.MIN_VALUE, 0, 0);

  /** With one more number. */
  Summary with(long value) {
    return joined(new Summary(1, value, value, value, 0));
  }

  /** Both together; sums of squares about the mean are added as they belong to the common mean. */
  Summary joined(Summary other) {
    if (count == 0) {
      return other;
    }
    if (other.count == 0) {
      return this;
    }
    long all = count + other.count;
    double apart = other.mean - mean;
    return new Summary(
        all,
        Math.min(min, other.min),
        Math.max(max, other.max),
        mean + apart * other.count / all,
        squares + other.squares + apart * apart * count * other.count / all);
  }

  double deviation() {
    return count == 0 ? 0 : Math.sqrt(squares / count);
  }
}
