// SPDX-License-Identifier: MIT
package org.postroad.protocol.container;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/**
 * A part of a message beside the message itself: a SOAP attachment or the body of a REST message.
 *
 * @param number counted from 1 in the order of the message
 * @param length of the signed bytes
 * @param body where they lie; a large one need not be in memory
 */
public record Attachment(int number, long length, Body body) {

  /** Bytes that can be read from their start any number of times. */
  @FunctionalInterface
  public interface Body {

    /** A new stream from the first byte; the caller closes it. */
    InputStream open() throws IOException;
  }

  /** An attachment in memory; the bytes are not to be written to. */
  public Attachment(int number, byte[] bytes) {
    this(number, bytes.length, () -> new ByteArrayInputStream(bytes));
  }

  /** All of it in memory. */
  public byte[] bytes() {
    try (InputStream in = body.open()) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
