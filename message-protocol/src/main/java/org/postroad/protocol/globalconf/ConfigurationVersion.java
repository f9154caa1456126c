// SPDX-License-Identifier: MIT

package org.postroad.protocol.globalconf;

import java.net.URI;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.postroad.protocol.algorithm.DigestAlgorithm;

/**
 * The versions of the configuration format, and the one thing that depends on the version alone:
 * how authentication certificates are hashed. The files themselves name neither (rows A45, A82).
 */
public final class ConfigurationVersion {
  public static final int OLDEST = 2;
  public static final int NEWEST = 6;

  private static final Pattern NAMED = Pattern.compile("(.*&)?version=.*");

  private ConfigurationVersion() {}

  /** SHA-1 in version 2, SHA-256 from version 3 on. */
  public static DigestAlgorithm certificateDigest(int version) {
    return version < 3 ? DigestAlgorithm.SHA1 : DigestAlgorithm.SHA256;
  }

  /**
   * Where to ask for a directory: from the newest version to the oldest until one exists, or only
   * where the address names a version itself (A22, A23).
   */
  public static List<URI> addresses(URI directory) {
    String query = directory.getRawQuery();
    if (query != null && NAMED.matcher(query).matches()) {
      return List.of(directory);
    }
    return IntStream.iterate(NEWEST, version -> version >= OLDEST, version -> version - 1)
        .mapToObj(
            version -> URI.create(directory + (query == null ? "?" : "&") + "version=" + version))
        .toList();
  }

  static int requireWritable(int version) {
    if (version < OLDEST || version > NEWEST) {
      throw new IllegalArgumentException(
          "configuration version " + version + ", expected " + OLDEST + " to " + NEWEST);
    }
    return version;
  }
}
