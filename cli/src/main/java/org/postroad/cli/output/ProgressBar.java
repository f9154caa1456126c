// SPDX-License-Identifier: MIT
package org.postroad.cli.output;

import java.util.Locale;
import java.util.function.LongSupplier;

/**
 * One line on standard error that says how far long work has come, for a person who looks there:
 *
 * <pre>
 * reading the journal  [##########..........]  50 %  12 s left
 * </pre>
 *
 * <p>It appears after a second, is drawn ten times a second at most and leaves no trace.
 */
public final class ProgressBar {

  private static final int WIDTH = 20;
  private static final long SECOND = 1_000_000_000;
  private static final long REDRAW = SECOND / 10;

  private final Progress progress;
  private final LongSupplier nanoTime;
  private final long began;
  private long drawn;

  ProgressBar(Progress progress, LongSupplier nanoTime) {
    this.progress = progress;
    this.nanoTime = nanoTime;
    this.began = nanoTime.getAsLong();
    this.drawn = began;
  }

  static ProgressBar of(Progress progress) {
    return new ProgressBar(progress, System::nanoTime);
  }

  /**
   * Draws the line if it is time to.
   *
   * @param total 0 while nobody knows
   */
  public void at(String doing, long done, long total) {
    long now = nanoTime.getAsLong();
    if (now - began < SECOND || (now - drawn < REDRAW && drawn != began)) {
      return;
    }
    drawn = now;
    progress.step(Printable.escape(doing) + (total > 0 ? bar(done, total, now - began) : ""));
  }

  public void done() {
    progress.done();
  }

  private static String bar(long done, long total, long nanos) {
    double part = Math.clamp((double) done / total, 0, 1);
    int filled = (int) (part * WIDTH);
    String bar = "  [" + "#".repeat(filled) + ".".repeat(WIDTH - filled) + "]" + percent(part);
    return part > 0 ? bar + "  " + time((long) (nanos / part * (1 - part))) + " left" : bar;
  }

  private static String percent(double part) {
    return String.format(Locale.ROOT, " %3d %%", (int) (part * 100));
  }

  private static String time(long nanos) {
    long seconds = nanos / SECOND;
    return seconds < 60 ? seconds + " s" : seconds / 60 + " min " + seconds % 60 + " s";
  }
}
