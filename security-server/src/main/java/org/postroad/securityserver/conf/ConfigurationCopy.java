// SPDX-License-Identifier: MIT
package org.postroad.securityserver.conf;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;

/**
 * The newest version of a server configuration in one file, a {@link VersionDocument}, which the
 * primary node replaces as a whole and any program may copy to secondary ones (F04, decision 0051).
 * A copy that is torn is told by its digest and refused. Certificates and service addresses are in
 * it, keys are not; only the owner can read it all the same.
 */
record ConfigurationCopy(Path file) {

  /** Durable, and in use, when it returns. */
  void write(ServerConfigurationStore.Saved saved) {
    try {
      replace(VersionDocument.write(saved));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void replace(byte[] content) throws IOException {
    Path written =
        Files.createTempFile(
            file.toAbsolutePath().getParent(),
            file.getFileName().toString(),
            ".new",
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    try (FileChannel channel = FileChannel.open(written, StandardOpenOption.WRITE)) {
      ByteBuffer bytes = ByteBuffer.wrap(content);
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      channel.force(true);
    }
    Files.move(written, file, StandardCopyOption.ATOMIC_MOVE);
  }

  /** Which version it is, nothing where there is no file; the rest of it is not looked at. */
  Optional<ServerConfigurationStore.Version> version() {
    return content().map(bytes -> VersionDocument.version(bytes, file));
  }

  Optional<ServerConfigurationStore.Saved> read() {
    return content().map(bytes -> VersionDocument.read(bytes, file));
  }

  private Optional<byte[]> content() {
    try {
      return Files.exists(file) ? Optional.of(Files.readAllBytes(file)) : Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
