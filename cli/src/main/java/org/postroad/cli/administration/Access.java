// SPDX-License-Identifier: MIT
package org.postroad.cli.administration;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * How the administration API is reached.
 *
 * @param program that is there
 * @param base everything before a path, such as {@code https://localhost:4000/api/v1}
 * @param certificates that vouch for it; those that Java trusts where there are none
 */
record Access(Program program, URI base, Optional<Path> certificates, String token) {
  private static final String VERSION = "/api/v1";

  /**
   * The base of an address as people give it.
   *
   * @throws IllegalArgumentException if it is not of HTTPS
   */
  static URI base(String typed) {
    try {
      URI given = new URI(typed);
      String path = Optional.ofNullable(given.getPath()).orElse("");
      if ("https".equals(given.getScheme()) && given.getHost() != null) {
        String below = path.isEmpty() || path.equals("/") ? VERSION : path.replaceAll("/+$", "");
        return new URI("https", given.getAuthority(), below, null, null);
      }
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException("'" + typed + "' is no address", e);
    }
    throw new IllegalArgumentException(
        "'" + typed + "' is not an address like https://localhost:4000");
  }

  /** Never the token. */
  @Override
  public String toString() {
    return base.toString();
  }
}
