// SPDX-License-Identifier: MIT
package org.postroad.securityserver.exchange;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.postroad.protocol.algorithm.Digest;
import org.postroad.protocol.algorithm.DigestAlgorithm;
import org.postroad.protocol.fault.Fault;
import org.postroad.protocol.fault.FaultCode;

/**
 * Keeps and digests one body chunk by chunk; moves from memory to disk, or gives up keeping. A disk
 * that refuses becomes a fault here, so that it is not taken for a failing peer.
 */
final class BodyWriter implements Closeable {

  private final BodySpool spool;
  private final long keep;
  private final Map<DigestAlgorithm, MessageDigest> digests = new LinkedHashMap<>();
  private final ByteArrayOutputStream memory = new ByteArrayOutputStream(1024);
  private Optional<SpoolFile> file = Optional.empty();
  private long length;
  private boolean finished;

  /** Digests with SHA-512 in any case, and with what the sender used if that is another. */
  BodyWriter(BodySpool spool, DigestAlgorithm ofSender, long keep) {
    this.spool = spool;
    this.keep = keep;
    digests.put(DigestAlgorithm.SHA512, DigestAlgorithm.SHA512.newDigest());
    digests.computeIfAbsent(ofSender, DigestAlgorithm::newDigest);
  }

  void write(byte[] chunk, int count) {
    digests.values().forEach(digest -> digest.update(chunk, 0, count));
    length += count;
    try {
      keep(chunk, count);
    } catch (IOException e) {
      throw refusedByDisk(e);
    }
  }

  private void keep(byte[] chunk, int count) throws IOException {
    if (length > keep) {
      drop();
    } else if (length <= spool.limits().memory()) {
      memory.write(chunk, 0, count);
    } else {
      onDisk().write(chunk, count);
    }
  }

  Body finish() {
    List<Digest> values = new ArrayList<>(digests.size());
    digests.forEach((algorithm, digest) -> values.add(new Digest(algorithm, digest.digest())));
    if (length > keep) {
      return Body.dropped(length, values);
    }
    if (file.isEmpty()) {
      return Body.inMemory(memory.toByteArray(), values);
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
      SpoolFile begun = spool.newFile();
      file = Optional.of(begun);
      begun.write(memory.toByteArray(), memory.size());
      memory.reset();
    }
    return file.get();
  }

  private void drop() throws IOException {
    memory.reset();
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
