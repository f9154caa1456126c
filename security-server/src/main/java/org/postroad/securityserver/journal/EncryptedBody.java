// SPDX-License-Identifier: MIT
package org.postroad.securityserver.journal;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/** A small encrypted body, opened once when it is first asked for. */
final class EncryptedBody implements EntryBody {
  private final byte[] sealed;
  private final Frame frame;
  private final long length;
  private final SegmentHeader header;
  private final SegmentKeys keys;
  private final AtomicReference<Optional<InMemory>> opened =
      new AtomicReference<>(Optional.empty());

  EncryptedBody(byte[] sealed, Frame frame, SegmentHeader header, SegmentKeys keys)
      throws IOException {
    this.sealed = sealed;
    this.frame = frame;
    this.length = SegmentCipher.openLength(sealed.length);
    this.header = header;
    this.keys = keys;
  }

  static long count(byte[] sealed) {
    return ByteBuffer.wrap(sealed).getLong();
  }

  @Override
  public long length() {
    return length;
  }

  @Override
  public byte[] bytes(long from, int count) throws IOException {
    return opened().bytes(from, count);
  }

  @Override
  public InputStream stream(long from, long count) throws IOException {
    return opened().stream(from, count);
  }

  private InMemory opened() throws IOException {
    Optional<InMemory> known = opened.get();
    if (known.isPresent()) {
      return known.get();
    }
    InMemory body = new InMemory(open());
    opened.set(Optional.of(body));
    return body;
  }

  private byte[] open() throws IOException {
    SegmentCipher cipher = keys.cipher(header).orElseThrow();
    InputStream chunks =
        new ByteArrayInputStream(sealed, SegmentCipher.COUNT, sealed.length - SegmentCipher.COUNT);
    try (InputStream in =
        new OpeningStream(chunks, cipher.body(frame, length, count(sealed)), length, 0)) {
      return in.readNBytes((int) length);
    }
  }
}
