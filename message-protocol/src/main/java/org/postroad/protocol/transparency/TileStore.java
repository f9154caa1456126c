// SPDX-License-Identifier: MIT
package org.postroad.protocol.transparency;

import java.io.IOException;
import java.util.Optional;

/** Where tiles and entry bundles are kept. Nothing but its order of calls is asked of it. */
public interface TileStore {

  /**
   * What was written there. A partial tile may have been deleted once the full one was there; this
   * need not look for that one.
   */
  Optional<byte[]> read(TilePath path) throws IOException;

  /**
   * Keeps a tile or bundle. What is written again under the same path is the same, unless a write
   * failed before.
   */
  void write(TilePath path, byte[] content) throws IOException;
}
