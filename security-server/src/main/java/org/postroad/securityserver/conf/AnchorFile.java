// SPDX-License-Identifier: MIT
package org.postroad.securityserver.conf;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.util.Optional;
import org.postroad.protocol.globalconf.AnchorCheck;
import org.postroad.protocol.globalconf.ConfigurationAnchor;

/**
 * The anchor of a running server: its file, and how another one takes its place (E27).
 *
 * @param trust goes on with another anchor of the same instance
 */
public record AnchorFile(Path file, Download download, Trust trust, Clock clock) {
  private static final int MOST = 64 << 20;
  private static final int OK = 200;
  private static final int NOT_FOUND = 404;

  /** See {@link GlobalConfigurationClient#trust}. */
  @FunctionalInterface
  public interface Trust {
    /** Whether it is another anchor than before. */
    boolean anew(ConfigurationAnchor anchor, Runnable keep);
  }

  public byte[] read() {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Whether a configuration of this instance can be had with these bytes; changes nothing. */
  public AnchorCheck.Result judge(byte[] anchor, String instance) {
    return new AnchorCheck(AnchorCheck.Use.INTERNAL, this::fetched, clock.instant())
        .judge(anchor, Optional.of(instance));
  }

  private Optional<byte[]> fetched(URI url) throws IOException {
    Download.Response response = download.get(url, MOST);
    return switch (response.status()) {
      case OK -> Optional.of(response.body());
      case NOT_FOUND -> Optional.empty();
      default -> throw new IOException("status " + response.status() + " for " + url);
    };
  }

  /**
   * Puts these bytes in place of the former ones, and in use without a restart.
   *
   * @throws org.postroad.protocol.fault.Fault when no configuration can be had with them; nothing
   *     is changed then
   */
  public void replace(byte[] anchor) {
    trust.anew(ConfigurationAnchor.parse(anchor), () -> write(anchor));
  }

  /** Takes over what was copied here from another node; whether that was another one. */
  public boolean reread() {
    return trust.anew(ConfigurationAnchor.parse(read()), () -> {});
  }

  private void write(byte[] anchor) {
    Path next = file.resolveSibling(file.getFileName() + ".new");
    try {
      try (FileChannel channel =
          FileChannel.open(
              next,
              StandardOpenOption.CREATE,
              StandardOpenOption.WRITE,
              StandardOpenOption.TRUNCATE_EXISTING)) {
        ByteBuffer bytes = ByteBuffer.wrap(anchor);
        while (bytes.hasRemaining()) {
          channel.write(bytes);
        }
        channel.force(true);
      }
      Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      try (FileChannel names =
          FileChannel.open(file.toAbsolutePath().resolveSibling("."), StandardOpenOption.READ)) {
        names.force(true);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
