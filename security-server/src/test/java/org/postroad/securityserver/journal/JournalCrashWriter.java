// SPDX-License-Identifier: MIT
package org.postroad.securityserver.journal;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.SplittableRandom;

/** The process that {@link JournalCrashTest} kills: appends for ever, says what is durable. */
final class JournalCrashWriter {
  private static final int WRITERS = 16;

  private JournalCrashWriter() {}

  public static void main(String[] args) throws IOException, InterruptedException {
    Journal journal =
        Journal.open(
            Path.of(args[0]),
            new JournalOptions(1 << 20, 0),
            JournalFiles.disk(),
            Clock.systemUTC(),
            new SplittableRandom());
    Thread last = Thread.currentThread();
    for (int writer = 0; writer < WRITERS; writer++) {
      String name = args[1] + " writer " + writer;
      last = Thread.ofPlatform().start(() -> write(journal, name));
    }
    last.join();
  }

  private static void write(Journal journal, String name) {
    PrintStream out = System.out;
    for (int i = 0; ; i++) {
      String text = name + " entry " + i + ".";
      String padded = text + " ".repeat(i % 3000);
      try {
        Appended appended = journal.append(JournalFixtures.record(padded));
        byte[] line = (appended.sequence() + "=" + text + "\n").getBytes(StandardCharsets.UTF_8);
        synchronized (out) {
          out.write(line, 0, line.length);
          out.flush();
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
