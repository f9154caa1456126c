// SPDX-License-Identifier: MIT
package org.postroad.cli.bench;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Asks a server that is only just starting, from the moment its port opens. */
final class FirstExchange {

  private static final int BUFFER = 16 * 1024;
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final InetSocketAddress target;
  private final CountDownLatch never = new CountDownLatch(1);

  FirstExchange(InetSocketAddress target) {
    this.target = target;
  }

  /** Returns when the answer is there, and refuses any that is not a good one. */
  void ask(ServerRun server, byte[] request) throws IOException, InterruptedException {
    try (SocketChannel channel = connected(server)) {
      channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
      channel.write(ByteBuffer.wrap(request));
      AnswerReader answer = new AnswerReader();
      ByteBuffer buffer = ByteBuffer.allocate(BUFFER);
      do {
        buffer.clear();
        if (channel.read(buffer) < 0) {
          throw new IOException("The server hung up after: " + answer.text());
        }
      } while (!answer.take(buffer.flip()));
      if (!answer.isGood()) {
        throw new IOException("The first exchange failed: " + answer.text());
      }
    }
  }

  private SocketChannel connected(ServerRun server) throws IOException, InterruptedException {
    while (true) {
      try {
        return SocketChannel.open(target);
      } catch (IOException e) {
        if (!server.isAlive() || server.elapsed().compareTo(PATIENCE) > 0) {
          throw new IOException("The server at " + target + " did not open its port", e);
        }
        boolean _ = never.await(1, TimeUnit.MILLISECONDS);
      }
    }
  }
}
