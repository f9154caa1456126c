// SPDX-License-Identifier: MIT

package org.postroad.securityserver.net;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.util.ArrayDeque;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.postroad.securityserver.waiting.Deadlines;
import org.postroad.securityserver.waiting.Deadlines.Deadline;

/**
 * Bytes of one connection on their way from the event loop to the one thread that reads them.
 *
 * <p>Back-pressure: once {@value #READ_AHEAD} bytes wait here, nothing more is read from the socket
 * until the reader has taken half of them. Every waiting buffer counts {@value #BUFFER_COST} bytes
 * beyond its content, so that a peer sending tiny TLS records cannot fill the memory with them.
 *
 * <p>Bytes are copied once, from the buffer the socket was read into to the reader's array.
 */
final class Inbox {
  static final int READ_AHEAD = 64 * 1024;
  private static final int BUFFER_COST = 256;

  private enum End {
    OPEN,
    CLEAN,
    CUT
  }

  private final Runnable resume;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition arrived = lock.newCondition();

  @GuardedBy("lock")
  private final ArrayDeque<ByteBuf> waiting = new ArrayDeque<>();

  @GuardedBy("lock")
  private int cost;

  @GuardedBy("lock")
  private End end = End.OPEN;

  @GuardedBy("lock")
  private @Nullable IOException failure;

  @GuardedBy("lock")
  private boolean paused;

  @GuardedBy("lock")
  private boolean disposed;

  /** The reader's alone; handed from one reading thread to the next by whoever starts that. */
  private ByteBuf current = Unpooled.EMPTY_BUFFER;

  Inbox(Runnable resume) {
    this.resume = resume;
  }

  // The event loop's side.

  void offer(ByteBuf bytes) {
    lock.lock();
    try {
      if (disposed || !bytes.isReadable()) {
        bytes.release();
        return;
      }
      waiting.add(bytes);
      cost += bytes.readableBytes() + BUFFER_COST;
      arrived.signal();
    } finally {
      lock.unlock();
    }
  }

  /** Whether to read on; if not, {@code resume} runs as soon as there is room again. */
  boolean wantsMore() {
    lock.lock();
    try {
      paused = end == End.OPEN && !disposed && cost >= READ_AHEAD;
      return end == End.OPEN && !disposed && !paused;
    } finally {
      lock.unlock();
    }
  }

  /** No more bytes; not clean means that TLS did not say so, and something may be missing. */
  void end(boolean clean) {
    lock.lock();
    try {
      if (end == End.OPEN) {
        end = clean ? End.CLEAN : End.CUT;
        arrived.signal();
      }
    } finally {
      lock.unlock();
    }
  }

  void fail(IOException cause) {
    lock.lock();
    try {
      if (end == End.OPEN) {
        failure = cause;
        end = End.CUT;
        arrived.signal();
      }
    } finally {
      lock.unlock();
    }
  }

  // The reader's side.

  /** Copies what is there, at least one byte, into the array without taking it; -1 at the end. */
  int peek(byte[] target, int offset, Patience patience) throws IOException {
    if (!fill(patience)) {
      return -1;
    }
    int length = Math.min(current.readableBytes(), target.length - offset);
    current.getBytes(current.readerIndex(), target, offset, length);
    return length;
  }

  void take(int length) {
    current.skipBytes(length);
  }

  int read(byte[] target, int offset, int length, Patience patience) throws IOException {
    if (!fill(patience)) {
      return -1;
    }
    int taken = Math.min(length, current.readableBytes());
    current.readBytes(target, offset, taken);
    return taken;
  }

  int read(Patience patience) throws IOException {
    return fill(patience) ? current.readUnsignedByte() : -1;
  }

  int available() {
    return current.readableBytes();
  }

  boolean isEmpty() {
    lock.lock();
    try {
      return waiting.isEmpty() && !current.isReadable();
    } finally {
      lock.unlock();
    }
  }

  boolean isEnded() {
    lock.lock();
    try {
      return end != End.OPEN;
    } finally {
      lock.unlock();
    }
  }

  boolean isCut() {
    lock.lock();
    try {
      return end == End.CUT;
    } finally {
      lock.unlock();
    }
  }

  /** Lets go of every buffer, those to come included. */
  void dispose() {
    lock.lock();
    try {
      disposed = true;
      waiting.forEach(ByteBuf::release);
      waiting.clear();
      current.release();
      current = Unpooled.EMPTY_BUFFER;
    } finally {
      lock.unlock();
    }
  }

  private boolean fill(Patience patience) throws IOException {
    if (current.isReadable()) {
      return true;
    }
    current.release();
    current = Unpooled.EMPTY_BUFFER;
    boolean readOn;
    lock.lock();
    try {
      if (waiting.isEmpty()) {
        await(patience);
      }
      ByteBuf next = waiting.poll();
      if (next == null) {
        return false;
      }
      current = next;
      cost -= next.readableBytes() + BUFFER_COST;
      readOn = paused && cost < READ_AHEAD / 2;
      paused &= !readOn;
    } finally {
      lock.unlock();
    }
    patience.received(current.readableBytes());
    if (readOn) {
      resume.run();
    }
    return true;
  }

  @GuardedBy("lock")
  private void await(Patience patience) throws IOException {
    long most = patience.nanos();
    long begin = System.nanoTime();
    long waited = 0;
    try (Deadline _ = Deadlines.within(most, this::look)) {
      while (waiting.isEmpty() && end == End.OPEN) {
        if (waited >= most) {
          throw new SocketTimeoutException("the peer sent nothing in time");
        }
        arrived.await();
        waited = System.nanoTime() - begin;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw (IOException) new InterruptedIOException("interrupted while reading").initCause(e);
    } finally {
      patience.waited(waited);
    }
    if (waiting.isEmpty() && failure != null) {
      throw (SocketException)
          new SocketException("the connection failed while reading").initCause(failure);
    }
  }

  /** Lets the reader see that its time is over. */
  private void look() {
    lock.lock();
    try {
      arrived.signal();
    } finally {
      lock.unlock();
    }
  }
}
