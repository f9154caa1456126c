// SPDX-License-Identifier: MIT
package org.postroad.securityserver.exchange;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.postroad.protocol.fault.Fault;
import org.postroad.protocol.fault.FaultCode;

/**
 * Where bodies wait: in memory up to a size, then in an owner-only temporary file.
 *
 * @param directory of the temporary files
 */
public record BodySpool(Path directory, BodyLimits limits) {

  private static final int CHUNK = 16 * 1024;

  /** Reads a body to its end and keeps all of it. */
  public Body receive(InputStream in) throws IOException {
    return transfer(in, OutputStream.nullOutputStream(), limits.largest());
  }

  /**
   * Forwards a body while it is digested, and keeps it as long as it does not exceed {@code keep}
   * bytes.
   */
  public Body forward(InputStream in, OutputStream out, long keep) throws IOException {
    return transfer(in, out, keep);
  }

  private Body transfer(InputStream in, OutputStream out, long keep) throws IOException {
    try (BodyWriter writer = new BodyWriter(this, keep)) {
      byte[] chunk = new byte[CHUNK];
      long total = 0;
      for (int n = in.read(chunk); n >= 0; n = in.read(chunk)) {
        total += n;
        if (total > limits.largest()) {
          throw new Fault(
              FaultCode.INVALID_MESSAGE,
              "Body is larger than the " + limits.largest() + " bytes allowed");
        }
        writer.write(chunk, n);
        out.write(chunk, 0, n);
      }
      return writer.finish();
    }
  }

  Path newFile() throws IOException {
    return Files.createTempFile(
        directory,
        "body-",
        ".tmp",
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
  }
}
