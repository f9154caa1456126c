// SPDX-License-Identifier: MIT
package org.postroad.securityserver.witness;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.postroad.protocol.transparency.TlogPolicy;
import org.postroad.protocol.transparency.Unproven;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The policy in a file, read whenever it is asked for, so that a change counts at once. Without a
 * file nobody is known. A file that cannot be understood stops the start; later it leaves what was
 * read last and is complained about once.
 */
public final class PolicyFile implements Supplier<TlogPolicy> {
  private static final Logger LOG = LoggerFactory.getLogger(PolicyFile.class);

  private record Read(byte[] text, TlogPolicy policy) {}

  private final Path file;
  private final AtomicReference<Read> last;
  private final AtomicReference<String> complaint = new AtomicReference<>("");

  private PolicyFile(Path file, Read first) {
    this.file = file;
    this.last = new AtomicReference<>(first);
  }

  /** Reads the file for the first time. */
  public static PolicyFile open(Path file) throws IOException {
    try {
      byte[] text = content(file);
      return new PolicyFile(file, new Read(text, parse(text)));
    } catch (Unproven e) {
      throw new IOException(file + ": " + e.getMessage(), e);
    }
  }

  @Override
  public TlogPolicy get() {
    Read known = last.get();
    try {
      byte[] text = content(file);
      if (!Arrays.equals(text, known.text())) {
        known = new Read(text, parse(text));
        last.set(known);
        LOG.info("{} is read anew", file);
      }
      complaint.set("");
    } catch (IOException | Unproven e) {
      String text = Optional.ofNullable(e.getMessage()).orElse("");
      if (!complaint.getAndSet(text).equals(text)) {
        LOG.error("{} is not understood, what stood there before counts on: {}", file, text);
      }
    }
    return known.policy();
  }

  private static byte[] content(Path file) throws IOException {
    try {
      return Files.readAllBytes(file);
    } catch (NoSuchFileException e) {
      return "quorum none\n".getBytes(StandardCharsets.US_ASCII);
    }
  }

  private static TlogPolicy parse(byte[] text) {
    return TlogPolicy.parse(text);
  }
}
