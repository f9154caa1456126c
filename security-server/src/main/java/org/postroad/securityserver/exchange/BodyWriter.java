// SPDX-License-Identifier: MIT
package org.postroad.securityserver.exchange;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.postroad.protocol.algorithm.Digest;
import org.postroad.protocol.algorithm.DigestAlgorithm;
import org.postroad.protocol.fault.Fault;
import org.postroad.protocol.fault.FaultCode;

/**
 * Keeps and digests one body piece by piece; moves from memory to disk, or gives up keeping. A disk
 * that refuses becomes a fault here, so that it is not taken for a failing peer.
 *
 * <p>A piece is read to where it is kept in memory, and digested and passed on from there. Behind
 * the first that does not fit, all are read to the same place.
 */
final class BodyWriter implements Closeable {

  private static final int CHUNK = 16 * 1024;

  /** Most bodies are small. */
  private static final int FIRST_CHUNK = 4 * 1024;

  private record Running(DigestAlgorithm algorithm, MessageDigest digest) {
    static Running of(DigestAlgorithm algorithm) {
      return new Running(algorithm, algorithm.newDigest());
    }
  }

  private final BodySpool spool;
  private final long keep;
  private final List<Running> digests;
  private Optional<SpoolFile> file = Optional.empty();
  private byte[] buffer = new byte[FIRST_CHUNK];

  /** The bytes at the start of the buffer that are kept there. */
  private int held;

  /** Where the piece that was read last begins. */
  private int from;

  private long length;
  private boolean finished;

  /** Digests with SHA-512 in any case, and with what the sender used if that is another. */
  BodyWriter(BodySpool spool, DigestAlgorithm ofSender, long keep) {
    this.spool = spool;
    this.keep = keep;
    Running sha512 = Running.of(DigestAlgorithm.SHA512);
    this.digests =
        ofSender == DigestAlgorithm.SHA512
            ? List.of(sha512)
            : List.of(sha512, Running.of(ofSender));
  }

  /** Reads the next piece, which is nobody's until it was taken; its length, or -1 at the end. */
  int read(InputStream in) throws IOException {
    boolean large = length >= FIRST_CHUNK && buffer.length < CHUNK;
    if (large || held == buffer.length) {
      long enough = Math.min(2L * buffer.length, (long) spool.limits().memory() + CHUNK);
      buffer = Arrays.copyOf(buffer, (int) Math.max(CHUNK, enough));
    }
    from = held;
    return in.read(buffer, from, Math.min(CHUNK, buffer.length - from));
  }

  /** Digests the piece that was read last, and keeps it. */
  void take(int count) {
    for (Running each : digests) {
      each.digest().update(buffer, from, count);
    }
    length += count;
    try {
      keep(count);
    } catch (IOException e) {
      throw refusedByDisk(e);
    }
  }

  /** Passes on the piece that was taken last. */
  void pass(OutputStream out, int count) throws IOException {
    out.write(buffer, from, count);
  }

  private void keep(int count) throws IOException {
    if (length > keep) {
      drop();
    } else if (length <= spool.limits().memory()) {
      held += count;
    } else {
      onDisk().write(buffer, held + count);
      held = 0;
    }
  }

  Body finish() {
    List<Digest> values = new ArrayList<>(digests.size());
    for (Running each : digests) {
      values.add(new Digest(each.algorithm(), each.digest().digest()));
    }
    if (length > keep) {
      return Body.dropped(length, values);
    }
    if (file.isEmpty()) {
      return Body.inMemory(buffer, held, values);
    }
    try {
      file.get().finish();
    } catch (IOException e) {
      throw refusedByDisk(e);
    }
    finished = true;
    return Body.onDisk(file.get(), length, values);
  }

  private SpoolFile onDisk() throws IOException {
    if (file.isEmpty()) {
      file = Optional.of(spool.newFile());
    }
    return file.get();
  }

  private void drop() throws IOException {
    held = 0;
    if (file.isPresent()) {
      file.get().close();
      file = Optional.empty();
    }
  }

  private static Fault refusedByDisk(IOException e) {
    return new Fault(FaultCode.IO_ERROR, "No room for the body: " + e.getMessage(), e);
  }

  @Override
  public void close() throws IOException {
    if (!finished) {
      drop();
    }
  }
}
