// SPDX-License-Identifier: MIT
package org.postroad.securityserver.exchange;

import java.io.ByteArrayInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import org.postroad.protocol.algorithm.Digest;
import org.postroad.protocol.algorithm.DigestAlgorithm;

/**
 * One streamed body: its length, its digest, and its bytes where they were kept.
 *
 * <p>A body beyond the size that is kept has a length and a digest but no content. Closing deletes
 * the temporary file, if there is one; length and digest stay known.
 */
public final class Body implements Closeable {

  private sealed interface Content {}

  /** The first bytes of an array. */
  private record InMemory(byte[] bytes, int length) implements Content {}

  private record OnDisk(SpoolFile file) implements Content {}

  private record Dropped() implements Content {}

  private final long length;
  private final List<Digest> digests;
  private final Content content;

  private Body(long length, List<Digest> digests, Content content) {
    this.length = length;
    this.digests = List.copyOf(digests);
    this.content = content;
  }

  static Body inMemory(byte[] bytes, int length, List<Digest> digests) {
    return new Body(length, digests, new InMemory(bytes, length));
  }

  static Body onDisk(SpoolFile file, long length, List<Digest> digests) {
    return new Body(length, digests, new OnDisk(file));
  }

  static Body dropped(long length, List<Digest> digests) {
    return new Body(length, digests, new Dropped());
  }

  public long length() {
    return length;
  }

  /** SHA-512. */
  public Digest digest() {
    return digests.getFirst();
  }

  /** With this algorithm if the body was digested so while it streamed, otherwise SHA-512. */
  public Digest digest(DigestAlgorithm algorithm) {
    return digests.stream()
        .filter(digest -> digest.algorithm() == algorithm)
        .findFirst()
        .orElse(digest());
  }

  /** False when the body was larger than what is kept. */
  public boolean isKept() {
    return !(content instanceof Dropped);
  }

  /** The bytes from the beginning; can be opened any number of times. */
  public InputStream open() throws IOException {
    return switch (content) {
      case InMemory(byte[] bytes, int count) -> new ByteArrayInputStream(bytes, 0, count);
      case OnDisk(SpoolFile file) -> file.open();
      case Dropped() -> throw new IllegalStateException("body of " + length + " bytes not kept");
    };
  }

  /** All bytes, from memory without another copy. */
  public void writeTo(OutputStream out) throws IOException {
    if (content instanceof InMemory(byte[] bytes, int count)) {
      out.write(bytes, 0, count);
      return;
    }
    try (InputStream in = open()) {
      in.transferTo(out);
    }
  }

  @Override
  public void close() throws IOException {
    if (content instanceof OnDisk(SpoolFile file)) {
      file.close();
    }
  }
}
