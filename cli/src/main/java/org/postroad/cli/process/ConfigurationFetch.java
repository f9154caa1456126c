// SPDX-License-Identifier: MIT
package org.postroad.cli.process;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import org.postroad.protocol.globalconf.AnchorCheck;
import org.postroad.securityserver.WebDownload;
import org.postroad.securityserver.conf.Download;

/** Fetches directories and parts of registries, over HTTP or verified HTTPS. */
public final class ConfigurationFetch implements AnchorCheck.Fetch {
  private static final int LIMIT = 64 << 20;
  private static final int OK = 200;
  private static final int NOT_FOUND = 404;

  private final Download download = new WebDownload(Duration.ofSeconds(10), Duration.ofSeconds(30));

  @Override
  public Optional<byte[]> get(URI url) throws IOException {
    Download.Response response = download.get(url, LIMIT);
    return switch (response.status()) {
      case OK -> Optional.of(response.body());
      case NOT_FOUND -> Optional.empty();
      default -> throw new IOException("status " + response.status() + " for " + url);
    };
  }
}
