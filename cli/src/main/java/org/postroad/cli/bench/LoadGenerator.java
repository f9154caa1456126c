// SPDX-License-Identifier: MIT
package org.postroad.cli.bench;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Keeps a number of requests in flight, each on a connection of its own that is kept, from one
 * thread: the next request goes out when the answer before it is whole.
 */
final class LoadGenerator {

  private static final int BUFFER = 64 * 1024;
  private static final long LOOK_EVERY_MILLIS = 50;

  private final InetSocketAddress target;
  private final RequestTemplate template;
  private final AtomicLong numbers;

  /**
   * Aims at one port.
   *
   * @param numbers gives every request of a run another query id
   */
  LoadGenerator(InetSocketAddress target, RequestTemplate template, AtomicLong numbers) {
    this.target = target;
    this.template = template;
    this.numbers = numbers;
  }

  /** Loads for this long and returns the time each exchange took. */
  Latencies run(int inFlight, Duration time) throws IOException {
    List<Caller> callers = new ArrayList<>();
    Latencies latencies = new Latencies();
    long begin = System.nanoTime();
    long end = begin + time.toNanos();
    try (Selector selector = Selector.open()) {
      for (int i = 0; i < inFlight; i++) {
        callers.add(new Caller(selector));
      }
      ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER);
      while (System.nanoTime() < end) {
        selector.select(LOOK_EVERY_MILLIS);
        for (SelectionKey key : selector.selectedKeys()) {
          ((Caller) key.attachment()).proceed(buffer, latencies);
        }
        selector.selectedKeys().clear();
      }
      latencies.measuredFor(Duration.ofNanos(System.nanoTime() - begin));
    } finally {
      for (Caller caller : callers) {
        caller.channel.close();
      }
    }
    return latencies;
  }

  /** One connection with at most one request in flight. */
  private final class Caller {
    private final SocketChannel channel;
    private final SelectionKey key;
    private final AnswerReader answer = new AnswerReader();
    private ByteBuffer request = ByteBuffer.allocate(0);
    private long sent;

    Caller(Selector selector) throws IOException {
      channel = SocketChannel.open(target);
      channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
      channel.configureBlocking(false);
      key = channel.register(selector, SelectionKey.OP_READ, this);
      ask();
    }

    private void ask() throws IOException {
      request = ByteBuffer.wrap(template.numbered(numbers.incrementAndGet()));
      answer.reset();
      sent = System.nanoTime();
      write();
    }

    private void write() throws IOException {
      channel.write(request);
      key.interestOps(
          request.hasRemaining()
              ? SelectionKey.OP_READ | SelectionKey.OP_WRITE
              : SelectionKey.OP_READ);
    }

    void proceed(ByteBuffer buffer, Latencies latencies) throws IOException {
      if (key.isWritable() && request.hasRemaining()) {
        write();
      }
      if (!key.isReadable()) {
        return;
      }
      buffer.clear();
      if (channel.read(buffer) < 0) {
        throw new IOException("The measured server hung up after: " + answer.text());
      }
      if (answer.take(buffer.flip())) {
        latencies.add(System.nanoTime() - sent, answer);
        ask();
      }
    }
  }
}
