// SPDX-License-Identifier: MIT

package org.postroad.protocol.globalconf;

import org.postroad.protocol.algorithm.DigestAlgorithm;

/**
 * The versions of the configuration format, and the one thing that depends on the version alone:
 * how authentication certificates are hashed. The files themselves name neither (rows A45, A82).
 */
public final class ConfigurationVersion {
  public static final int OLDEST = 2;
  public static final int NEWEST = 6;

  private ConfigurationVersion() {}

  /** SHA-1 in version 2, SHA-256 from version 3 on. */
  public static DigestAlgorithm certificateDigest(int version) {
    return version < 3 ? DigestAlgorithm.SHA1 : DigestAlgorithm.SHA256;
  }

  static int requireWritable(int version) {
    if (version < OLDEST || version > NEWEST) {
      throw new IllegalArgumentException(
          "configuration version " + version + ", expected " + OLDEST + " to " + NEWEST);
    }
    return version;
  }
}
