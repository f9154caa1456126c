// SPDX-License-Identifier: MIT

package org.postroad.securityserver.net;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.util.concurrent.Future;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Bytes of one connection on their way from the one thread that writes them to the event loop.
 *
 * <p>Back-pressure: a writer waits while {@value #IN_FLIGHT} bytes are not yet with the operating
 * system, and gives up when the peer takes nothing for the given time.
 */
final class Outbox implements Sink {
  private static final int IN_FLIGHT = 128 * 1024;

  private final Channel channel;
  private final BooleanSupplier direct;
  private final Duration patience;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition progress = lock.newCondition();

  @GuardedBy("lock")
  private int inFlight;

  @GuardedBy("lock")
  private @Nullable Throwable failure;

  /**
   * @param direct whether whoever takes the bytes next wants them outside the heap
   */
  Outbox(Channel channel, BooleanSupplier direct, Duration patience) {
    this.channel = channel;
    this.direct = direct;
    this.patience = patience;
  }

  @Override
  public ByteBuf allocate(int capacity) {
    return direct.getAsBoolean()
        ? channel.alloc().directBuffer(capacity, capacity)
        : channel.alloc().heapBuffer(capacity, capacity);
  }

  /** Hands the buffer on, its ownership with it. */
  @Override
  public void write(ByteBuf bytes) throws IOException {
    int size = bytes.readableBytes();
    try {
      await(IN_FLIGHT - size, size);
    } catch (IOException e) {
      bytes.release();
      throw e;
    }
    if (!channel.isOpen()) {
      bytes.release();
      throw new SocketException("the connection is closed");
    }
    channel.writeAndFlush(bytes).addListener(written -> done(size, written));
  }

  /** Waits until everything is with the operating system. */
  void drain() throws IOException {
    await(0, 0);
  }

  private void await(int most, int adding) throws IOException {
    lock.lock();
    try {
      long left = patience.toNanos();
      while (failure == null && inFlight > 0 && inFlight > most) {
        if (left <= 0) {
          var _ = channel.close();
          throw new SocketTimeoutException("the peer took nothing for " + patience);
        }
        int before = inFlight;
        left = progress.awaitNanos(left);
        left = inFlight < before ? patience.toNanos() : left;
      }
      if (failure != null) {
        throw (SocketException)
            new SocketException("the connection failed while writing").initCause(failure);
      }
      inFlight += adding;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw (IOException) new InterruptedIOException("interrupted while writing").initCause(e);
    } finally {
      lock.unlock();
    }
  }

  private void done(int size, Future<? super Void> written) {
    lock.lock();
    try {
      inFlight -= size;
      if (!written.isSuccess()) {
        failure = written.cause();
      }
      progress.signal();
    } finally {
      lock.unlock();
    }
  }
}
