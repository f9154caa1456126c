// SPDX-License-Identifier: MIT
package org.postroad.securityserver.exchange;

import java.io.ByteArrayInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import org.postroad.protocol.algorithm.Digest;

/**
 * One streamed body: its length, its digest, and its bytes where they were kept.
 *
 * <p>A body beyond the size that is kept has a length and a digest but no content. Closing deletes
 * the temporary file, if there is one; length and digest stay known.
 */
public final class Body implements Closeable {

  private sealed interface Content {}

  private record InMemory(byte[] bytes) implements Content {}

  private record OnDisk(SpoolFile file) implements Content {}

  private record Dropped() implements Content {}

  private final long length;
  private final Digest digest;
  private final Content content;

  private Body(long length, Digest digest, Content content) {
    this.length = length;
    this.digest = digest;
    this.content = content;
  }

  static Body inMemory(byte[] bytes, Digest digest) {
    return new Body(bytes.length, digest, new InMemory(bytes));
  }

  static Body onDisk(SpoolFile file, long length, Digest digest) {
    return new Body(length, digest, new OnDisk(file));
  }

  static Body dropped(long length, Digest digest) {
    return new Body(length, digest, new Dropped());
  }

  public long length() {
    return length;
  }

  public Digest digest() {
    return digest;
  }

  /** False when the body was larger than what is kept. */
  public boolean isKept() {
    return !(content instanceof Dropped);
  }

  /** The bytes from the beginning; can be opened any number of times. */
  public InputStream open() throws IOException {
    return switch (content) {
      case InMemory(byte[] bytes) -> new ByteArrayInputStream(bytes);
      case OnDisk(SpoolFile file) -> file.open();
      case Dropped() -> throw new IllegalStateException("body of " + length + " bytes not kept");
    };
  }

  @Override
  public void close() throws IOException {
    if (content instanceof OnDisk(SpoolFile file)) {
      file.close();
    }
  }
}
