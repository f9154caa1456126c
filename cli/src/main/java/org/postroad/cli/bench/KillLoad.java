// SPDX-License-Identifier: MIT
package org.postroad.cli.bench;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Callers that exchange one message after the other until the server they call is gone, and
 * remember the query ids of which they have seen a whole good response.
 */
final class KillLoad {

  private static final int BUFFER = 16 * 1024;
  private static final long LOOK_EVERY_MILLIS = 100;

  private final InetSocketAddress entrance;
  private final List<RequestTemplate> requests;
  private final AtomicLong numbers;
  private final ConcurrentLinkedQueue<String> acknowledged = new ConcurrentLinkedQueue<>();
  private final CountDownLatch first = new CountDownLatch(1);
  private final List<Thread> callers = new ArrayList<>();

  private KillLoad(InetSocketAddress entrance, List<RequestTemplate> requests, AtomicLong numbers) {
    this.entrance = entrance;
    this.requests = requests;
    this.numbers = numbers;
  }

  /** Begins at once; {@code numbers} gives each request another query id. */
  static KillLoad start(
      InetSocketAddress entrance, List<RequestTemplate> requests, AtomicLong numbers, int callers) {
    KillLoad load = new KillLoad(entrance, requests, numbers);
    for (int i = 0; i < callers; i++) {
      load.callers.add(Thread.startVirtualThread(load::callUntilCutOff));
    }
    return load;
  }

  private void callUntilCutOff() {
    try (SocketChannel channel = SocketChannel.open(entrance)) {
      ByteBuffer buffer = ByteBuffer.allocate(BUFFER);
      AnswerReader answer = new AnswerReader();
      while (!Thread.currentThread().isInterrupted()) {
        long number = numbers.incrementAndGet();
        RequestTemplate request = requests.get((int) (number % requests.size()));
        exchange(channel, request.numbered(number), buffer, answer);
        if (answer.isGood()) {
          acknowledged.add(RequestTemplate.id(number));
          first.countDown();
        }
      }
    } catch (IOException _) {
      // Killed, or the round is over: what was not answered whole was not acknowledged.
    }
  }

  private static void exchange(
      SocketChannel channel, byte[] request, ByteBuffer buffer, AnswerReader answer)
      throws IOException {
    for (ByteBuffer bytes = ByteBuffer.wrap(request); bytes.hasRemaining(); ) {
      channel.write(bytes);
    }
    answer.reset();
    do {
      buffer.clear();
      if (channel.read(buffer) < 0) {
        throw new IOException("hung up");
      }
    } while (!answer.take(buffer.flip()));
  }

  /** Whether an exchange succeeded before the time was over and while somebody was calling. */
  boolean awaitFirst(long seconds) throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
    while (!first.await(LOOK_EVERY_MILLIS, TimeUnit.MILLISECONDS)) {
      if (System.nanoTime() > end || callers.stream().noneMatch(Thread::isAlive)) {
        return first.getCount() == 0;
      }
    }
    return true;
  }

  /** Ends what still goes on; the query ids of all exchanges that were acknowledged. */
  List<String> end() throws InterruptedException {
    callers.forEach(Thread::interrupt);
    for (Thread caller : callers) {
      caller.join();
    }
    return List.copyOf(acknowledged);
  }
}
