// SPDX-License-Identifier: MIT

package org.postroad.registry.distribution;

/** What everybody may ask besides taking files; answered on a virtual thread, which may wait. */
public interface PublicApi {
  /** Whether this path, as it is written, is one of its own. */
  boolean concerns(String path);

  /** Answers a GET. */
  PublicAnswer get(String path, String query);
}
