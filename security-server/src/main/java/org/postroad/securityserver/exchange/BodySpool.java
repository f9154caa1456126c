// SPDX-License-Identifier: MIT
package org.postroad.securityserver.exchange;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.postroad.protocol.algorithm.DigestAlgorithm;
import org.postroad.protocol.fault.Fault;
import org.postroad.protocol.fault.FaultCode;

/**
 * Where bodies wait: in memory up to a size, then in an owner-only temporary file. For any number
 * of threads.
 *
 * <p>Every byte is read once and digested as it passes. Nothing is left on disk when a body was
 * closed or never came to its end; what a killed process left is removed by {@link #open}.
 */
public final class BodySpool {

  /** How long bytes that came may wait for more before they go on. */
  private static final Duration HELD = Duration.ofSeconds(1);

  private final Path directory;
  private final BodyLimits limits;
  private final SpoolDisk disk;
  private final LongSupplier nanoTime;
  private final SpoolSpace space;

  public BodySpool(Path directory, BodyLimits limits) {
    this(directory, limits, SpoolDisk.real(), System::nanoTime);
  }

  BodySpool(Path directory, BodyLimits limits, SpoolDisk disk, LongSupplier nanoTime) {
    this.directory = directory;
    this.limits = limits;
    this.disk = disk;
    this.nanoTime = nanoTime;
    this.space = new SpoolSpace(disk, directory, limits);
  }

  /** A fresh spool: whatever an earlier process left in the directory is nobody's any more. */
  public static BodySpool open(Path directory, BodyLimits limits) throws IOException {
    Files.createDirectories(
        directory,
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    try (DirectoryStream<Path> files = Files.newDirectoryStream(directory)) {
      for (Path file : files) {
        Files.delete(file);
      }
    }
    return new BodySpool(directory, limits);
  }

  public BodyLimits limits() {
    return limits;
  }

  /** Bytes that waiting bodies take on disk now. */
  public long taken() {
    return space.taken();
  }

  /** The most bytes that waiting bodies ever took on disk at once. */
  public long peak() {
    return space.peak();
  }

  /** Reads a body to its end and keeps all of it. */
  public Body receive(InputStream in) throws IOException {
    return receive(in, DigestAlgorithm.SHA512);
  }

  /**
   * The same of another security server's body, digested with its algorithm as well, so that it is
   * never read again for its digest (C-028).
   */
  public Body receive(InputStream in, DigestAlgorithm ofSender) throws IOException {
    return transfer(in, OutputStream.nullOutputStream(), ofSender, limits.largest());
  }

  /**
   * Forwards a body while it is digested, and keeps it as long as it does not exceed {@code keep}
   * bytes.
   */
  public Body forward(InputStream in, OutputStream out, long keep) throws IOException {
    return transfer(in, out, DigestAlgorithm.SHA512, keep);
  }

  /** Refuses a body whose sender announces more than is taken, before a byte of it is read. */
  public void requireAcceptable(long announced) {
    if (announced > limits.largest()) {
      throw new Fault(
          FaultCode.INVALID_MESSAGE,
          "Body is larger than the " + limits.largest() + " bytes allowed");
    }
  }

  private Body transfer(InputStream in, OutputStream out, DigestAlgorithm ofSender, long keep)
      throws IOException {
    try (BodyWriter writer = new BodyWriter(this, ofSender, keep)) {
      long total = 0;
      long flushed = nanoTime.getAsLong();
      for (int n = writer.read(in); n >= 0; n = writer.read(in)) {
        total += n;
        requireAcceptable(total);
        writer.take(n);
        writer.pass(out, n);
        long now = nanoTime.getAsLong();
        if (now - flushed >= HELD.toNanos()) {
          out.flush();
          flushed = now;
        }
      }
      return writer.finish();
    }
  }

  SpoolFile newFile() throws IOException {
    space.requireReserve();
    return SpoolFile.create(disk, directory, space);
  }
}
