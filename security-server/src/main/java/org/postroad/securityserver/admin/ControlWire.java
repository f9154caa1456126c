// SPDX-License-Identifier: MIT
package org.postroad.securityserver.admin;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.function.LongSupplier;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.cfg.EnumFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * One end of a connection over the control socket: messages in JSON, each a line of at most 64 KiB.
 * What is not exactly as expected ends the connection. For one thread at a time.
 */
final class ControlWire implements Closeable {
  static final int LONGEST_MESSAGE = 1 << 16;
  private static final int DEEPEST = 10;

  private static final JsonMapper JSON =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxDocumentLength(LONGEST_MESSAGE)
                          .maxNestingDepth(DEEPEST)
                          .build())
                  .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                  .build())
          .enable(
              DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES,
              DeserializationFeature.FAIL_ON_TRAILING_TOKENS,
              DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES,
              DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
          .enable(EnumFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
          .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
          .build();

  private final SocketChannel channel;
  private final LongSupplier nanoTime;
  private volatile long lastMove;
  private final ByteBuffer received = ByteBuffer.allocate(1 << 13).flip();

  ControlWire(SocketChannel channel, LongSupplier nanoTime) {
    this.channel = channel;
    this.nanoTime = nanoTime;
    this.lastMove = nanoTime.getAsLong();
  }

  /** When the other end last said something or listened. */
  long lastMove() {
    return lastMove;
  }

  Duration silentFor() {
    return Duration.ofNanos(nanoTime.getAsLong() - lastMove);
  }

  void send(Object message) throws IOException {
    byte[] json = JSON.writeValueAsBytes(message);
    if (json.length >= LONGEST_MESSAGE) {
      throw new IOException("message of " + json.length + " bytes is too long to be sent");
    }
    ByteBuffer line = ByteBuffer.allocate(json.length + 1).put(json).put((byte) '\n').flip();
    while (line.hasRemaining()) {
      channel.write(line);
    }
    lastMove = nanoTime.getAsLong();
  }

  <T> T receive(Class<T> type) throws IOException {
    byte[] line = line();
    try {
      return JSON.readValue(line, type);
    } catch (JacksonException e) {
      throw malformed(e);
    }
  }

  private byte[] line() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    while (true) {
      if (!received.hasRemaining()) {
        received.clear();
        int count = channel.read(received);
        received.flip();
        lastMove = nanoTime.getAsLong();
        if (count < 0) {
          throw new EOFException("the other end has closed the connection");
        }
      }
      while (received.hasRemaining()) {
        byte next = received.get();
        if (next == '\n') {
          return line.toByteArray();
        }
        if (line.size() >= LONGEST_MESSAGE) {
          throw new IOException("message of more than " + LONGEST_MESSAGE + " bytes");
        }
        line.write(next);
      }
    }
  }

  static JsonNode tree(Object value) {
    return JSON.valueToTree(value);
  }

  static <T> T value(JsonNode tree, Class<T> type) throws IOException {
    try {
      return JSON.treeToValue(tree, type);
    } catch (JacksonException e) {
      throw malformed(e);
    }
  }

  private static IOException malformed(JacksonException e) {
    return new IOException("message is not as expected: " + e.getOriginalMessage(), e);
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
