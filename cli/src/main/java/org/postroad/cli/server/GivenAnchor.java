// SPDX-License-Identifier: MIT
package org.postroad.cli.server;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import org.postroad.cli.process.BadConfiguration;
import org.postroad.cli.process.ConfigurationFetch;
import org.postroad.protocol.globalconf.ConfigurationAnchor;

/** The anchor that somebody names by a file or an address. Everything is trusted by it. */
final class GivenAnchor {
  private GivenAnchor() {}

  /**
   * Reads it.
   *
   * @param fingerprint what it must have; what comes over plain HTTP is not taken without
   */
  static byte[] read(String place, Optional<String> fingerprint) throws IOException {
    boolean plain = place.startsWith("http://");
    if (plain && fingerprint.isEmpty()) {
      throw new BadConfiguration(
          "An anchor that comes over http may be anybody's: give its --fingerprint, or a file");
    }
    byte[] anchor = plain || place.startsWith("https://") ? fetched(place) : file(Path.of(place));
    String found = ConfigurationAnchor.fingerprint(anchor);
    if (fingerprint.isPresent() && !plain(found).equals(plain(fingerprint.get()))) {
      throw new BadConfiguration("The anchor has the SHA-224 " + found + ", expected another");
    }
    return anchor;
  }

  private static String plain(String fingerprint) {
    return fingerprint.replace(":", "").strip().toLowerCase(Locale.ROOT);
  }

  private static byte[] fetched(String url) throws IOException {
    return new ConfigurationFetch()
        .get(URI.create(url))
        .orElseThrow(() -> new IOException("Nothing is at " + url));
  }

  private static byte[] file(Path file) throws IOException {
    try {
      return Files.readAllBytes(file);
    } catch (NoSuchFileException e) {
      throw new IOException("There is no file " + file, e);
    }
  }
}
