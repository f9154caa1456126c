// SPDX-License-Identifier: MIT

package org.postroad.securityserver.net;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Writes the head and the body of one message. For one thread.
 *
 * <p>The head leaves together with the first bytes of the body. Bytes are copied once, from the
 * caller's array into the buffer that goes to the socket; the chunk head is written into room kept
 * free in front of them. {@code close} ends the message; a message that is not closed must not be
 * taken for whole, so its connection has to be cut. What is written to a message that has no body,
 * such as the response to {@code HEAD}, is dropped.
 */
final class BodyWriter extends OutputStream {
  private static final int FIRST_BUFFER = 16 * 1024;
  private static final int BUFFER = 32 * 1024;

  /** Room for a chunk head, {@code 8000 CR LF}. */
  private static final int BEFORE = 6;

  /** Room for the end of a chunk and of the message, {@code CR LF 0 CR LF CR LF}. */
  private static final int AFTER = 7;

  private final Sink sink;
  private final Framing framing;
  private @Nullable String head;
  private @Nullable ByteBuf buffer;
  private long left;
  private boolean closed;
  private boolean broken;

  BodyWriter(Sink sink, Framing framing, String head) {
    this.sink = sink;
    this.framing = framing;
    this.head = head;
    this.left =
        switch (framing) {
          case Framing.Fixed(long length) -> length;
          case Framing.None(), Framing.Chunked(), Framing.UntilClose() -> Long.MAX_VALUE;
        };
  }

  /** Whether all of the message has been handed to the connection. */
  boolean isEnded() {
    return closed && !broken;
  }

  /** Whether no byte of the message has been handed to the connection. */
  boolean isUntouched() {
    return head != null && !broken;
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] source, int offset, int length) throws IOException {
    Objects.checkFromIndexSize(offset, length, source.length);
    check(length);
    if (framing instanceof Framing.None) {
      return;
    }
    left -= length;
    int at = offset;
    while (at < offset + length) {
      ByteBuf current = buffer();
      int room = current.writableBytes() - AFTER;
      int taken = Math.min(room, offset + length - at);
      current.writeBytes(source, at, taken);
      at += taken;
      if (taken == room) {
        emit(false);
      }
    }
  }

  @Override
  public void flush() throws IOException {
    if (!closed && !broken && (buffer != null || head != null)) {
      emit(false);
    }
  }

  @Override
  public void close() throws IOException {
    if (closed) {
      return;
    }
    closed = true;
    if (broken) {
      return;
    }
    if (framing instanceof Framing.Fixed && left > 0) {
      broken = true;
      release();
      throw new IOException("body closed " + left + " bytes short of its Content-Length");
    }
    if (buffer != null || head != null || framing instanceof Framing.Chunked) {
      emit(true);
    }
  }

  /** Forgets what was not handed on; nothing can be written after it. */
  void release() {
    broken |= !closed;
    if (buffer != null) {
      buffer.release();
      buffer = null;
    }
  }

  private void check(int length) throws IOException {
    if (closed || broken) {
      throw new IOException(closed ? "this body is closed" : "writing this body failed before");
    }
    if (length > left) {
      throw new IOException("body longer than its Content-Length by " + (length - left) + " bytes");
    }
  }

  private ByteBuf buffer() {
    ByteBuf current = buffer;
    if (current == null) {
      int before = BEFORE + (head == null ? 0 : head.length());
      current = sink.allocate(head == null ? BUFFER : before + FIRST_BUFFER);
      current.setIndex(before, before);
      buffer = current;
    }
    return current;
  }

  private void emit(boolean last) throws IOException {
    ByteBuf content = framing instanceof Framing.Chunked ? chunk(last) : buffer;
    ByteBuf bytes = head == null ? content : withHead(head, content);
    buffer = null;
    head = null;
    broken = true;
    if (bytes != null) {
      sink.write(bytes);
    }
    broken = false;
  }

  private @Nullable ByteBuf chunk(boolean last) {
    if (buffer == null && !last) {
      return null;
    }
    ByteBuf current = buffer();
    int size = current.readableBytes();
    if (size > 0) {
      String digits = Integer.toHexString(size) + "\r\n";
      putBefore(current, digits);
      ByteBufUtil.writeAscii(current, last ? "\r\n0\r\n\r\n" : "\r\n");
    } else {
      ByteBufUtil.writeAscii(current, "0\r\n\r\n");
    }
    return current;
  }

  private ByteBuf withHead(String text, @Nullable ByteBuf content) {
    if (content != null) {
      putBefore(content, text);
      return content;
    }
    ByteBuf bytes = sink.allocate(text.length());
    bytes.writeCharSequence(text, StandardCharsets.ISO_8859_1);
    return bytes;
  }

  /** In the room that {@link #buffer} left. */
  private static void putBefore(ByteBuf bytes, String text) {
    bytes.readerIndex(bytes.readerIndex() - text.length());
    bytes.setCharSequence(bytes.readerIndex(), text, StandardCharsets.ISO_8859_1);
  }
}
