// SPDX-License-Identifier: MIT
package org.postroad.securityserver.messagelog;

import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.postroad.protocol.signature.MessageSignature;
import org.postroad.testing.TestAuthority;

/**
 * The whole message log, by hand: {@code MessageLogBenchmark DIRECTORY [records [writers]]} appends
 * records of 4 KiB message and 4 KiB signature, then waits for the index, then stamps all of them.
 */
public final class MessageLogBenchmark {

  private MessageLogBenchmark() {}

  /** See the class. */
  public static void main(String[] args) throws IOException, InterruptedException {
    int records = args.length > 1 ? Integer.parseInt(args[1]) : 200_000;
    int writers = args.length > 2 ? Integer.parseInt(args[2]) : 128;
    Fixtures.Stamps stamps = new Fixtures.Stamps(TestAuthority.create());
    MessageLogOptions options = MessageLogOptions.DEFAULT.withTimestampInterval(Duration.ZERO);
    try (MessageLog log =
        MessageLog.open(Path.of(args[0]), options, Clock.systemUTC(), new SecureRandom(), stamps)) {
      report("appended", records, () -> append(log, records, writers));
      report("indexed (rest)", records, log::waitingForTimestamp);
      report("stamped", records, log::timestampNow);
      System.out.println(stamps.asked().size() + " tokens");
      report("one batch time-stamp read", 1, () -> log.timestampOf(records / 2));
    }
  }

  private static void report(String what, int count, Runnable work) {
    long start = System.nanoTime();
    work.run();
    double seconds = (System.nanoTime() - start) / 1e9;
    System.out.printf("%s: %.2f s, %.0f/s%n", what, seconds, count / seconds);
  }

  private static void append(MessageLog log, int records, int writers) {
    byte[] message = new byte[4096];
    byte[] document = new byte[4096];
    AtomicInteger next = new AtomicInteger();
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < writers; i++) {
      threads.add(
          Thread.startVirtualThread(() -> {
            for (int n = next.getAndIncrement(); n < records; n = next.getAndIncrement()) {
              log.append(record("query-" + n, message, document));
            }
          }));
    }
    for (Thread thread : threads) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  private static NewRecord record(String queryId, byte[] message, byte[] document) {
    NewRecord soap = Fixtures.soap(queryId);
    return new NewRecord(
        soap.side(),
        soap.kind(),
        queryId,
        soap.requestId(),
        soap.userId(),
        soap.issue(),
        soap.outcome(),
        soap.client(),
        soap.service(),
        soap.protocol(),
        true,
        message,
        soap.digests(),
        List.of(),
        new MessageSignature(document, Optional.empty()));
  }
}
