// SPDX-License-Identifier: MIT
package org.postroad.cli.bench;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;

/** One kept connection with at most one request under way; for one thread. */
final class LoadConnection implements AutoCloseable {

  private final SocketChannel channel;
  private final SelectionKey key;
  private final AnswerReader answer = new AnswerReader();
  private ByteBuffer request = ByteBuffer.allocate(0);
  private long since;
  private long bytes;

  /** Opened at once; it is the attachment of its key. */
  LoadConnection(Selector selector, InetSocketAddress target) throws IOException {
    channel = SocketChannel.open(target);
    channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
    channel.configureBlocking(false);
    key = channel.register(selector, SelectionKey.OP_READ, this);
  }

  /**
   * Sends a request.
   *
   * @param from the moment from which its time is counted
   */
  void ask(byte[] next, long from) throws IOException {
    request = ByteBuffer.wrap(next);
    bytes += next.length;
    since = from;
    answer.reset();
    write();
  }

  private void write() throws IOException {
    channel.write(request);
    int wanted =
        request.hasRemaining()
            ? SelectionKey.OP_READ | SelectionKey.OP_WRITE
            : SelectionKey.OP_READ;
    if (key.interestOps() != wanted) {
      key.interestOps(wanted);
    }
  }

  /** Goes on with what the selector found; true when the answer is whole and was noted. */
  boolean proceed(ByteBuffer buffer, Latencies latencies) throws IOException {
    if (key.isWritable() && request.hasRemaining()) {
      write();
    }
    if (!key.isReadable()) {
      return false;
    }
    buffer.clear();
    int arrived = channel.read(buffer);
    if (arrived < 0) {
      throw new IOException("The measured server hung up after: " + answer.text());
    }
    bytes += arrived;
    if (!answer.take(buffer.flip())) {
      return false;
    }
    latencies.add(System.nanoTime() - since, bytes, answer);
    bytes = 0;
    return true;
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
